import { httpRefusals } from './refusals.ts'

/** What a part of a cursor may be; a list of words is one of them. */
export type CursorPart = keyof typeof PARTS | readonly string[]

interface Values {
  uuid: string
  /** UTC, as JSON writes it. */
  moment: string
  day: string
  text: string
  textOrNull: string | null
  integer: number
  number: number
  boolean: boolean
}
type ValueOf<Part> = Part extends keyof Values ? Values[Part] : Part extends readonly (infer Word)[] ? Word : never
type ValuesOf<Parts extends readonly CursorPart[]> = { -readonly [At in keyof Parts]: ValueOf<Parts[At]> }

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.isWellFormed() && !value.includes('\0')
/** As the database writes it: in small letters. */
export const isUuid = (value: unknown) => isText(value) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
/** 2026-02-30 is no day, though a computer may take it for one of March. */
export const isDay = (value: unknown) =>
  isText(value) && /^\d{4}-\d\d-\d\d$/.test(value) && new Date(`${value}T00:00Z`).toJSON()?.slice(0, 10) === value
/** As JSON writes it, or PostgreSQL. */
export const isMoment = (value: unknown) =>
  isText(value) &&
  /^.{10}[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|\+00(:00)?)$/.test(value) &&
  isDay(value.slice(0, 10))

const PARTS = {
  uuid: isUuid,
  moment: isMoment,
  day: isDay,
  text: isText,
  textOrNull: (value: unknown) => value === null || isText(value),
  integer: Number.isSafeInteger,
  number: Number.isFinite,
  boolean: (value: unknown) => typeof value === 'boolean',
} as const satisfies Record<keyof Values, (value: unknown) => boolean>

/** Where a page of one list ends: by what its items are sorted. */
export interface Cursor<Parts extends readonly CursorPart[]> {
  /** The list that gives it: no other list takes it. */
  readonly list: string
  /** @returns undefined without a cursor. @throws Refusal cursor_invalid when it is not one of this list's */
  read(cursor: string | undefined): ValuesOf<Parts> | undefined
  /** Packs the sort values of a page's last item. Not secret, and not to be relied on by callers. */
  write(...values: ValuesOf<Parts>): string
}

/** The cursor of a list, with the types of what it sorts by. Its name stands before it, so that a schema can ask for it. */
export function cursorOf<const Parts extends readonly CursorPart[]>(list: string, ...parts: Parts): Cursor<Parts> {
  const isPart = (value: unknown, at: number) => {
    const part = parts[at] as CursorPart
    return typeof part === 'string' ? PARTS[part](value) : part.includes(value as string)
  }
  return {
    list,
    read(cursor) {
      if (cursor === undefined) return undefined
      const values = cursor.startsWith(`${list}.`) ? unpack(cursor.slice(list.length + 1)) : null
      if (values?.length !== parts.length || !values.every(isPart)) throw httpRefusals.cursorInvalid()
      return values as ValuesOf<Parts>
    },
    write: (...values) => `${list}.${Buffer.from(JSON.stringify(values)).toString('base64url')}`,
  }
}

function unpack(packed: string): unknown[] | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(packed, 'base64url').toString('utf8'))
    return Array.isArray(values) ? values : null
  } catch {
    return null
  }
}
