import type { Actor } from '../platform/access/index.ts'
import { appendAudit } from '../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { announce } from '../platform/events/index.ts'
import { alignApart } from './alignApart.ts'
import { saidOf } from './carried.ts'
import { alignmentRefusals } from './refusals.ts'
import type { RunRequest } from './run.ts'
import { digestOf, findStanding, insertRun, isOf, type Standing } from './runStore.ts'
import { type NewestVersion, newestOf, storedPlan } from './sources.ts'
import { mayAlign } from './standing.ts'
import { newestWeights } from './weightsStore.ts'

/** How often it is begun anew when somebody speaks, or a version arrives, while two documents are compared. */
const MOST_TRIES = 3

interface Prepared {
  upper: NewestVersion
  lower: NewestVersion
  request: RunRequest
  weights: number
  before: Standing | undefined
}

/**
 * Aligns the newest versions of two documents, unless they are aligned already; what people said of earlier runs is
 * carried over.
 * @param actor null: the system
 * @param anew also the versions that are aligned already: the weights or the parser may have learned since
 * @returns the alignment's id
 * @throws Refusal document_not_found, document_withdrawn, alignment_of_one, alignment_not_yours, aligning_failed,
 * alignment_changed
 */
export async function alignPair(
  database: DatabaseHandle,
  actor: Actor | null,
  upperId: string,
  lowerId: string,
  { anew = false } = {},
): Promise<string> {
  const as = <T>(work: (trx: Trx) => Promise<T>) => (actor ? database.asActor(actor, work) : database.asSystem(work))
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const prepared = await as((trx) => prepare(trx, actor, upperId, lowerId, anew))
    if ('known' in prepared) return prepared.known
    const { upper, lower, weights, before } = prepared
    const run = await alignApart(prepared.request)
    const found = digestOf(run)
    // The machine finds the very same: nothing happened.
    if (before && isOf(before, upper, lower) && before.found === found) return before.id
    const carried = before ? run.carried : undefined
    const id = await as(async (trx) => {
      const id = await insertRun(trx, actor, { upper, lower, weights, run, found, before, carried })
      if (id === undefined) return undefined
      await announce(trx, 'alignment.aligned', { alignmentId: id, upper, lower })
      await appendAudit(trx, {
        ...{ action: 'alignment.align', subjectKind: 'alignment', subjectId: id },
        after: { upper, lower, weights, carried: carried ? { kept: carried.said.length, lost: carried.lost } : null },
      })
      return id
    })
    if (id !== undefined) return id
  }
  throw alignmentRefusals.changedMeanwhile()
}

async function prepare(
  trx: Trx,
  actor: Actor | null,
  upperId: string,
  lowerId: string,
  anew: boolean,
): Promise<Prepared | { known: string }> {
  const [upper, lower] = await newestOf(trx, upperId, lowerId)
  if (actor && !(await mayAlign(trx, upperId, lowerId))) throw alignmentRefusals.notYours()
  const before = await findStanding(trx, upperId, lowerId)
  if (before && isOf(before, upper, lower) && !anew) return { known: before.id }
  const { number, weights } = await newestWeights(trx)
  const request = {
    ...{ upper: await storedPlan(trx, upper), lower: await storedPlan(trx, lower), weights, pairs: [] },
    said: before ? await saidOf(trx, before.id, upperId, lowerId) : [],
  }
  return { upper, lower, request, weights: number, before }
}
