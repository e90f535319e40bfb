import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { LRUCache } from 'lru-cache'
import { isDay, TEXT_FORMATS } from '../../../platform/http/index.ts'
import { isWebAddress } from '../../catalogue/rules/webAddress.ts'
import { type EntryContent, type Field, isList, isSubTable, optionsOf, type RegistrySchema } from './schema.ts'

export type ContentFaultCode =
  | 'missing'
  | 'unknown_field'
  | 'wrong_type'
  | 'too_long'
  | 'pattern_unfit'
  | 'no_day'
  | 'no_address'
  | 'no_email'
  | 'text_unclean'
  | 'below'
  | 'above'
  | 'not_an_option'
  | 'too_many'
  | 'repeated'

/** What is wrong with one value of an entry, where it stands, and what was expected. */
export interface ContentFault {
  /** Field; of a table within the entry also the row (from 0) and its field. */
  path: (string | number)[]
  code: ContentFaultCode
  expected: string
}

const ajv = new Ajv2020({ allErrors: true, validateSchema: false, strict: true, code: { regExp: unicode() } })
addFormats.default(ajv, ['email'])
ajv.addFormat('day', isDay)
ajv.addFormat('web-address', isWebAddress)
for (const [name, validate] of Object.entries(TEXT_FORMATS)) ajv.addFormat(name, validate)

/** Patterns are of Unicode characters; they were checked not to hang before (safePattern.ts). */
function unicode() {
  return Object.assign((pattern: string) => new RegExp(pattern, 'u'), { code: "(p) => new RegExp(p, 'u')" })
}

/** Compiled schemas, by their wording. */
const compiled = new LRUCache<string, ValidateFunction>({ max: 100 })

/** What tells all that is wrong with an entry, field by field. The schema is one that was checked. */
export function checkerOf(schema: RegistrySchema): (content: EntryContent) => ContentFault[] {
  const wording = JSON.stringify(schema)
  const validate = compiled.get(wording) ?? ajv.compile(heldOf(schema))
  ajv.removeSchema()
  compiled.set(wording, validate)
  return (content) => (validate(content) ? [] : (validate.errors ?? []).map(faultOf))
}

/** The same for a draft: what is still to be filled in is no fault, unless the entry could not be called without it. */
export function draftFaults(schema: RegistrySchema, content: EntryContent): ContentFault[] {
  const named = [schema['x-name'], ...schema['x-key']]
  return checkerOf(schema)(content).filter(({ code, path }) => code !== 'missing' || named.includes(String(path[0])))
}

/** The schema as it is held against an entry: the keywords that judge, and ours for texts. */
function heldOf({
  properties,
  required = [],
}: Pick<RegistrySchema, 'properties'> & { required?: readonly string[] }): object {
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, field]) => [name, heldField(field, required.includes(name))]),
    ),
    required: [...required],
    additionalProperties: false,
  }
}

const FORMAT_HELD = { date: 'day', uri: 'web-address', email: 'email' } as const

function heldField(field: Field, isRequired: boolean): object {
  if (isSubTable(field)) {
    const least = isRequired ? { minItems: 1 } : {}
    return { type: 'array', items: heldOf(field.items), maxItems: field.maxItems, ...least }
  }
  const options = optionsOf(field)
  if (isList(field)) {
    const items = 'maxLength' in field.items ? { maxLength: field.items.maxLength, format: 'said-line' } : {}
    return {
      type: 'array',
      items: { type: 'string', ...items, ...(options ? { enum: options.map((one) => one.const) } : {}) },
      ...{ maxItems: field.maxItems, uniqueItems: true, ...(isRequired ? { minItems: 1 } : {}) },
    }
  }
  if (options) return { type: 'string', enum: options.map((one) => one.const) }
  if (field.type === 'number' || field.type === 'integer') {
    const { type, minimum = -1e15, maximum = 1e15 } = field
    return { type, minimum, maximum }
  }
  if (field.type === 'boolean' || !('maxLength' in field)) return { type: 'boolean' }
  const { maxLength, pattern, format } = field
  const plain = field['x-multiline'] ? ('prose' as const) : ('line' as const)
  return {
    ...{ type: 'string', maxLength, format: format ? FORMAT_HELD[format] : `said-${plain}` },
    ...(pattern === undefined ? {} : { pattern }),
  }
}

const CODE_OF_FORMAT: Readonly<Record<string, ContentFaultCode>> = {
  ...{ day: 'no_day', 'web-address': 'no_address', email: 'no_email' },
}
const CODE_OF_KEYWORD: Readonly<Record<string, ContentFaultCode>> = {
  ...{ required: 'missing', minItems: 'missing', additionalProperties: 'unknown_field', type: 'wrong_type' },
  ...{ maxLength: 'too_long', pattern: 'pattern_unfit', minimum: 'below', maximum: 'above', enum: 'not_an_option' },
  ...{ maxItems: 'too_many', uniqueItems: 'repeated' },
}

function faultOf({ keyword, instancePath, params }: ErrorObject): ContentFault {
  const path: (string | number)[] = instancePath
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
  const further = params.missingProperty ?? params.additionalProperty
  if (typeof further === 'string') path.push(further)
  const code =
    keyword === 'format'
      ? (CODE_OF_FORMAT[params.format] ?? 'text_unclean')
      : (CODE_OF_KEYWORD[keyword] ?? 'wrong_type')
  const expected = params.limit ?? params.pattern ?? (keyword === 'type' ? params.type : '')
  return { path, code, expected: String(expected) }
}
