import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { alignmentRefusals } from './refusals.ts'
import type {
  AlignmentView,
  DocumentRelation,
  LowerProvision,
  ProvisionEvidence,
  SaidOtherwise,
  SharedEvidence,
  StandingVerdict,
  Tie,
  UpperProvision,
} from './schemas.ts'
import { textsOf } from './sources.ts'
import { findSummary, summaryOf } from './standing.ts'
import type { Parts, Weights } from './weights.ts'
import { newestWeights } from './weightsStore.ts'

interface TieRow extends Omit<Tie, 'at' | 'strength' | 'byHand'> {
  at: Date | null
  shown: boolean
}

/** SQL: ties as they stand, with the addresses of both ends. */
export const TIE_COLUMNS = sql`t.id, t.revision, u.address as upper, l.address as lower, t.rank, t.score, t.parts,
  t.state, t.shown, t.carried, t.at, t.by`
export const TIE_TABLES = sql`alignment_standing_tie t
  join alignment_provision u on u.alignment_id = t.alignment_id and u.run = t.run and u.side = 'upper' and u.position = t.upper
  join alignment_provision l on l.alignment_id = t.alignment_id and l.run = t.run and l.side = 'lower' and l.position = t.lower`
/** SQL: those that the view draws. */
export const DRAWN = sql`(t.shown or t.state <> 'proposed')`

/** SQL: what a machine alone proposes tells nothing of a provision that a person found not to be carried out. */
export const BELIEVED = sql`(t.state <> 'proposed' or exists (select from alignment_standing_verdict v
  where v.alignment_id = t.alignment_id and v.run = t.run and v.position = t.upper
    and v.verdict in ('carried_out', 'partly')))`

interface VerdictRow {
  address: string
  position: number
  title: string
  path: string[]
  span_start: number
  span_end: number
  covered: number
  machine_verdict: StandingVerdict['machine']['kind']
  machine_reason: StandingVerdict['machine']['reason']
  verdict: StandingVerdict['kind']
  reason: string | null
  revision: number
  at: Date | null
  note: string | null
  by: StandingVerdict['by']
}

/** Everything that the view draws. */
export async function alignmentView(trx: Trx, id: string): Promise<AlignmentView> {
  const summary = summaryOf(
    await findSummary<{ relation: DocumentRelation; carried: AlignmentView['carried'] }>(trx, id),
  )
  const texts = await textsOf(trx, summary.upper, summary.lower)
  const run = await runOf(trx, id)
  const verdicts = await sql<VerdictRow>`select * from alignment_standing_verdict v
    where v.alignment_id = ${id} and v.run = ${run} order by v.position`.execute(trx)
  const lower = await sql<LowerProvision>`
    select address, position, title, path, json_build_array(span_start, span_end) as span
    from alignment_provision where alignment_id = ${id} and run = ${run} and side = 'lower' order by position`.execute(
    trx,
  )
  return {
    ...summary,
    upperProvisions: verdicts.rows.map((row): UpperProvision => {
      const { address, position, title, path, span_start, span_end, revision } = row
      const text = texts.upper.slice(span_start, span_end)
      return { address, position, title, path, span: [span_start, span_end], text, verdict: verdictOf(row), revision }
    }),
    lowerProvisions: lower.rows.map((row) => ({ ...row, text: texts.lower.slice(...row.span) })),
    ties: await tiesOf(trx, id, run, sql`${DRAWN}`),
  }
}

/** @throws Refusal alignment_not_found */
export async function runOf(trx: Trx, id: string): Promise<number> {
  const { rows } = await sql<{ run: number }>`select run from alignment where id = ${id}`.execute(trx)
  const [row] = rows
  if (!row) throw alignmentRefusals.alignmentNotFound(id)
  return row.run
}

function verdictOf(row: VerdictRow): StandingVerdict {
  return {
    kind: row.verdict,
    reason: row.reason,
    share: row.covered,
    machine: { kind: row.machine_verdict, reason: row.machine_reason },
    by: row.by,
    at: row.at?.toISOString() ?? null,
    note: row.note,
  }
}

/** @throws Refusal alignment_provision_unknown */
export async function standingVerdict(
  trx: Trx,
  id: string,
  run: number,
  address: string,
): Promise<{ position: number; revision: number; verdict: StandingVerdict }> {
  const { rows } = await sql<VerdictRow>`select * from alignment_standing_verdict v
    where v.alignment_id = ${id} and v.run = ${run} and v.address = ${address}`.execute(trx)
  const [row] = rows
  if (!row) throw alignmentRefusals.provisionUnknown(address)
  return { position: row.position, revision: row.revision, verdict: verdictOf(row) }
}

async function tiesOf(trx: Trx, id: string, run: number, wanted: RawBuilder<unknown>): Promise<Tie[]> {
  const { rows } = await sql<TieRow>`select ${TIE_COLUMNS} from ${TIE_TABLES}
    where t.alignment_id = ${id} and t.run = ${run} and ${wanted}
    order by t.upper, t.score desc, t.lower`.execute(trx)
  const most = await mostOf(trx, id, run)
  return rows.map((row) => tieOf(row, most))
}

/** One tie of the newest run, also one that is not drawn. @throws Refusal alignment_tie_not_found */
export async function standingTie(trx: Trx, id: string, run: number, tieId: string): Promise<Tie & { shown: boolean }> {
  const [tie] = await tiesOf(trx, id, run, sql`t.id = ${tieId}`)
  if (!tie) throw alignmentRefusals.tieNotFound(tieId)
  return { ...tie, shown: !tie.byHand }
}

function tieOf({ shown, at, ...row }: TieRow, most: number): Tie {
  return {
    ...row,
    strength: most > 0 ? Math.max(0, Math.min(1, row.score / most)) : 0,
    byHand: !shown,
    at: at?.toISOString() ?? null,
  }
}

/** The most that a score can come to under the weights that a run was made with. */
async function mostOf(trx: Trx, id: string, run: number): Promise<number> {
  const { rows } = await sql<{ weights: Weights }>`
    select w.weights from alignment_run r join alignment_weights w on w.number = r.weights
    where r.alignment_id = ${id} and r.number = ${run}`.execute(trx)
  const { weights } = rows[0] ?? (await newestWeights(trx))
  return Object.values(weights as Parts).reduce((sum, weight) => sum + weight, 0)
}

/** What an upper provision shares with each of its ties and further candidates, and where they say otherwise. */
export async function provisionEvidence(trx: Trx, id: string, address: string): Promise<ProvisionEvidence> {
  const run = await runOf(trx, id)
  const { position } = await standingVerdict(trx, id, run, address)
  const ties = await tiesOf(trx, id, run, sql`t.upper = ${position}`)
  const { rows } = await sql<{ id: string; evidence: SharedEvidence[]; differences: SaidOtherwise[] }>`
    select id, evidence, differences from alignment_tie
    where alignment_id = ${id} and run = ${run} and upper = ${position}`.execute(trx)
  const of = new Map(rows.map((row) => [row.id, row]))
  return {
    address,
    ties: ties
      .map((tie) => ({
        ...tie,
        shown: !tie.byHand || tie.state !== 'proposed',
        evidence: of.get(tie.id)?.evidence ?? [],
        differences: of.get(tie.id)?.differences ?? [],
      }))
      .sort((a, b) => Number(b.shown) - Number(a.shown)),
  }
}
