import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { insertRows } from '../plan/index.ts'
import type { Actor } from '../platform/access/index.ts'
import type { Trx } from '../platform/database/index.ts'
import type { Carried, Said } from './carried.ts'
import type { FoundTie } from './foundTies.ts'
import { alignmentRefusals } from './refusals.ts'
import type { Run } from './run.ts'
import type { NewestVersion } from './sources.ts'

/** An alignment as it stands: its newest run, and of which versions that is. */
export interface Standing {
  id: string
  revision: number
  run: number
  upperVersion: number
  lowerVersion: number
  /** What tells whether the machine finds the same again; null: not known. */
  found: string | null
}

/** The alignment of two documents, if there is one that the actor sees. */
export async function findStanding(trx: Trx, upperId: string, lowerId: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select a.id, a.revision, a.run, r.upper_version as "upperVersion", r.lower_version as "lowerVersion",
      r.found
    from alignment a join alignment_run r on r.alignment_id = a.id and r.number = a.run
    where a.upper_id = ${upperId} and a.lower_id = ${lowerId}`.execute(trx)
  return rows[0]
}

export const isOf = (standing: Standing | undefined, upper: NewestVersion, lower: NewestVersion): boolean =>
  standing?.upperVersion === upper.version && standing.lowerVersion === lower.version

/** One number for all that the machine found; what people said has no part in it. */
export function digestOf({ carried: _, ties, ...run }: Run): string {
  const found = { ...run, ties: ties.filter(({ rank }) => rank !== null) }
  return createHash('sha256').update(JSON.stringify(found)).digest('hex')
}

export interface NewRun {
  upper: NewestVersion
  lower: NewestVersion
  weights: number
  run: Run
  /** Its digest. */
  found: string
  /** What was there when the run was made: something said since would be lost. */
  before: Standing | undefined
  carried: Carried | undefined
}

/**
 * Writes a run, the first one with its alignment.
 * @param actor null: the system, after a new version
 * @returns the alignment's id; undefined where somebody was faster, or spoke meanwhile
 */
export async function insertRun(trx: Trx, actor: Actor | null, added: NewRun): Promise<string | undefined> {
  const { upper, lower, before, run, carried } = added
  const id = before?.id ?? randomUUID()
  const number = (before?.run ?? 0) + 1
  const claimed = before
    ? await sql`update alignment set run = ${number}, revision = revision + 1
        where id = ${id} and revision = ${before.revision} and run = ${before.run}`.execute(trx)
    : await sql`insert into alignment (id, upper_id, lower_id) values (${id}, ${upper.id}, ${lower.id})
        on conflict (upper_id, lower_id) do nothing`.execute(trx)
  if (!claimed.numAffectedRows) return undefined
  const of = { alignment_id: id, run: number }
  await insertRows(trx, 'alignment_run', [
    {
      ...{ alignment_id: id, number, upper_version: upper.version, lower_version: lower.version },
      ...{ upper_jurisdiction: run.upperJurisdiction, lower_jurisdiction: run.lowerJurisdiction },
      ...{ weights: added.weights, relation: run.relation, found: added.found },
      carried: carried ? { kept: carried.said.length, lost: carried.lost } : null,
      at: (await timeOf(trx)).toISOString(),
      ...signatureOf(actor),
    },
  ])
  await insertRows(trx, 'alignment_provision', [...provisionRows(run, of)])
  const ids = run.ties.map(() => randomUUID())
  await insertRows(
    trx,
    'alignment_tie',
    run.ties.map((tie, at) => tieRow(tie, of, ids[at] ?? '')),
  )
  if (carried) await insertCarried(trx, of, carried.said, run.ties, ids)
  return id
}

const signatureOf = (actor: Actor | null) => ({
  user_id: actor?.userId ?? null,
  user_name: actor?.userName ?? null,
  organization_id: actor?.organizationId ?? null,
  organization_name: actor?.organizationName ?? null,
})

async function timeOf(trx: Trx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_now() as at`.execute(trx)
  return rows[0]?.at ?? new Date()
}

interface OfRun {
  alignment_id: string
  run: number
}

function* provisionRows(run: Run, of: OfRun): Iterable<Record<string, unknown>> {
  for (const side of ['upper', 'lower'] as const) {
    for (const [position, { address, title, path, span }] of run[side].entries()) {
      const { verdict, reason, covered, proposed } = (side === 'upper' && run.verdicts[position]) || NOTHING
      yield {
        ...{ ...of, side, position, address, title, path, span_start: span[0], span_end: span[1] },
        ...{ verdict, reason, covered, proposed },
      }
    }
  }
}

const NOTHING = { verdict: null, reason: null, covered: null, proposed: null }

const tieRow = (
  { upper, lower, rank, shown, score, parts, evidence, differences }: FoundTie,
  of: OfRun,
  id: string,
) => ({
  ...{ id, ...of, upper, lower, rank, shown, score, parts, evidence, differences },
})

/** Adds a pair that the machine did not think of. @returns the tie's id: that of the same pair, if it is there already */
export async function insertTie(trx: Trx, of: OfRun, tie: FoundTie): Promise<string> {
  const conflict = sql`on conflict (alignment_id, run, upper, lower) do nothing`
  await insertRows(trx, 'alignment_tie', [tieRow(tie, of, randomUUID())], conflict)
  const { rows } = await sql<{ id: string }>`
    select id from alignment_tie where alignment_id = ${of.alignment_id} and run = ${of.run}
      and upper = ${tie.upper} and lower = ${tie.lower}`.execute(trx)
  const [row] = rows
  if (!row) throw alignmentRefusals.changedMeanwhile()
  return row.id
}

/** What was said of the run before, under its own signatures, as rows that name where they come from. */
async function insertCarried(
  trx: Trx,
  of: OfRun,
  said: readonly Said[],
  ties: readonly FoundTie[],
  ids: readonly string[],
): Promise<void> {
  const idOf = new Map(ties.map(({ upper, lower }, at) => [`${upper} ${lower}`, ids[at]]))
  const rows = said.map(({ reviewId, upper, lower }) => ({
    ...{ id: randomUUID(), from: reviewId, upper },
    tie: lower === null ? null : (idOf.get(`${upper} ${lower}`) ?? null),
  }))
  await sql`
    insert into alignment_review (id, alignment_id, run, upper, tie_id, state, verdict, note, carried_from, at,
      user_id, user_name, organization_id, organization_name)
    select n.id, ${of.alignment_id}::uuid, ${of.run}::integer, n.upper, n.tie, r.state, r.verdict, r.note, r.id, r.at,
      r.user_id, r.user_name, r.organization_id, r.organization_name
    from json_to_recordset(${JSON.stringify(rows)}::json) as n (id uuid, "from" uuid, upper integer, tie uuid)
      join alignment_review r on r.id = n."from"
    order by r.seq`.execute(trx)
}
