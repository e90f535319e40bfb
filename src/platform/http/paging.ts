import { type TSchema, Type } from 'typebox'
import { httpRefusals } from './refusals.ts'

/** What every list takes. Keyset paging: the cursor says after which item to go on, so a page never skips or repeats. */
export const ListQuery = {
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ maxLength: 2000, description: '`next` of the page before' })),
}

/** What every list answers: a page of items, how many there are in all, and where to go on. */
export function listOf<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item),
    total: Type.Integer({ minimum: 0 }),
    next: Type.Unsafe<string | null>({ type: ['string', 'null'], description: 'cursor of the next page' }),
  })
}

/** What a list that is not paged answers: the first of its items, and how many there are in all, so that a cut is told. */
export function cutListOf<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item),
    total: Type.Integer({ minimum: 0, description: 'of which `items` may be the first' }),
  })
}

/** Rows of a query that counts what it cuts (`count(*) over () as total`), as such a list. */
export function cutList<Row extends { total: number }>(
  rows: readonly Row[],
): { items: Omit<Row, 'total'>[]; total: number } {
  return { items: rows.map(({ total: _, ...item }) => item), total: rows[0]?.total ?? 0 }
}

type CursorValue = string | number | boolean | null

/** Packs the sort values of a page's last item. Not secret, and not to be relied on by callers. */
export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/**
 * The values that `encodeCursor` packed; undefined without a cursor.
 * @throws Refusal cursor_invalid when it is not one of this list's
 */
export function decodeCursor(cursor: string | undefined, length: number): CursorValue[] | undefined {
  if (cursor === undefined) return undefined
  let values: unknown
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw httpRefusals.cursorInvalid()
  }
  const isOurs = Array.isArray(values) && values.length === length && values.every(isCursorValue)
  if (!isOurs) throw httpRefusals.cursorInvalid()
  return values as CursorValue[]
}

function isCursorValue(value: unknown): value is CursorValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
