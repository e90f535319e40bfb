import type { Actor } from '../platform/access/index.ts'
import { appendAudit } from '../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { announce } from '../platform/events/index.ts'
import { alignApart } from './alignApart.ts'
import { type Carried, carryInto, type SaidBefore, saidOf } from './carried.ts'
import { alignmentRefusals } from './refusals.ts'
import type { Run, RunRequest } from './run.ts'
import { findStanding, insertRun, isOf, type Standing } from './runStore.ts'
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
  said: SaidBefore[]
}

/**
 * Aligns the newest versions of two documents, unless they are aligned already; what people said of earlier versions is
 * carried over.
 * @param actor null: the system
 * @returns the alignment's id
 * @throws Refusal document_not_found, document_withdrawn, alignment_of_one, alignment_not_yours, aligning_failed,
 * alignment_changed
 */
export async function alignPair(
  database: DatabaseHandle,
  actor: Actor | null,
  upperId: string,
  lowerId: string,
): Promise<string> {
  const as = <T>(work: (trx: Trx) => Promise<T>) => (actor ? database.asActor(actor, work) : database.asSystem(work))
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const prepared = await as((trx) => prepare(trx, actor, upperId, lowerId))
    if ('known' in prepared) return prepared.known
    const { run, carried } = await compareApart(prepared)
    const { upper, lower, weights, before } = prepared
    const id = await as(async (trx) => {
      const id = await insertRun(trx, actor, { upper, lower, weights, run, before, carried })
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
): Promise<Prepared | { known: string }> {
  const [upper, lower] = await newestOf(trx, upperId, lowerId)
  if (actor && !(await mayAlign(trx, upperId, lowerId))) throw alignmentRefusals.notYours()
  const before = await findStanding(trx, upperId, lowerId)
  if (before && isOf(before, upper, lower)) return { known: before.id }
  const { number, weights } = await newestWeights(trx)
  const said = before ? await saidOf(trx, before, upperId, lowerId) : []
  const request = { upper: await storedPlan(trx, upper), lower: await storedPlan(trx, lower), weights, pairs: [] }
  return { upper, lower, request, weights: number, before, said }
}

async function compareApart({ request, before, said }: Prepared): Promise<{ run: Run; carried: Carried | undefined }> {
  const run = await alignApart(request)
  if (!before) return { run, carried: undefined }
  const texts = { upper: request.upper.source.text, lower: request.lower.source.text }
  const carried = carryInto(run, texts, said)
  const known = new Set(run.ties.map(({ upper, lower }) => `${upper} ${lower}`))
  const pairs = carried.said.flatMap(({ upper, lower }): [string, string][] =>
    lower === null || known.has(`${upper} ${lower}`)
      ? []
      : [[run.upper[upper]?.address ?? '', run.lower[lower]?.address ?? '']],
  )
  return { run: pairs.length === 0 ? run : await alignApart({ ...request, pairs }), carried }
}
