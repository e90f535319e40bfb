import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { alignmentRefusals } from './refusals.ts'
import type { AlignmentList, AlignmentListQuery, AlignmentSummary } from './schemas.ts'
import { ALIGNMENT_PLACE } from './schemas.ts'

/** Whether the actor aligns these two, and says what is true of it. */
export async function mayAlign(trx: Trx, upperId: string, lowerId: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select may_align(${upperId}, ${lowerId}) as may`.execute(trx)
  return rows[0]?.may ?? false
}

/** SQL: who signed, of a table's row; null: the system. */
export const signedBy = (table: RawBuilder<unknown>) => sql`case when ${table}.user_id is not null then
  json_build_object('userId', ${table}.user_id, 'userName', ${table}.user_name,
    'organizationId', ${table}.organization_id, 'organizationName', ${table}.organization_name) end`

/** SQL: one of the two documents, from `document` d, in a run r. */
const documentOf = (document: RawBuilder<unknown>, side: 'upper' | 'lower') => sql`json_build_object(
  'id', ${document}.id, 'title', ${document}.title, 'number', ${document}.number,
  'version', r.${sql.ref(`${side}_version`)}, 'newestVersion', ${document}.newest_version,
  'jurisdiction', r.${sql.ref(`${side}_jurisdiction`)}, 'sample', ${document}.sample,
  'provisions', (select count(*) from alignment_provision p
    where p.alignment_id = a.id and p.run = a.run and p.side = ${sql.lit(side)}))`

/** SQL: verdicts as they stand, counted. */
export const verdictCounts = sql`json_build_object(
  'carriedOut', count(*) filter (where verdict = 'carried_out'), 'partly', count(*) filter (where verdict = 'partly'),
  'notFound', count(*) filter (where verdict = 'not_found'),
  'notApplicable', count(*) filter (where verdict = 'not_applicable'))`

/** SQL: the numbers of an alignment a: what became of its provisions, what was said. */
const numbers = sql`lateral (
    select ${verdictCounts} as counts, count(*) filter (where v.at is not null) as verdicts,
      count(*) filter (where v.reviewed) as provisions
    from alignment_standing_verdict v where v.alignment_id = a.id and v.run = a.run) n
  cross join lateral (
    select json_build_object('verdicts', n.verdicts, 'provisions', n.provisions,
      'confirmed', count(*) filter (where s.state = 'confirmed'),
      'rejected', count(*) filter (where s.state = 'rejected'), 'added', count(*) filter (where s.state = 'added')) as said
    from (select distinct on (w.tie_id) w.state from alignment_review w
      where w.alignment_id = a.id and w.run = a.run and w.tie_id is not null order by w.tie_id, w.seq desc) s) m`

const COLUMNS = sql<SummaryRow>`a.id, a.ordinal, a.revision, ${documentOf(sql`u`, 'upper')} as upper,
  ${documentOf(sql`l`, 'lower')} as lower, r.at, ${signedBy(sql`r`)} as by, r.weights, r.relation, r.carried,
  (r.upper_version < u.newest_version or r.lower_version < l.newest_version) as outdated,
  (select json_build_object('code', f.code, 'reason', f.reason, 'tries', f.tries, 'at', f.at, 'nextAt', f.next_at)
    from alignment_attempt f where f.alignment_id = a.id and f.code is not null
      and f.upper_version = u.newest_version and f.lower_version = l.newest_version
      and (r.upper_version < u.newest_version or r.lower_version < l.newest_version)) as failed,
  exists (select from alignment_weights w where w.number > r.weights) as "learnedSince",
  n.counts, m.said as reviewed, may_align(a.upper_id, a.lower_id) as "mayReview"`
const TABLES = sql`alignment a
  join alignment_run r on r.alignment_id = a.id and r.number = a.run
  join document u on u.id = a.upper_id
  join document l on l.id = a.lower_id`

export interface SummaryRow extends Omit<AlignmentSummary, 'at'> {
  ordinal: number
  at: Date
}

/** A row of the list, with what the view says beside. */
export async function findSummary<More = object>(trx: Trx, id: string): Promise<SummaryRow & More> {
  const { rows } = await sql<
    SummaryRow & More
  >`select ${COLUMNS} from ${TABLES} cross join ${numbers} where a.id = ${id}`.execute(trx)
  const [row] = rows
  if (!row) throw alignmentRefusals.alignmentNotFound(id)
  return row
}

/** The row as it is told. */
export function summaryOf<More>({ ordinal: _, at, failed, ...row }: SummaryRow & More) {
  const moment = (value: string | Date) => new Date(value).toISOString()
  return {
    ...row,
    at: moment(at),
    failed: failed && { ...failed, at: moment(failed.at), nextAt: moment(failed.nextAt) },
  }
}

/** The pairs that are aligned, newest first, without those of which a document is withdrawn. */
export async function listAlignments(trx: Trx, query: AlignmentListQuery): Promise<AlignmentList> {
  const { limit, cursor, documentId = null } = query
  const after = ALIGNMENT_PLACE.read(cursor)?.[0] ?? null
  const matching = sql`not u.withdrawn and not l.withdrawn
    and (${documentId}::uuid is null or ${documentId} in (a.upper_id, a.lower_id))`
  const { rows } = await sql<SummaryRow>`select ${COLUMNS} from ${TABLES} cross join ${numbers}
    where ${matching} and (${after}::bigint is null or a.ordinal < ${after})
    order by a.ordinal desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from ${TABLES} where ${matching}`.execute(trx)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(summaryOf),
    total: counted.rows[0]?.total ?? 0,
    next: rows.length > limit && last ? ALIGNMENT_PLACE.write(last.ordinal) : null,
  }
}

/** The two documents of an alignment. @throws Refusal alignment_not_found */
export async function documentsOf(trx: Trx, id: string): Promise<{ upper: string; lower: string }> {
  const { rows } = await sql<{ upper: string; lower: string }>`
    select upper_id as upper, lower_id as lower from alignment where id = ${id}`.execute(trx)
  const [row] = rows
  if (!row) throw alignmentRefusals.alignmentNotFound(id)
  return row
}

/** The numbers of an alignment, after a change. */
export async function numbersOf(
  trx: Trx,
  id: string,
): Promise<Pick<AlignmentSummary, 'revision' | 'counts' | 'reviewed'>> {
  const { revision, counts, reviewed } = await findSummary(trx, id)
  return { revision, counts, reviewed }
}
