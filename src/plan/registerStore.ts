import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { PreparedQuery, Trx } from '../platform/database/index.ts'
import { httpRefusals, isDay, isMoment } from '../platform/http/index.ts'
import { COMMITMENT_COLUMNS, COMMITMENT_JSON, type CommitmentRow, commitmentOf } from './commitmentStore.ts'
import { baseOf, type Compiled, compileFilter, type Filter, type Term, totalOf, withHits } from './registerFilter.ts'
import type { CommitmentList, RegisterQuery, RegisterSort, Search } from './schemas.ts'
import { COMMITMENT_PLACE } from './schemas.ts'
import { highlightsOf, termsIn, wordsOf } from './search.ts'

type Mode = 'exact' | 'words'
interface After {
  value: string | number | null
  sortKey: number
  id: string
}

/**
 * One page of the register and the length of the whole list, in one statement. `q` asks for every term as it stands;
 * where nothing holds them, for the words that the terms are made of.
 * @throws Refusal cursor_invalid, chapter_needs_document
 */
export async function listCommitments(trx: Trx, query: RegisterQuery, most?: number): Promise<CommitmentList> {
  const { page, next, search } = await searchPage(trx, query, most)
  const items = page.rows.map(commitmentOf)
  return {
    items: search ? items.map((item) => ({ ...item, highlights: highlightsOf(item, spelledIn(search)) })) : items,
    total: page.total,
    next,
    ...(search ? { search } : {}),
  }
}

const spelledIn = ({ terms, also }: Search) => [...terms, ...also.flatMap(({ spellings }) => spellings)]

/**
 * The same as JSON in UTF-8: what the list endpoint answers, passed on as the database wrote it. Encoded row by row:
 * one long text takes four times as long.
 */
export async function listCommitmentsJson(trx: Trx, query: RegisterQuery): Promise<Buffer> {
  const { q, sort = 'text', limit = 50, cursor, ...filter } = query
  if (q !== undefined) return Buffer.from(JSON.stringify(await listCommitments(trx, query))) // highlights are found here
  const { rows, total, more } = await readPage<JsonRow>(
    trx,
    filter,
    sort,
    limit,
    placeIn(cursor, sort)?.after,
    JSON_COLUMNS,
  )
  const rest = JSON.stringify({ total, next: more ? cursorAfter(rows.at(-1), sort, 'exact') : null })
  const items = rows.map(({ item }, index) => Buffer.from(index === 0 ? item : `,${item}`))
  return Buffer.concat([Buffer.from('{"items":['), ...items, Buffer.from(`],${rest.slice(1)}`)])
}

interface PageFacts {
  id: string
  sort_key: number
  sort_value: string | null
  total: number
}
type PageRow = CommitmentRow & PageFacts
type JsonRow = { item: string } & PageFacts

const JSON_COLUMNS = sql`c.id, c.sort_key, ${COMMITMENT_JSON} as item`

const isDeadline = (value: string | null) => /^-?infinity$/.test(value ?? '') || isDay(value)
/** What each sort goes by. */
const SORTED_BY = {
  text: (value) => value === null,
  deadline: isDeadline,
  '-deadline': isDeadline,
  '-updated': isMoment,
} as const satisfies Record<RegisterSort, (value: string | null) => boolean>

/** What a cursor says: after which place, and how the query was understood. @throws Refusal cursor_invalid */
function placeIn(cursor: string | undefined, sort: RegisterSort): { mode: Mode; after: After } | undefined {
  const packed = COMMITMENT_PLACE.read(cursor)
  if (!packed) return undefined
  const [ofSort, mode, value, sortKey, id] = packed
  if (ofSort !== sort || !SORTED_BY[sort](value)) throw httpRefusals.cursorInvalid()
  return { mode, after: { value, sortKey, id } }
}

function cursorAfter(last: PageFacts | undefined, sort: RegisterSort, mode: Mode): string | null {
  return last ? COMMITMENT_PLACE.write(sort, mode, last.sort_value, last.sort_key, last.id) : null
}

async function searchPage(trx: Trx, query: RegisterQuery, most = 200) {
  const { q, sort = 'text', limit = 50, cursor, ...filter } = query
  const place = placeIn(cursor, sort)
  const exact = q === undefined ? [] : await termsIn(trx, q)
  let mode: Mode = place?.mode ?? 'exact'
  let terms = mode === 'words' ? asTyped(await wordsOf(q ?? '')) : exact
  const size = Math.min(limit, most)
  let page = await readPage<PageRow>(trx, { ...filter, terms }, sort, size, place?.after, COMMITMENT_COLUMNS)
  if (page.total === 0 && exact.length > 0 && !place) {
    const words = await wordsOf(q ?? '')
    if (words.length > 0 && words.join() !== exact.map(([typed]) => typed).join()) {
      mode = 'words'
      terms = asTyped(words)
      page = await readPage<PageRow>(trx, { ...filter, terms }, sort, size, undefined, COMMITMENT_COLUMNS)
    }
  }
  return {
    page,
    next: page.more ? cursorAfter(page.rows.at(-1), sort, mode) : null,
    search: terms.length === 0 ? null : searchOf(mode, terms),
  }
}

