import { sql } from 'kysely'
import { insertRows } from '../plan/index.ts'
import type { Actor } from '../platform/access/index.ts'
import { appendAudit } from '../platform/audit/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { learnWeights, type Review } from './learn.ts'
import { alignmentRefusals } from './refusals.ts'
import type { AlignmentWeights, WeightsTable } from './schemas.ts'
import { type Parts, WEIGHTS, type Weights } from './weights.ts'

interface WeightsRow extends Omit<WeightsTable, 'at'> {
  at: Date
}

const COLUMNS = sql<WeightsRow>`number, weights, reviews, at, case when user_id is not null then
  json_build_object('userId', user_id, 'userName', user_name, 'organizationId', organization_id,
    'organizationName', organization_name) end as by`

/** The table that the next alignment is made with. */
export async function newestWeights(trx: Trx): Promise<{ number: number; weights: Weights }> {
  const { rows } = await sql<WeightsRow>`select ${COLUMNS} from alignment_weights order by number desc limit 1`.execute(
    trx,
  )
  return rows[0] ?? { number: 0, weights: WEIGHTS }
}

export async function listWeights(trx: Trx): Promise<AlignmentWeights> {
  const { rows } =
    await sql<WeightsRow>`select ${COLUMNS} from alignment_weights order by number desc limit 50`.execute(trx)
  return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
}

interface SaidOfCandidates extends Review {
  alignment: string
}

/**
 * What stands of all that people said of the newest runs, by upper provision. Only of documents that the whole cluster
 * sees: what everybody's ranking is moved by must not tell of one organization's own papers.
 */
async function reviewsOf(trx: Trx): Promise<SaidOfCandidates[]> {
  const { rows } = await sql<{ alignment: string; confirmed: Parts[]; rejected: Parts[] }>`
    select t.alignment_id as alignment,
      coalesce(json_agg(t.parts order by t.id) filter (where t.state in ('confirmed', 'added')), '[]') as confirmed,
      coalesce(json_agg(t.parts order by t.id) filter (where t.state = 'rejected'), '[]') as rejected
    from alignment a
      join document u on u.id = a.upper_id and u.visibility = 'cluster' and not u.withdrawn
      join document l on l.id = a.lower_id and l.visibility = 'cluster' and not l.withdrawn
      join alignment_standing_tie t on t.alignment_id = a.id and t.run = a.run and t.state <> 'proposed'
    group by t.alignment_id, t.upper order by t.alignment_id, t.upper`.execute(trx)
  return rows
}

/**
 * Learns a new table from all that was said, beginning each time with the first table: the same reviews always give the
 * same one. Where all was taken back it is the first table again.
 * @param actor null: the system
 * @throws Refusal nothing_to_learn where the newest table already comes of just these reviews
 */
export async function learnFromReviews(trx: Trx, actor: Actor | null): Promise<AlignmentWeights> {
  await sql`select pg_advisory_xact_lock(7108112)`.execute(trx)
  const said = (await reviewsOf(trx)).filter(({ confirmed, rejected }) => confirmed.length > 0 && rejected.length > 0)
  const [newest] = (await listWeights(trx)).items
  const weights = learnWeights(said)
  if (!newest || isSame(newest.weights, weights)) throw alignmentRefusals.nothingToLearn()
  const reviews = {
    provisions: said.length,
    confirmed: said.reduce((sum, { confirmed }) => sum + confirmed.length, 0),
    rejected: said.reduce((sum, { rejected }) => sum + rejected.length, 0),
  }
  const { rows } = await sql<{ at: Date }>`select clock_now() as at`.execute(trx)
  const number = newest.number + 1
  await insertRows(trx, 'alignment_weights', [
    {
      ...{ number, weights, reviews, at: rows[0]?.at.toISOString() },
      ...{ user_id: actor?.userId ?? null, user_name: actor?.userName ?? null },
      ...{ organization_id: actor?.organizationId ?? null, organization_name: actor?.organizationName ?? null },
    },
  ])
  await appendAudit(trx, {
    ...{ action: 'alignment.learn', subjectKind: 'alignment_weights', subjectId: String(number) },
    ...{ before: newest.weights, after: { weights, reviews } },
  })
  return listWeights(trx)
}

const isSame = (one: Weights, other: Weights) =>
  Object.entries(one).every(([part, weight]) => Math.abs(weight - other[part as keyof Weights]) < 1e-9)
