import { type RawBuilder, sql } from 'kysely'
import { ROLE_BITS } from './images.ts'
import { planRefusals } from './refusals.ts'
import type { RegisterFilter } from './schemas.ts'

/**
 * What a register query runs over: the commitments themselves, or one of the register's indexes (a commitment under a
 * unit or a jurisdiction), whose ranges are a page and a total without touching the commitments.
 */
type Base = 'commitment' | 'unit' | 'place'

export interface Compiled {
  from: RawBuilder<unknown>
  where: RawBuilder<unknown>
  /** Where sort_key, state, kind and roles are: `e` is the index, `c` the commitment. */
  alias: 'e' | 'c'
  id: RawBuilder<unknown>
  /** Whether the commitment itself is joined (as `c`). */
  joined: boolean
}

/** A word that must stand there, as it was typed, or as others write it. */
export type Term = readonly [typed: string, ...others: string[]]

/** A filter with the terms that its `q` was cut into. */
export interface Filter extends Omit<RegisterFilter, 'q'> {
  terms?: readonly Term[]
}

/** The index that answers a filter best. */
export function baseOf({ unit, jurisdiction }: Filter): Base {
  if (unit !== undefined && unit !== 'none') return 'unit'
  return jurisdiction === undefined ? 'commitment' : 'place'
}

/**
 * A filter as SQL. Without a state, what was rejected is left out: it is no commitment.
 * @param need `true` when the caller reads columns of the commitment itself
 */
export function compileFilter(filter: Filter, base: Base, need: boolean): Compiled {
  if (filter.chapter !== undefined && filter.document === undefined) throw planRefusals.chapterNeedsDocument()
  const ofCommitment = conditionsOnCommitment(filter)
  const joined = base === 'commitment' || need || ofCommitment.length > 0
  const alias = base === 'commitment' ? 'c' : 'e'
  const id = base === 'commitment' ? sql`c.id` : sql`e.commitment_id`
  const at = (column: string) => sql.ref(`${alias}.${column}`)
  const conditions = [...ofCommitment]
  if (base === 'commitment') conditions.push(sql`c.live`)
  if (filter.state === undefined) {
    conditions.push(base === 'commitment' ? sql`c.state in ('extracted', 'confirmed')` : sql`e.standing`)
  } else conditions.push(sql`${at('state')} = ${filter.state}`)
  if (filter.kind !== undefined) conditions.push(sql`${at('kind')} = ${filter.kind}`)
  if (filter.role !== undefined) conditions.push(sql`${at('roles')} & ${ROLE_BITS[filter.role]} <> 0`)
  if (filter.unit === 'none') conditions.push(sql`c.roles = 0`)
  else if (filter.unit !== undefined) {
    conditions.push(
      base === 'unit'
        ? sql`e.organization_id = ${filter.unit}`
        : sql`exists (select from register_unit u where u.organization_id = ${filter.unit} and u.commitment_id = ${id})`,
    )
  }
  if (filter.jurisdiction !== undefined) {
    conditions.push(
      base === 'place'
        ? sql`e.jurisdiction_code = ${filter.jurisdiction}`
        : sql`exists (select from register_place p
            where p.jurisdiction_code = ${filter.jurisdiction} and p.commitment_id = ${id})`,
    )
  }
  const from =
    base === 'commitment'
      ? sql`commitment c`
      : sql`${sql.table(base === 'unit' ? 'register_unit' : 'register_place')} e
          ${joined ? sql`join commitment c on c.id = e.commitment_id` : sql``}`
  const where = sql.join(conditions, sql` and `)
  return { from, where, alias, id, joined }
}

/** What a statement with terms begins with: they are looked for once, whatever the statement asks of them. */
export function withHits({ terms = [] }: Filter): RawBuilder<unknown> {
  if (terms.length === 0) return sql``
  const searches = waysToSay(terms).map((way) => sql`select search_commitments(${way}::text[]) as id`)
  return sql`with hits as materialized (${sql.join(searches, sql` union `)})`
}

/** Searches that one statement makes at most. */
const MOST_WAYS = 24

/** One spelling of each term, in every combination; the ones as typed first. */
function waysToSay(terms: readonly Term[]): string[][] {
  let ways: string[][] = [[]]
  for (const spellings of terms) {
    const chosen = ways.length * spellings.length > MOST_WAYS ? spellings.slice(0, 1) : spellings
    ways = chosen.flatMap((spelling) => ways.map((way) => [...way, spelling]))
  }
  return ways
}

/**
 * The number of commitments a filter leaves, as one expression: where it asks for no more than document, kind and state,
 * a sum of what is counted already.
 */
export function totalOf(filter: Filter): RawBuilder<number> {
  const { document, kind, state, terms, ...others } = filter
  const isPlain = Object.values(others).every((value) => value === undefined) && (terms?.length ?? 0) === 0
  if (!isPlain) {
    const { from, where } = compileFilter(filter, baseOf(filter), false)
    return sql<number>`(select count(*) from ${from} where ${where})`
  }
  return sql<number>`(select coalesce(sum(k.n), 0)::bigint from register_count k
    where ${state === undefined ? sql`k.state in ('extracted', 'confirmed')` : sql`k.state = ${state}`}
    ${kind === undefined ? sql`` : sql`and k.kind = ${kind}`}
    ${document === undefined ? sql`` : sql`and k.document_id = ${document}`})`
}

function conditionsOnCommitment(filter: Filter): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = []
  const { document, chapter, review, dueAfter, dueBefore, terms = [] } = filter
  if (document !== undefined) conditions.push(sql`c.document_id = ${document}`)
  if (chapter !== undefined) {
    // Everything below an address begins with it and a slash; '0' is the character after it.
    conditions.push(
      sql`(c.provision = ${chapter} or (c.provision >= ${`${chapter}/`} and c.provision < ${`${chapter}0`}))`,
    )
  }
  if (review === 'any') conditions.push(sql`c.review is not null`)
  else if (review !== undefined) conditions.push(sql`c.review = ${review}`)
  if (dueAfter !== undefined) conditions.push(sql`c.deadline_on >= ${dueAfter}::date`)
  if (dueBefore !== undefined) conditions.push(sql`c.deadline_on <= ${dueBefore}::date`)
  if (terms.length > 0) conditions.push(sql`c.id in (select id from hits)`)
  return conditions
}
