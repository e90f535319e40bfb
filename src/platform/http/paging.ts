import { type TSchema, Type } from 'typebox'

const NAMES_LIST = /^\^([a-z-]+)\\\./

/**
 * What a list takes. Keyset paging: the cursor says after which item to go on, so a page never skips or repeats. It is of
 * one list only, and the schema says of which.
 */
export const listQuery = ({ list }: { readonly list: string }, most = 200, usual = 50) => ({
  limit: Type.Integer({ minimum: 1, maximum: most, default: usual }),
  cursor: Type.Optional(
    Type.String({ maxLength: 2000, pattern: `^${list}\\.[A-Za-z0-9_-]+$`, description: '`next` of the page before' }),
  ),
})

/** Of which list a query takes cursors: null where of none that it names; undefined where it takes none. */
export function listOfCursor(querystring: unknown): string | null | undefined {
  const { cursor } = (querystring as { properties?: { cursor?: { pattern?: string } } } | undefined)?.properties ?? {}
  return cursor && (NAMES_LIST.exec(cursor.pattern ?? '')?.[1] ?? null)
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
