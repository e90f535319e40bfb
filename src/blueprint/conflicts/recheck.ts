import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { eachAlone, type JobLog } from '../../platform/jobs/index.ts'
import { SPACES } from '../kinds.ts'
import { delaying } from '../later.ts'
import {
  type CheckedLayer,
  emptyTally,
  keysOfLayer,
  keysOfRevision,
  keysTurning,
  lastDay,
  noteCheck,
  noteDay,
  noteTurns,
  noteTurnsChecked,
  type Tally,
  type Turn,
  turnName,
  type Unchecked,
  uncheckedRevisions,
  uncheckedTurns,
} from './checkStore.ts'
import { batchesOf, recheckKeys } from './pairs.ts'
import { recheckWholes } from './wholes.ts'

/** Revisions that are looked for at once. */
const REVISIONS = 100

/**
 * Looks through every revision that was not looked through yet, and through what came into force or ended by itself. What
 * fails waits, and is tried again by a later run.
 * @returns how many revisions that were
 */
export async function recheckAll(database: DatabaseHandle, today: string, log?: JobLog): Promise<number> {
  let checked = 0
  for (;;) {
    const waiting = await database.asSystem((trx) => uncheckedRevisions(trx, REVISIONS))
    let done = 0
    const together = async (group: readonly Unchecked[]) => {
      done += await recheckTogether(database, group, today, log)
    }
    await eachAlone(togetherBy(waiting), together, log)
    checked += done
    if (waiting.length === REVISIONS && done > 0) continue
    await recheckTurns(database, today, log)
    return checked
  }
}

/** What was looked through of a revision. */
interface Looked {
  readonly one: Unchecked
  readonly keys: number
  readonly tally: Tally
  readonly started: number
}

const checkName = ({ revisionId }: Unchecked) => `check ${revisionId}`
const isWhole = ({ cause }: Unchecked) => cause === 'withdrawal' || cause === 'restoration'

/**
 * Looks through revisions of what is one whole: each by itself for the pairs that it brought, and once for what all of
 * them did to the whole.
 * @returns how many revisions were looked through
 */
async function recheckTogether(
  database: DatabaseHandle,
  group: readonly Unchecked[],
  today: string,
  log: JobLog | undefined,
): Promise<number> {
  const looked: Looked[] = []
  const lookAt = async (one: Unchecked) => {
    looked.push(await delaying(database, [checkName(one)], () => recheckPairs(database, one, today)))
  }
  await eachAlone(group, lookAt, log)
  const last = looked.at(-1)
  if (!last || !isSpace(last.one.layer)) return looked.length
  const revisions = looked.map(({ one }) => one)
  await delaying(database, revisions.map(checkName), async () => {
    const changedIn = revisions.some(isWhole) ? null : revisions.map(({ revisionId }) => revisionId)
    await recheckWholes(database, last.one.layer, changedIn, today, last.one.revisionId, last.tally)
    await database.asSystem(async (trx) => {
      for (const one of looked) await note(trx, one)
    })
  })
  return looked.length
}

/** Looks for conflicts only where a revision changed something; one that is of no whole is noted with the last of it. */
async function recheckPairs(database: DatabaseHandle, one: Unchecked, today: string): Promise<Looked> {
  const started = performance.now()
  const { layer, revisionId } = one
  const keys = await database.asSystem((trx) =>
    isWhole(one) ? keysOfLayer(trx, layer.id) : keysOfRevision(trx, layer.id, revisionId),
  )
  const looked: Looked = { one, keys: keys.length, tally: emptyTally(), started }
  const batches = [...batchesOf(keys)]
  const noted = (trx: Trx) => note(trx, looked)
  for (const [place, batch] of batches.entries()) {
    const isLast = place === batches.length - 1 && !isSpace(layer)
    await recheckKeys(database, layer, batch, revisionId, today, looked.tally, isLast ? noted : undefined)
  }
  if (batches.length === 0 && !isSpace(layer)) await database.asSystem(noted)
  return looked
}

async function note(trx: Trx, { one, keys, tally, started }: Looked): Promise<void> {
  await noteCheck(trx, one.revisionId, keys, tally, performance.now() - started)
  const what = { layerId: one.layer.id, revisionId: one.revisionId }
  await announce(trx, 'blueprint.conflicts_checked', { ...what, ...tally })
}

/** Once a day: what came into force since the last day that was looked at, and what ended before today. */
async function recheckTurns(database: DatabaseHandle, today: string, log: JobLog | undefined): Promise<void> {
  const turns = await database.asSystem(async (trx) => {
    const before = await lastDay(trx)
    if (before !== today) {
      if (before !== null) await noteTurns(trx, before, today)
      await noteDay(trx, today)
    }
    return uncheckedTurns(trx)
  })
  const together = (group: readonly Turn[]) =>
    delaying(database, group.map(turnName), () => recheckTurn(database, group, today))
  await eachAlone(togetherBy(turns), together, log)
}

async function recheckTurn(database: DatabaseHandle, group: readonly Turn[], today: string): Promise<void> {
  for (const { layer, since, day } of group) {
    const keys = await database.asSystem((trx) => keysTurning(trx, layer.id, since, day))
    for (const batch of batchesOf(keys)) await recheckKeys(database, layer, batch, null, today, emptyTally())
  }
  const [{ layer } = {}] = group
  if (layer && isSpace(layer)) await recheckWholes(database, layer, null, today, null, emptyTally())
  await database.asSystem((trx) => noteTurnsChecked(trx, group))
}

const isSpace = ({ kind }: CheckedLayer) => (SPACES as readonly string[]).includes(kind)

/** What is of the three spaces of one jurisdiction and organization is one whole; all else is by itself. */
function togetherBy<T extends { layer: CheckedLayer }>(all: readonly T[]): T[][] {
  const groups = new Map<string, T[]>()
  for (const [place, one] of all.entries()) {
    const { layer } = one
    const name = isSpace(layer) ? [layer.jurisdiction, layer.organizationId, layer.isSample].join(' ') : String(place)
    groups.set(name, [...(groups.get(name) ?? []), one])
  }
  return [...groups.values()]
}
