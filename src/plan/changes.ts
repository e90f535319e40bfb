import { randomUUID } from 'node:crypto'
import type { Actor } from '../platform/access/index.ts'
import { appendAudit } from '../platform/audit/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { announce } from '../platform/events/index.ts'
import { expectVersion } from '../platform/http/index.ts'
import { insertChanges, loadAct, type NewChange } from './changeStore.ts'
import {
  insertCommitments,
  loadCommitments,
  type NewCommitment,
  type StoredCommitment,
  saveImages,
} from './commitmentStore.ts'
import { imagined, type Wishes } from './edits.ts'
import { newCommitmentId } from './ids.ts'
import { differenceOf, imageOfCommitment } from './images.ts'
import { planRefusals } from './refusals.ts'
import { insertRows } from './rows.ts'
import type {
  BulkConfirmBody,
  BulkConfirmed,
  Changed,
  ChangeKind,
  EditBody,
  MergeBody,
  Responsibility,
  SplitBody,
} from './schemas.ts'
import type { CommitmentImage } from './tables.ts'

/** How a change is asked for: which revision it is made to, and the id that makes a repeated request the same one. */
export interface ChangeRequest {
  ifMatch?: string | undefined
  changeId?: string | undefined
}

/**
 * A person vouches for a commitment as it stands.
 * @throws Refusal commitment_not_found, document_not_yours, version_needed, version_outdated, state_unfit, change_id_taken
 */
export function confirmCommitment(trx: Trx, actor: Actor, id: string, request: ChangeRequest, reason?: string) {
  return changeOne(trx, actor, id, request, 'confirm', reason, (stored) => {
    const { state, review } = stored.commitment
    if (state === 'confirmed' && review === null) throw planRefusals.stateUnfit(id, state, 'confirmed again')
    return vouched(imageOfCommitment(stored.commitment), actor)
  })
}

/** A person says, with the reason, that this is no commitment. What the machine found stays on record. */
export function rejectCommitment(trx: Trx, actor: Actor, id: string, request: ChangeRequest, reason: string) {
  return changeOne(trx, actor, id, request, 'reject', reason, (stored) => {
    const { state } = stored.commitment
    if (state === 'rejected') throw planRefusals.stateUnfit(id, state, 'rejected again')
    return { ...imageOfCommitment(stored.commitment), state: 'rejected', review: null, confirmed: null }
  })
}

/** A person corrects a commitment, and by default vouches for it. @throws Refusal nothing_changed and as above */
export function editCommitment(trx: Trx, actor: Actor, id: string, request: ChangeRequest, body: EditBody) {
  const { confirm = true, reason, ...wishes } = body
  return changeOne(trx, actor, id, request, 'edit', reason, async (stored) => {
    const before = imageOfCommitment(stored.commitment)
    const wanted = await imagined(trx, stored, wishes)
    if (Object.keys(differenceOf(before, wanted).after).length === 0) throw planRefusals.nothingChanged()
    const edited = { ...wanted, edited: true }
    return confirm ? vouched(edited, actor) : edited
  })
}

/** A person finds that one commitment is several. The parts take its place; it stays on record as replaced. */
export async function splitCommitment(
  trx: Trx,
  actor: Actor,
  id: string,
  request: ChangeRequest,
  { parts, reason }: SplitBody,
): Promise<Changed> {
  const repeated = await repeatedAct(trx, actor, request, 'split', [id])
  if (repeated) return repeated
  const stored = await ownForChange(trx, actor, id, request)
  const made: NewCommitment[] = []
  for (const part of parts) {
    const image = await imagined(trx, stored, part)
    made.push({ id: newCommitmentId(), image: vouched({ ...image, edited: true }, actor) })
  }
  return replace(trx, actor, [stored], made, { request, kinds: ['split', 'split_off'], reason })
}

/**
 * A person finds that several commitments are one. It takes the units of all of them and, where nothing else is
 * stated, title and facts of the first.
 * @throws Refusal documents_differ and as above
 */
