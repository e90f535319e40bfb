import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import { appendAudit } from '../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { expectVersion } from '../platform/http/index.ts'
import { alignApart } from './alignApart.ts'
import { alignmentRefusals } from './refusals.ts'
import type { RunRequest } from './run.ts'
import { insertTie } from './runStore.ts'
import type { AddTieBody, TieBody, TieChanged, TieState, VerdictBody, VerdictChanged } from './schemas.ts'
import { newestOf, storedPlan } from './sources.ts'
import { numbersOf } from './standing.ts'
import { runOf, standingTie, standingVerdict } from './view.ts'
import type { Weights } from './weights.ts'

interface Claimed {
  run: number
}

/**
 * Takes the word in an alignment: until the end of the transaction nobody else does.
 * @throws Refusal alignment_not_found, alignment_not_yours, document_withdrawn
 */
async function claim(trx: Trx, id: string): Promise<Claimed> {
  const { rows } = await sql<Claimed & { upper: string; lower: string }>`
    select run, upper_id as upper, lower_id as lower from alignment where id = ${id} for update`.execute(trx)
  const [claimed] = rows
  if (!claimed) {
    await runOf(trx, id)
    throw alignmentRefusals.notYours()
  }
  await newestOf(trx, claimed.upper, claimed.lower) // refuses what is withdrawn
  return claimed
}

interface Said {
  upper: number
  tieId?: string
  state?: TieState
  verdict?: VerdictBody['verdict']
  note?: string
}

async function say(trx: Trx, actor: Actor, alignmentId: string, run: number, said: Said): Promise<void> {
  await sql`
    insert into alignment_review (id, alignment_id, run, upper, tie_id, state, verdict, note, user_id, user_name,
      organization_id, organization_name)
    values (${randomUUID()}, ${alignmentId}, ${run}, ${said.upper}, ${said.tieId ?? null}, ${said.state ?? null},
      ${said.verdict ?? null}, ${said.note ?? null}, ${actor.userId}, ${actor.userName}, ${actor.organizationId},
      ${actor.organizationName})`.execute(trx)
  await sql`update alignment set revision = revision + 1 where id = ${alignmentId}`.execute(trx)
}

/** Confirms or rejects a tie, or takes back what was said of it. What it is already is no change. */
export async function reviewTie(
  trx: Trx,
  actor: Actor,
  params: { id: string; tieId: string },
  ifMatch: string | undefined,
  body: TieBody,
): Promise<TieChanged> {
  const { id, tieId } = params
  const { run } = await claim(trx, id)
  const before = await standingTie(trx, id, run, tieId)
  expectVersion(ifMatch, before.revision)
  // A candidate that the machine does not propose is a person's own tie.
  const state = body.state === 'confirmed' && !before.shown ? 'added' : body.state
  if (state !== before.state) {
    await say(trx, actor, id, run, { upper: await upperOf(trx, tieId), tieId, state })
  }
  return changedTie(trx, id, run, tieId, { action: 'alignment.review', before: before.state })
}

async function upperOf(trx: Trx, tieId: string): Promise<number> {
  const { rows } = await sql<{ upper: number }>`select upper from alignment_tie where id = ${tieId}`.execute(trx)
  return rows[0]?.upper ?? 0
}

async function changedTie(
  trx: Trx,
  id: string,
  run: number,
  tieId: string,
  act: { action: string; before: TieState },
): Promise<TieChanged> {
  const { shown: _, ...tie } = await standingTie(trx, id, run, tieId)
  const numbers = await numbersOf(trx, id)
  if (tie.state !== act.before) {
    await appendAudit(trx, {
      ...{ action: act.action, subjectKind: 'alignment', subjectId: id },
      before: { state: act.before },
      after: { tie: tieId, upper: tie.upper, lower: tie.lower, state: tie.state },
    })
  }
  return { ...numbers, tie }
}

/**
 * Draws a tie by hand, between provisions as they were seen (`ifMatch`, of the upper verdict; not needed). What the machine knows of the pair is told of it too: of one that is no candidate it is computed
 * first, outside of the transaction.
 */
