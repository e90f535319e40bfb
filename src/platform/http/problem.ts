import { type Static, Type } from 'typebox'
import { Refusal, type RefusalKind } from '../refusal.ts'
import { httpRefusals } from './refusals.ts'
import { textRefusal } from './text.ts'

/** What every error answer looks like: RFC 9457, as `application/problem+json`. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'urn:qunce:problem:<code>' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What was found, and what to do.' }),
    code: Type.String({ description: 'Stable: never renamed, never reused.' }),
    facts: Type.Record(Type.String(), Type.Unknown()),
    instance: Type.String({ description: 'The request, as it is named in the server log.' }),
  },
  { description: 'RFC 9457 problem details' },
)
export type Problem = Static<typeof Problem>

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

const STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  busy: 503,
}

/** Where the standard has a more exact answer than its kind's. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  schema_mismatch: 400,
  text_unclean: 400,
  text_blank: 400,
  request_unreadable: 400,
  body_nested: 400,
  cursor_invalid: 400,
  version_needed: 428,
  version_outdated: 412,
  too_many_requests: 429,
  sta_method_refused: 405,
  ogc_parameter_invalid: 400,
  ogc_filter_invalid: 400,
}

const TITLE: Readonly<Record<RefusalKind, string>> = {
  invalid: 'The request cannot be accepted',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'In conflict with what is there',
  too_large: 'Too large',
  busy: 'Not now',
}

export function statusOf(refusal: Refusal): number {
  return STATUS_OF_CODE[refusal.code] ?? STATUS[refusal.kind]
}

export function problemOf(refusal: Refusal, instance: string): Problem {
  return {
    type: `urn:qunce:problem:${refusal.code}`,
    title: TITLE[refusal.kind],
    status: statusOf(refusal),
    detail: refusal.message,
    code: refusal.code,
    facts: { ...refusal.facts },
    instance,
  }
}

/** What went wrong in our own house: the log has the reason, the answer only where to find it. */
export function internalProblem(instance: string): Problem {
  return {
    type: 'urn:qunce:problem:internal',
    title: 'Our mistake',
    status: 500,
    detail: 'Something went wrong in the server. Nothing was saved by this request. The log names it by its instance.',
    code: 'internal',
    facts: {},
    instance,
  }
}

const valueUnstorable = () =>
  httpRefusals.unreadable('A number, day or text of the request is out of range or malformed: it cannot be stored.')
const nameUnknown = () => httpRefusals.unreadable('Something that the request names by its id is not there (any more).')
const textUnstorable = () => httpRefusals.unreadable('A text holds the character U+0000, which cannot be stored.')

/** What PostgreSQL (or the way to it) answers with, where the caller can do something about it. */
const REFUSAL_OF_SQLSTATE: Readonly<Record<string, () => Refusal>> = {
  '42501': httpRefusals.permissionMissing, // insufficient_privilege: row-level security
  '22003': valueUnstorable, // numeric_value_out_of_range
  '22007': valueUnstorable, // invalid_datetime_format
  '22008': valueUnstorable, // datetime_field_overflow
  '22P02': valueUnstorable, // invalid_text_representation: half a character in a JSON text, an id that is none
  '22021': textUnstorable,
  '22P05': textUnstorable,
  '23503': nameUnknown, // foreign_key_violation
  '23505': httpRefusals.collision, // unique_violation: somebody else was first
  '40001': httpRefusals.collision,
  '40P01': httpRefusals.collision, // deadlock
  '57014': httpRefusals.unavailable, // statement timeout
  '57P01': httpRefusals.unavailable, // the server shuts down
  '57P03': httpRefusals.unavailable, // it is starting
  '53300': httpRefusals.unavailable, // too many connections
  ECONNREFUSED: httpRefusals.unavailable,
}

/** How the multipart parser says that a body is none, or did not arrive as a whole. */
const BROKEN_MULTIPART =
  /^(?:Unexpected end of (?:multipart data|form)|Multipart: Boundary not found|Malformed part header)/

interface KnownError extends Error {
  code?: string
  statusCode?: number
  validation?: {
    keyword?: string
    instancePath?: string
    message?: string
    params?: Record<string, unknown>
    data?: unknown
  }[]
  validationContext?: string
}

/** The refusal that an error amounts to; null when it is a mistake of ours. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (!(error instanceof Error)) return null
  const { code, statusCode, validation, validationContext } = error as KnownError
  // Of a value that may be one thing or another, every way to fail is told: the text is the one to hear of.
  for (const { keyword, params, instancePath = '', data } of validation ?? []) {
    const field = instancePath.replace(/^\//, '').replaceAll('/', '.')
    const refusal = keyword === 'format' ? textRefusal(field, params?.format, data) : null
    if (refusal) return refusal
  }
  const [first] = validation ?? []
  if (first?.instancePath === '/cursor' && validationContext === 'querystring') return httpRefusals.cursorInvalid()
  if (first) {
    const extra = first.params?.additionalProperty
    const expected = extra ? `the field ${JSON.stringify(extra)} is not known` : (first.message ?? 'not as expected')
    return httpRefusals.schemaMismatch(validationContext ?? 'request', first.instancePath ?? '', expected)
  }
  const fromDatabase = code === undefined ? undefined : REFUSAL_OF_SQLSTATE[code]
  if (fromDatabase) return fromDatabase()
  if (/^Connection terminated|^Client has encountered a connection error/.test(error.message))
    return httpRefusals.unavailable()
  if (BROKEN_MULTIPART.test(error.message)) return httpRefusals.unreadable(`The upload broke off: ${error.message}.`)
  if (code === 'FST_FILES_LIMIT') return httpRefusals.formCrowded('files')
  if (code === 'FST_FIELDS_LIMIT' || code === 'FST_PARTS_LIMIT') return httpRefusals.formCrowded('fields')
  if (statusCode === 413) return httpRefusals.bodyTooLarge()
  if (code?.startsWith('FST_') && statusCode && statusCode < 500) return httpRefusals.unreadable(error.message)
  return null
}