const asTyped = (words: readonly string[]): Term[] => words.map((word) => [word])

/** How the query was understood, for whoever asked. */
function searchOf(mode: Mode, terms: readonly Term[]): Search {
  const also = terms.flatMap(([term, ...spellings]) => (spellings.length > 0 ? [{ term, spellings }] : []))
  return { mode, terms: terms.map(([typed]) => typed), also }
}

async function readPage<Row extends PageFacts>(
  trx: Trx,
  filter: Filter,
  sort: RegisterSort,
  limit: number,
  after: After | undefined,
  columns: RawBuilder<unknown>,
): Promise<{ rows: Row[]; total: number; more: boolean }> {
  const base = baseOf(filter)
  const listed = compileFilter(filter, base, sort !== 'text')
  const { value, order, beyond } = orderOf(sort, listed, after)
  const page = sql<Row>`
    ${withHits(filter)}
    select ${totalOf(filter)} as total, page.sort_value, ${columns}
    from (
      select ${listed.id} as id, ${sql.ref(`${listed.alias}.sort_key`)} as sort_key, ${value} as sort_value
      from ${listed.from}
      where ${listed.where} ${beyond}
      order by ${order} limit ${limit + 1}
    ) page
      join commitment c on c.id = page.id
      join document d on d.id = c.document_id
    order by ${orderOf(sort, PAGE, undefined).outer}`.compile(trx)
  // Its text depends on which filters are set, not on their values: there are as many plans as ways to filter.
  const prepared: PreparedQuery<Row> = { ...page, preparedAs: nameOf(page.sql) }
  const { rows } = await trx.executeQuery<Row>(prepared)
  const [first] = rows
  // A page without rows cannot carry the total; on the first page it is nought.
  const all = first?.total ?? (after ? await countCommitments(trx, filter) : 0)
  return { rows: rows.slice(0, limit), total: all, more: rows.length > limit }
}

const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = `register_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
  names.set(text, name)
  return name
}

export async function countCommitments(trx: Trx, filter: Filter): Promise<number> {
  const { rows } = await sql<{ total: number }>`${withHits(filter)} select ${totalOf(filter)} as total`.execute(trx)
  return rows[0]?.total ?? 0
}

const PAGE = { alias: 'c', id: sql`c.id` } satisfies Pick<Compiled, 'alias' | 'id'>

/** How a sort orders, what it sorts by (as text, for the cursor), and the condition of what comes after a cursor. */
function orderOf(sort: RegisterSort, { alias, id }: Pick<Compiled, 'alias' | 'id'>, after: After | undefined) {
  const key = sql.ref(`${alias}.sort_key`)
  const rest = sql`(${key}, ${id}) > (${after?.sortKey ?? 0}::bigint, ${after?.id ?? null}::uuid)`
  const afterIs = (condition: RawBuilder<unknown>) => (after ? sql`and ${condition}` : sql``)
  const outer = (column: RawBuilder<unknown>, direction: RawBuilder<unknown>) =>
    sql`${column} ${direction}, page.sort_key, page.id`
  const asc = sql`asc`
  const desc = sql`desc`
  switch (sort) {
    case 'text':
      return {
        value: sql`null::text`,
        order: sql`${key}, ${id}`,
        outer: sql`page.sort_key, page.id`,
        beyond: afterIs(rest),
      }
    case 'deadline': {
      const due = sql`coalesce(c.deadline_on, 'infinity'::date)`
      const from = sql`${after?.value ?? null}::date`
      return {
        value: sql`${due}::text`,
        order: sql`${due}, ${key}, ${id}`,
        outer: outer(sql`page.sort_value::date`, asc),
        beyond: afterIs(sql`(${due} > ${from} or (${due} = ${from} and ${rest}))`),
      }
    }
    case '-deadline': {
      const due = sql`coalesce(c.deadline_on, '-infinity'::date)`
      const from = sql`${after?.value ?? null}::date`
      return {
        value: sql`${due}::text`,
        order: sql`${due} desc, ${key}, ${id}`,
        outer: outer(sql`page.sort_value::date`, desc),
        beyond: afterIs(sql`(${due} < ${from} or (${due} = ${from} and ${rest}))`),
      }
    }
    case '-updated': {
      const from = sql`${after?.value ?? null}::timestamptz`
      return {
        value: sql`c.updated_at::text`,
        order: sql`c.updated_at desc, ${key}, ${id}`,
        outer: outer(sql`page.sort_value::timestamptz`, desc),
        beyond: afterIs(sql`(c.updated_at < ${from} or (c.updated_at = ${from} and ${rest}))`),
      }
    }
  }
}
