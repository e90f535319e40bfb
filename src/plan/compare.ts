import { labelOf } from './images.ts'
import type { OutlineNode, Span } from './parsing/types.ts'
import type { ProvisionChange } from './schemas.ts'
import { essence, likeness } from './similarity.ts'

/** A version of a document, as far as comparing needs it. */
export interface Edition {
  text: string
  outline: readonly OutlineNode[]
}

interface Piece {
  address: string
  label: string
  /** What the provision says itself, without what its children say. */
  text: string
  span: Span
}

/** A provision at another address is the same one if its text is this alike. */
const MOVED_LIKENESS = 0.8

/**
 * What differs between two versions, provision by provision, in the order of the newer one: a provision that says the
 * same at the same address is left out. White space and punctuation do not count. Pure.
 */
export function compareEditions(before: Edition, after: Edition): ProvisionChange[] {
  const olds = piecesOf(before)
  const news = piecesOf(after)
  const oldAt = new Map(olds.map((piece) => [piece.address, piece]))
  const changes: ProvisionChange[] = []
  const matched = new Set<string>()
  const unmatched: Piece[] = []
  for (const piece of news) {
    const old = oldAt.get(piece.address)
    if (old && (essence(old.text) === essence(piece.text) || likeness(old.text, piece.text) >= 0.3)) {
      matched.add(old.address)
      if (essence(old.text) !== essence(piece.text)) changes.push(changed(old, piece))
    } else unmatched.push(piece)
  }
  const left = olds.filter(({ address }) => !matched.has(address))
  const byText = Map.groupBy(left, ({ text }) => essence(text))
  for (const piece of unmatched) {
    const old = takeMoved(piece, left, byText, matched)
    changes.push(
      old ? { ...changed(old, piece), kind: 'moved' } : { kind: 'added', before: null, after: sideOf(piece) },
    )
  }
  for (const old of left) {
    if (!matched.has(old.address)) changes.push({ kind: 'removed', before: sideOf(old), after: null })
  }
  const placeOf = (change: ProvisionChange) => change.after?.span[0] ?? change.before?.span[0] ?? 0
  return changes.sort((a, b) => placeOf(a) - placeOf(b))
}

function takeMoved(
  piece: Piece,
  left: readonly Piece[],
  byText: ReadonlyMap<string, Piece[]>,
  matched: Set<string>,
): Piece | null {
  const free = (old: Piece) => !matched.has(old.address)
  const same = byText.get(essence(piece.text))?.find(free)
  const alike = same ?? (left.length <= 400 ? mostAlike(piece, left.filter(free)) : null)
  if (alike) matched.add(alike.address)
  return alike
}

function mostAlike(piece: Piece, candidates: readonly Piece[]): Piece | null {
  let best: Piece | null = null
  let most = MOVED_LIKENESS
  for (const candidate of candidates) {
    const like = likeness(candidate.text, piece.text)
    if (like >= most) {
      best = candidate
      most = like
    }
  }
  return best
}

function piecesOf({ text, outline }: Edition): Piece[] {
  return outline.map((node, index) => {
    const next = outline[index + 1]
    const end = next && next.span[0] < node.extent[1] ? next.span[0] : node.extent[1]
    const span: Span = [node.span[0], Math.max(node.span[0], end)]
    return { address: node.id, label: labelOf(node, node.id), text: text.slice(span[0], span[1]).trim(), span }
  })
}

function sideOf({ address, label, text, span }: Piece) {
  return { address, label, text, span: [span[0], span[1]] as [number, number] }
}

function changed(old: Piece, piece: Piece): ProvisionChange {
  return { kind: 'changed', before: sideOf(old), after: sideOf(piece), pieces: piecesBetween(old.text, piece.text) }
}

type Difference = NonNullable<ProvisionChange['pieces']>

/** Longest table of a comparison word by word; longer texts are shown as one removed and one added. */
const LARGEST_TABLE = 4_000_000

/** What was taken out of a text and what was put in, cut at punctuation and between characters. */
export function piecesBetween(before: string, after: string): Difference {
  let start = 0
  while (start < before.length && before[start] === after[start]) start++
  let tail = 0
  const most = Math.min(before.length, after.length) - start
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const pieces: Difference = []
  add(pieces, 'same', before.slice(0, start))
  const was = before.slice(start, before.length - tail)
  const is = after.slice(start, after.length - tail)
  if (was.length * is.length > LARGEST_TABLE) {
    add(pieces, 'removed', was)
    add(pieces, 'added', is)
  } else for (const piece of longestCommon(was, is)) add(pieces, piece.kind, piece.text)
  add(pieces, 'same', before.slice(before.length - tail))
  return pieces
}

function add(pieces: Difference, kind: Difference[number]['kind'], text: string): void {
  if (text === '') return
  const last = pieces.at(-1)
  if (last?.kind === kind) last.text += text
  else pieces.push({ kind, text })
}

function longestCommon(was: string, is: string): Difference {
  const width = is.length + 1
  const lengths = new Uint32Array((was.length + 1) * width)
  for (let i = was.length - 1; i >= 0; i--) {
    for (let j = is.length - 1; j >= 0; j--) {
      const here = i * width + j
      lengths[here] =
        was[i] === is[j]
          ? (lengths[here + width + 1] ?? 0) + 1
          : Math.max(lengths[here + width] ?? 0, lengths[here + 1] ?? 0)
    }
  }
  const pieces: Difference = []
  let i = 0
  let j = 0
  while (i < was.length && j < is.length) {
    const here = i * width + j
    if (was[i] === is[j]) {
      add(pieces, 'same', was.charAt(i++))
      j++
    } else if ((lengths[here + width] ?? 0) >= (lengths[here + 1] ?? 0)) add(pieces, 'removed', was.charAt(i++))
    else add(pieces, 'added', is.charAt(j++))
  }
  add(pieces, 'removed', was.slice(i))
  add(pieces, 'added', is.slice(j))
  return pieces
}