export async function mergeCommitments(
  trx: Trx,
  actor: Actor,
  body: MergeBody,
  request: ChangeRequest,
): Promise<Changed> {
  const { items, reason, ...wishes } = body
  const ids = items.map(({ id }) => id)
  const repeated = await repeatedAct(trx, actor, request, 'merge', ids)
  if (repeated) return repeated
  const loaded = await loadCommitments(trx, ids, { lock: true })
  const olds = items.map(({ id, revision }) => checked(loaded.get(id), id, actor, `"v${revision}"`))
  const [first] = olds
  if (!first || olds.some(({ documentId }) => documentId !== first.documentId)) throw planRefusals.differentDocuments()
  const inOrder = olds.toSorted((a, b) => a.commitment.span[0] - b.commitment.span[0])
  const image = await imagined(trx, first, { ...joinedSpan(inOrder), ...wishes } satisfies Wishes)
  const merged: CommitmentImage = {
    ...image,
    ...(wishes.span || joinedSpan(inOrder).span ? {} : { text: inOrder.map((one) => one.commitment.text).join('\n') }),
    ...(wishes.responsibilities ? {} : { responsibilities: joinedUnits(olds) }),
    open: wishes.open ?? olds.some(({ commitment }) => commitment.open),
    edited: true,
  }
  const made = [{ id: newCommitmentId(), image: vouched(merged, actor) }]
  return replace(trx, actor, olds, made, { request, kinds: ['merge', 'merge_into'], reason })
}

/** Characters between two commitments that a merged one may span over. */
const GAP = 400

/** One span over all, where they stand close together in the same version. */
function joinedSpan(inOrder: readonly StoredCommitment[]): { span?: [number, number] } {
  const spans = inOrder.map(({ commitment }) => commitment.span)
  const isClose = spans.every((span, index) => index === 0 || span[0] - (spans[index - 1]?.[1] ?? 0) <= GAP)
  const [first] = spans
  return isClose && first ? { span: [first[0], Math.max(...spans.map((span) => span[1]))] } : {}
}

function joinedUnits(olds: readonly StoredCommitment[]): Responsibility[] {
  const joined = new Map<string, Responsibility>()
  for (const { commitment } of olds) {
    for (const one of commitment.responsibilities) {
      const key = `${one.kind} ${one.printed} ${one.role}`
      if (!joined.has(key)) joined.set(key, one)
    }
  }
  return [...joined.values()]
}

/** Confirms many as one act: those that changed meanwhile, or are not the actor's, are left as they are and named. */
export async function confirmMany(
  trx: Trx,
  actor: Actor,
  { items, reason }: BulkConfirmBody,
  request: ChangeRequest,
): Promise<BulkConfirmed> {
  const ids = items.map(({ id }) => id)
  const act = request.changeId ? await ownAct(trx, actor, request.changeId) : []
  if (act.length > 0) {
    if (act.some(({ kind }) => kind !== 'confirm')) throw planRefusals.changeIdTaken(request.changeId ?? '')
    const done = new Set(act.map(({ commitmentId }) => commitmentId))
    const now = await loadCommitments(trx, ids)
    const outcomeOf = (id: string) => (done.has(id) ? ('confirmed' as const) : ('changed_meanwhile' as const))
    const revisionOf = (id: string) => now.get(id)?.commitment.revision ?? null
    return {
      changeId: request.changeId ?? null,
      results: ids.map((id) => ({ id, outcome: outcomeOf(id), revision: revisionOf(id) })),
    }
  }
  const loaded = await loadCommitments(trx, ids, { lock: true })
  const chosen = new Map<string, StoredCommitment>()
  const results = items.map(({ id, revision }): BulkConfirmed['results'][number] => {
    const stored = loaded.get(id)
    if (!stored) return { id, outcome: 'not_found', revision: null }
    const now = stored.commitment
    if (stored.owner !== actor.organizationId) return { id, outcome: 'not_allowed', revision: now.revision }
    if (now.state === 'confirmed' && now.review === null) return { id, outcome: 'already', revision: now.revision }
    const stands = now.current && !now.withdrawn && now.state !== 'replaced' && now.revision === revision
    if (!stands) return { id, outcome: 'changed_meanwhile', revision: now.revision }
    chosen.set(id, stored)
    return { id, outcome: 'confirmed', revision: revision + 1 }
  })
  if (chosen.size === 0) return { changeId: null, results }
  const changed = [...chosen.values()].map((stored) => ({
    stored,
    image: vouched(imageOfCommitment(stored.commitment), actor),
  }))
  const { changeId } = await write(trx, actor, changed, { request, kind: 'confirm', reason })
  return { changeId, results }
}

