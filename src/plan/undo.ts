import { randomUUID } from 'node:crypto'
import type { Actor } from '../platform/access/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { insertChanges, laterChanges, loadAct, type StoredChange, undoOf } from './changeStore.ts'
import { announceChange, expectStanding, present, signChange } from './changes.ts'
import { loadCommitments, type StoredCommitment, saveImages } from './commitmentStore.ts'
import { differenceOf, imageOfCommitment } from './images.ts'
import { planRefusals } from './refusals.ts'
import type { Changed } from './schemas.ts'
import type { CommitmentImage } from './tables.ts'

/**
 * Takes back an act of one's own, a bulk act as one, unless something it touched was changed again since. The undo is a
 * further change and can itself be undone.
 * @throws Refusal change_not_found, change_not_yours, change_not_undoable, change_undone, changed_since, document_withdrawn
 */
export async function undoChange(trx: Trx, actor: Actor, changeId: string): Promise<Changed> {
  const act = await loadAct(trx, changeId)
  const [first] = act
  if (!first) throw planRefusals.changeNotFound(changeId)
  if (first.userId !== actor.userId || first.organizationId !== actor.organizationId) {
    throw planRefusals.changeNotYours(first.userName)
  }
  if (first.kind === 'carry' || first.kind === 'drop') throw planRefusals.changeNotUndoable(first.kind)

  const ids = act.map(({ commitmentId }) => commitmentId)
  const loaded = await loadCommitments(trx, ids, { lock: true }) // after the lock nobody else undoes it
  if (await undoOf(trx, changeId)) throw planRefusals.changeUndone(changeId)
  const later = Map.groupBy(
    await laterChanges(trx, ids, Math.min(...act.map(({ seq }) => seq))),
    (row) => row.commitmentId,
  )

  const rows = act.map((change) => {
    const stored = loaded.get(change.commitmentId) as StoredCommitment
    expectStanding(stored)
    const since = (later.get(change.commitmentId) ?? []).filter((row) => row.id !== changeId)
    if (standing(since, change)) throw planRefusals.changedSince(change.commitmentId, stored.commitment.title)
    const now = imageOfCommitment(stored.commitment)
    const image: CommitmentImage = change.before === null ? { ...now, ...NEVER_WAS } : { ...now, ...change.before }
    const difference = differenceOf(now, image)
    return { stored, image, ...difference, unitsChanged: 'responsibilities' in difference.after }
  })
  await saveImages(trx, rows)
  const id = randomUUID()
  const changes = rows.map(({ stored, before, after }) => ({
    ...{ commitmentId: stored.commitment.id, kind: 'undo' as const, before, after, undoes: changeId },
  }))
  await insertChanges(trx, actor, { id, documentId: first.documentId, reason: null }, changes)
  await announceChange(trx, first.documentId, changes)
  await signChange(trx, id, 'undo', rows)
  return { changeId: id, items: await present(trx, ids) }
}

/** A commitment that a person made and took back: it leaves the register and stays on record. */
const NEVER_WAS = { state: 'replaced', current: false } as const

/** Whether, of what came after a change, anything still holds: neither undone, nor an undo of something later. */
function standing(since: readonly StoredChange[], change: StoredChange): boolean {
  const holds = new Set<string>()
  const takenBack = new Map<string, string>()
  for (const { id, kind, undoes } of since) {
    if (kind === 'carry' && change.before !== null && !('span' in change.before)) continue
    if (undoes !== undefined && holds.has(undoes)) {
      holds.delete(undoes)
      takenBack.set(id, undoes)
    } else if (undoes !== undefined && takenBack.has(undoes)) holds.add(takenBack.get(undoes) as string)
    else holds.add(id)
  }
  return holds.size > 0
}
