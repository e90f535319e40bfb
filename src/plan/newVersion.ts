import { randomUUID } from 'node:crypto'
import type { Actor } from '../platform/access/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { type Match, matchCommitments, type Recognizable, relocate } from './carryOver.ts'
import { insertChanges, type NewChange } from './changeStore.ts'
import {
  insertCommitments,
  insertExtractions,
  loadDocumentCommitments,
  type StoredCommitment,
  saveImages,
} from './commitmentStore.ts'
import { newCommitmentId } from './ids.ts'
import { differenceOf, imageOf, imageOfCommitment, Labels } from './images.ts'
import type { ParsedPlan } from './parsedPlan.ts'
import type { Found, ProvisionRef, Responsibility, Visibility } from './schemas.ts'
import type { CommitmentImage } from './tables.ts'
import type { ResolvedUnit } from './units.ts'

export interface NewEdition {
  documentId: string
  ordinal: number
  home: string
  owner: string
  visibility: Visibility
  /** Number of the version before, and of the new one, whose text is already stored. */
  newest: number
  number: number
  plan: ParsedPlan
  units: ReadonlyMap<string, ResolvedUnit>
}

/**
 * Takes a document's commitments over into its new version. What nobody touched becomes what the machine finds now;
 * what people confirmed, rejected, edited, split or merged stays as they left it, at its new place, and asks for another
 * look where the text or the assignment changed. What the new version no longer has leaves the register and stays on
 * record. Every commitment keeps its id.
 */
export async function replaceEdition(trx: Trx, actor: Actor, edition: NewEdition): Promise<void> {
  const { plan, number, units } = edition
  const labels = new Labels(plan.parsed.outline)
  const founds = plan.commitments.map((derived) => imageOf(derived, number, labels, units))
  const olds = await loadDocumentCommitments(trx, edition.documentId)
  const lastFound = await lastFinds(trx, edition.documentId)
  const oldText = await textOf(trx, edition.documentId, edition.newest)

  const tracked = olds.filter(({ commitment }) => lastFound.has(commitment.id))
  const byMachine = matchAll(tracked, lastFound, founds)
  const changed: { stored: StoredCommitment; image: CommitmentImage; unitsChanged: boolean }[] = []
  const changes: NewChange[] = []
  const idOfFind = new Map<number, string>()
  const record = (stored: StoredCommitment, image: CommitmentImage, match: Match | null) => {
    const before = imageOfCommitment(stored.commitment)
    const difference = differenceOf(before, image)
    if (Object.keys(difference.after).length === 0) return
    changed.push({ stored, image, unitsChanged: 'responsibilities' in difference.after })
    if (!isTouched(stored)) return
    changes.push({
      commitmentId: stored.commitment.id,
      kind: match ? 'carry' : 'drop',
      before: difference.before,
      after: match
        ? { ...difference.after, carried: { how: match.how, similarity: match.similarity } }
        : difference.after,
      version: number,
    })
  }

  for (const stored of olds) {
    const { id, current } = stored.commitment
    const match = byMachine.get(id)
    if (match) {
      idOfFind.set(match.found, id)
      const found = founds[match.found] as CommitmentImage
      const image = isTouched(stored)
        ? carried(stored, lastFound.get(id) as Found, found, match, { oldText, plan, labels })
        : found
      record(stored, image, match)
    } else if (current) {
      const place = lastFound.has(id) ? null : placeByHand(stored, { oldText, plan, labels })
      const before = imageOfCommitment(stored.commitment)
      if (place) record(stored, { ...before, ...place, version: number }, { ...BY_HAND, ...{ old: 0, found: 0 } })
      else record(stored, { ...before, current: false }, null)
    }
  }

  const added = founds.flatMap((image, index) => (idOfFind.has(index) ? [] : [{ id: newCommitmentId(), image, index }]))
  for (const { id, index } of added) idOfFind.set(index, id)
  await saveImages(trx, changed)
  await insertCommitments(trx, edition, added)
  await insertExtractions(
    trx,
    edition.documentId,
    number,
    founds.map((image, index) => ({ commitmentId: idOfFind.get(index) as string, image })),
  )
  await insertChanges(trx, actor, { id: randomUUID(), documentId: edition.documentId, reason: null }, changes)
}