/* What all changes share ------------------------------------------------------------------------------------------ */

async function changeOne(
  trx: Trx,
  actor: Actor,
  id: string,
  request: ChangeRequest,
  kind: ChangeKind,
  reason: string | undefined,
  change: (stored: StoredCommitment) => CommitmentImage | Promise<CommitmentImage>,
): Promise<Changed> {
  const repeated = await repeatedAct(trx, actor, request, kind, [id])
  if (repeated) return repeated
  const stored = await ownForChange(trx, actor, id, request)
  const image = await change(stored)
  return write(trx, actor, [{ stored, image }], { request, kind, reason })
}

/** The commitment, locked, if the actor may change it and has seen it as it is. */
async function ownForChange(trx: Trx, actor: Actor, id: string, { ifMatch }: ChangeRequest): Promise<StoredCommitment> {
  const loaded = await loadCommitments(trx, [id], { lock: true })
  return checked(loaded.get(id), id, actor, ifMatch)
}

function checked(
  stored: StoredCommitment | undefined,
  id: string,
  actor: Actor,
  ifMatch: string | undefined,
): StoredCommitment {
  if (!stored) throw planRefusals.commitmentNotFound(id)
  if (stored.owner !== actor.organizationId) throw planRefusals.notYours(stored.commitment.document.title)
  expectVersion(ifMatch, stored.commitment.revision)
  expectStanding(stored)
  const { state, current } = stored.commitment
  if (state === 'replaced' || !current) throw planRefusals.stateUnfit(id, current ? state : 'gone', 'changed')
  return stored
}

/** What is withdrawn is not worked on. @throws Refusal document_withdrawn */
export function expectStanding({ withdrawnFor, commitment }: StoredCommitment): void {
  if (withdrawnFor !== null) throw planRefusals.documentWithdrawn(commitment.document.title, withdrawnFor)
}

function vouched(image: CommitmentImage, actor: Actor): CommitmentImage {
  const { userName, organizationName } = actor
  const confirmed = { userName, organizationName, at: new Date().toISOString() }
  return { ...image, state: 'confirmed', review: null, confirmed }
}

interface Act {
  request: ChangeRequest
  kind: ChangeKind
  reason: string | undefined
}

async function write(
  trx: Trx,
  actor: Actor,
  changed: readonly { stored: StoredCommitment; image: CommitmentImage }[],
  act: Act,
): Promise<Changed> {
  const rows = changed.map(({ stored, image }) => {
    const difference = differenceOf(imageOfCommitment(stored.commitment), image)
    return { stored, image, ...difference, unitsChanged: 'responsibilities' in difference.after }
  })
  await saveImages(trx, rows)
  const changeId = act.request.changeId ?? randomUUID()
  for (const [documentId, group] of Map.groupBy(rows, ({ stored }) => stored.documentId)) {
    const changes = group.map(
      ({ stored, before, after }): NewChange => ({
        ...{ commitmentId: stored.commitment.id, kind: act.kind, before, after },
      }),
    )
    await insertChanges(trx, actor, { id: changeId, documentId, reason: act.reason ?? null }, changes)
    await announceChange(trx, documentId, changes)
  }
  await signChange(trx, changeId, act.kind, rows)
  return {
    changeId,
    items: await present(
      trx,
      rows.map(({ stored }) => stored.commitment.id),
    ),
  }
}