export async function addTie(
  database: DatabaseHandle,
  actor: Actor,
  id: string,
  ifMatch: string | undefined,
  body: AddTieBody,
): Promise<TieChanged> {
  const found = await database.asActor(actor, async (trx) => {
    const { run } = await claim(trx, id)
    const { upper, lower } = await positionsOf(trx, id, run, body)
    // In another run the same address may be another provision.
    if (ifMatch !== undefined) expectVersion(ifMatch, (await standingVerdict(trx, id, run, body.upper)).revision)
    const known = await tieBetween(trx, id, run, upper, lower)
    return known ? { run, request: null } : { run, request: await requestOf(trx, id, run, body) }
  })
  const computed = found.request ? (await alignApart(found.request)).ties.at(-1) : undefined
  return database.asActor(actor, async (trx) => {
    const { run } = await claim(trx, id)
    const { upper, lower } = await positionsOf(trx, id, run, body)
    if (found.run !== run) throw alignmentRefusals.changedMeanwhile()
    let tieId = await tieBetween(trx, id, run, upper, lower)
    if (tieId === undefined) {
      // The parser has learned since, and would cut the documents otherwise.
      if (computed?.upper !== upper || computed.lower !== lower) throw alignmentRefusals.changedMeanwhile()
      tieId = await insertTie(trx, { alignment_id: id, run }, computed)
    }
    const before = await standingTie(trx, id, run, tieId)
    const state = before.shown ? 'confirmed' : 'added'
    if (before.state !== state) await say(trx, actor, id, run, { upper, tieId, state })
    return changedTie(trx, id, run, tieId, { action: 'alignment.add_tie', before: before.state })
  })
}

async function positionsOf(trx: Trx, id: string, run: number, { upper, lower }: AddTieBody) {
  const { rows } = await sql<{ side: 'upper' | 'lower'; position: number }>`
    select side, position from alignment_provision where alignment_id = ${id} and run = ${run}
      and ((side = 'upper' and address = ${upper}) or (side = 'lower' and address = ${lower}))`.execute(trx)
  const of = (side: 'upper' | 'lower', address: string) => {
    const row = rows.find((one) => one.side === side)
    if (!row) throw alignmentRefusals.provisionUnknown(address)
    return row.position
  }
  return { upper: of('upper', upper), lower: of('lower', lower) }
}

async function tieBetween(trx: Trx, id: string, run: number, upper: number, lower: number) {
  const { rows } = await sql<{ id: string }>`select id from alignment_tie
    where alignment_id = ${id} and run = ${run} and upper = ${upper} and lower = ${lower}`.execute(trx)
  return rows[0]?.id
}

async function requestOf(trx: Trx, id: string, run: number, { upper, lower }: AddTieBody): Promise<RunRequest> {
  const { rows } = await sql<{ upper: string; lower: string; above: number; below: number; weights: Weights }>`
    select a.upper_id as upper, a.lower_id as lower, r.upper_version as above, r.lower_version as below, w.weights
    from alignment a join alignment_run r on r.alignment_id = a.id and r.number = ${run}
      join alignment_weights w on w.number = r.weights
    where a.id = ${id}`.execute(trx)
  const [row] = rows
  if (!row) throw alignmentRefusals.alignmentNotFound(id)
  return {
    upper: await storedPlan(trx, { id: row.upper, version: row.above }),
    lower: await storedPlan(trx, { id: row.lower, version: row.below }),
    weights: row.weights,
    pairs: [[upper, lower]],
    said: [],
  }
}

/**
 * Sets what became of an upper provision, with the reason, or gives the word back to the machine. What stands already is
 * no change.
 */
export async function setVerdict(
  trx: Trx,
  actor: Actor,
  params: { id: string; address: string },
  ifMatch: string | undefined,
  { verdict, reason }: VerdictBody,
): Promise<VerdictChanged> {
  const { id, address } = params
  const { run } = await claim(trx, id)
  const before = await standingVerdict(trx, id, run, address)
  expectVersion(ifMatch, before.revision)
  const { kind, note, by } = before.verdict
  if (verdict === null ? by === null : by !== null && kind === verdict && note === reason) {
    return { ...(await numbersOf(trx, id)), address, verdict: before.verdict, provisionRevision: before.revision }
  }
  await say(trx, actor, id, run, { upper: before.position, verdict, note: reason })
  const after = await standingVerdict(trx, id, run, address)
  const numbers = await numbersOf(trx, id)
  await appendAudit(trx, {
    ...{ action: 'alignment.set_verdict', subjectKind: 'alignment', subjectId: id },
    before: { verdict: before.verdict.kind },
    after: { provision: address, verdict, reason },
  })
  return { ...numbers, address, verdict: after.verdict, provisionRevision: after.revision }
}