const BY_HAND = { how: 'same', similarity: 1 } as const

/** Whether people left anything on it that must not be lost. */
function isTouched({ commitment }: StoredCommitment): boolean {
  return commitment.state !== 'extracted' || commitment.edited
}

/** Current commitments first; ones that an earlier version dropped come back when the very same words do. */
function matchAll(
  tracked: readonly StoredCommitment[],
  lastFound: ReadonlyMap<string, Found>,
  founds: readonly CommitmentImage[],
): Map<string, Match> {
  const known = (stored: StoredCommitment) => recognizable(lastFound.get(stored.commitment.id) as Found)
  const current = tracked.filter(({ commitment }) => commitment.current)
  const matches = new Map<string, Match>()
  const taken = new Set<number>()
  for (const match of matchCommitments(current.map(known), founds.map(recognizable))) {
    matches.set((current[match.old] as StoredCommitment).commitment.id, match)
    taken.add(match.found)
  }
  const gone = tracked.filter((stored) => !stored.commitment.current && isTouched(stored))
  const free = [...founds.keys()].filter((index) => !taken.has(index))
  for (const match of matchCommitments(
    gone.map(known),
    free.map((index) => recognizable(founds[index] as CommitmentImage)),
  )) {
    if (match.how === 'changed') continue
    matches.set((gone[match.old] as StoredCommitment).commitment.id, { ...match, found: free[match.found] as number })
  }
  return matches
}

function recognizable({ kind, provision, title, text }: Found | CommitmentImage): Recognizable {
  return { kind, address: provision.address, title, text }
}

interface Texts {
  oldText: string
  plan: ParsedPlan
  labels: Labels
}

/** A person's work at its new place: what the person decided stays, what the machine merely found is renewed. */
function carried(
  stored: StoredCommitment,
  was: Found,
  found: CommitmentImage,
  match: Match,
  texts: Texts,
): CommitmentImage {
  const before = imageOfCommitment(stored.commitment)
  const ownSpan = before.span[0] !== was.span[0] || before.span[1] !== was.span[1]
  const place = (ownSpan ? placeByHand(stored, texts) : null) ?? {
    span: found.span,
    text: found.text,
    provision: found.provision,
    chapter: found.chapter,
  }
  const unitsDiffer = unitsOf(was.responsibilities) !== unitsOf(found.responsibilities)
  const needsLook = before.state === 'confirmed' || before.edited
  return {
    ...before,
    ...place,
    version: found.version,
    current: true,
    review: !needsLook
      ? before.review
      : match.how === 'changed'
        ? 'text_changed'
        : unitsDiffer
          ? 'responsibilities_changed'
          : before.review,
  }
}

function unitsOf(responsibilities: readonly Responsibility[]): string {
  return responsibilities
    .map(({ kind, printed, role }) => `${kind} ${printed} ${role}`)
    .sort()
    .join('\n')
}

/** Where words that a person marked stand in the new text. */
function placeByHand(
  { commitment }: StoredCommitment,
  { oldText, plan, labels }: Texts,
): { span: [number, number]; text: string; provision: ProvisionRef; chapter: ProvisionRef } | null {
  const piece = oldText.slice(commitment.span[0], commitment.span[1])
  const span = relocate(piece, plan.parsed.text, commitment.span[0])
  if (!span) return null
  let holder = { provision: commitment.provision, chapter: commitment.chapter }
  let top = commitment.chapter
  for (const node of plan.parsed.outline) {
    if (node.extent[0] > span[0]) break
    if (node.extent[1] < span[1]) continue
    if (node.parent === null) top = labels.of(node.id)
    holder = { provision: labels.of(node.id), chapter: top }
  }
  return { span, text: commitment.text, ...holder }
}

/** What the machine found last for each commitment of a document. */
async function lastFinds(trx: Trx, documentId: string): Promise<Map<string, Found>> {
  const rows = await trx
    .selectFrom('extraction')
    .select(['commitment_id', 'found'])
    .distinctOn('commitment_id')
    .where('document_id', '=', documentId)
    .orderBy('commitment_id')
    .orderBy('version', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.commitment_id, row.found]))
}

async function textOf(trx: Trx, documentId: string, version: number): Promise<string> {
  const row = await trx
    .selectFrom('document_text')
    .select('text')
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return row.text
}