async function replace(
  trx: Trx,
  actor: Actor,
  olds: readonly StoredCommitment[],
  made: readonly NewCommitment[],
  act: { request: ChangeRequest; kinds: [ofOld: ChangeKind, ofNew: ChangeKind]; reason: string | undefined },
): Promise<Changed> {
  const [first] = olds
  if (!first) throw new Error('Nothing to replace.')
  const replaced = olds.map((stored) => {
    const image: CommitmentImage = { ...imageOfCommitment(stored.commitment), state: 'replaced', review: null }
    return { stored, image, ...differenceOf(imageOfCommitment(stored.commitment), image), unitsChanged: false }
  })
  await saveImages(trx, replaced)
  await insertCommitments(trx, first, made)
  const changeId = act.request.changeId ?? randomUUID()
  const { documentId } = first
  const replacements = olds.flatMap(({ commitment }) =>
    made.map(({ id }) => ({ old_id: commitment.id, new_id: id, change_id: changeId, document_id: documentId })),
  )
  await insertRows(trx, 'commitment_replacement', replacements)
  const [ofOld, ofNew] = act.kinds
  const changes: NewChange[] = [
    ...replaced.map(({ stored, before, after }) => ({
      ...{ commitmentId: stored.commitment.id, kind: ofOld, before, after },
    })),
    ...made.map(({ id, image }) => ({ commitmentId: id, kind: ofNew, before: null, after: image })),
  ]
  await insertChanges(trx, actor, { id: changeId, documentId, reason: act.reason ?? null }, changes)
  await announceChange(trx, documentId, changes)
  await signChange(trx, changeId, ofOld, replaced)
  const ids = [...made.map(({ id }) => id), ...olds.map(({ commitment }) => commitment.id)]
  return { changeId, items: await present(trx, ids) }
}

export async function announceChange(trx: Trx, documentId: string, changes: readonly NewChange[]): Promise<void> {
  await announce(trx, 'plan.commitments_changed', {
    documentId,
    changes: changes.map(({ commitmentId, kind }) => ({ commitmentId, kind })),
  })
}

/** One audit line for an act: which commitments, and what of them was otherwise before. */
export async function signChange(
  trx: Trx,
  changeId: string,
  kind: ChangeKind,
  rows: readonly { stored: StoredCommitment; before: object; after: object }[],
): Promise<void> {
  await appendAudit(trx, {
    action: `plan.${kind}`,
    subjectKind: rows.length === 1 ? 'commitment' : 'commitment_change',
    subjectId: rows.length === 1 ? (rows[0]?.stored.commitment.id ?? changeId) : changeId,
    before: rows.map(({ stored, before }) => ({ id: stored.commitment.id, ...before })),
    after: rows.map(({ stored, after }) => ({ id: stored.commitment.id, ...after })),
  })
}

/** A repeated request (same Idempotency-Key) adds nothing and answers what is there. */
async function repeatedAct(
  trx: Trx,
  actor: Actor,
  { changeId }: ChangeRequest,
  kind: ChangeKind,
  ids: readonly string[],
): Promise<Changed | null> {
  if (changeId === undefined) return null
  const act = await ownAct(trx, actor, changeId)
  if (act.length === 0) return null
  const sameKind = act.filter((row) => row.kind === kind).map(({ commitmentId }) => commitmentId)
  if (sameKind.length !== ids.length || !ids.every((id) => sameKind.includes(id))) {
    throw planRefusals.changeIdTaken(changeId)
  }
  return {
    changeId,
    items: await present(
      trx,
      act.map(({ commitmentId }) => commitmentId),
    ),
  }
}

async function ownAct(trx: Trx, actor: Actor, changeId: string) {
  const act = await loadAct(trx, changeId)
  if (act.some(({ userId }) => userId !== actor.userId)) throw planRefusals.changeIdTaken(changeId)
  return act
}

/** The commitments as they now are, in the order asked for. */
export async function present(trx: Trx, ids: readonly string[]) {
  const loaded = await loadCommitments(trx, ids)
  return ids.flatMap((id) => loaded.get(id)?.commitment ?? [])
}
