import type { Piece } from './page.ts'

/** One printed line: pieces that share a baseline. */
export interface PrintedLine {
  words: string
  x: number
  right: number
  y: number
  size: number
  segments: Segment[]
}

/** A part of a line set off by a wide gap: a cell of a table without rules, or the line of one column. */
interface Segment {
  words: string
  x: number
  right: number
}

const isWide = (unit: number) => (unit >= 0x2e80 && unit <= 0xd7ff) || (unit >= 0xf900 && unit <= 0xffef)
const isWordUnit = (unit: number) =>
  (unit >= 0x30 && unit <= 0x39) ||
  (unit >= 0x41 && unit <= 0x5a) ||
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0xc0 && unit < 0x250)

/** Groups pieces into lines from top to bottom, each from left to right. Text drawn twice to look bold counts once. */
export function linesOf(pieces: readonly Piece[]): PrintedLine[] {
  const sorted = pieces.filter((piece) => piece.words.trim() !== '').sort((a, b) => a.y - b.y || a.x - b.x)
  const rows: Piece[][] = []
  let baseline = Number.NEGATIVE_INFINITY
  let size = 0
  for (const piece of sorted) {
    const row = rows.at(-1)
    if (row && piece.y - baseline <= 0.45 * Math.max(size, piece.size)) {
      row.push(piece)
      // A superscript does not move the line, larger type does.
      if (piece.size > size) {
        size = piece.size
        baseline = piece.y
      }
    } else {
      rows.push([piece])
      baseline = piece.y
      size = piece.size
    }
  }
  return rows.map(lineOf)
}

function lineOf(row: readonly Piece[]): PrintedLine {
  const pieces = [...row].sort((a, b) => a.x - b.x)
  const segments: Segment[] = []
  const sizes = new Map<number, number>()
  let last: Piece | null = null
  let y = 0
  for (const piece of pieces) {
    if (last && piece.words === last.words && Math.abs(piece.x - last.x) < 0.15 * piece.size) continue
    const key = Math.round(piece.size * 2) / 2
    sizes.set(key, (sizes.get(key) ?? 0) + piece.words.length)
    y = Math.max(y, piece.y)
    const segment = segments.at(-1)
    const gap = last ? piece.x - last.right : Number.POSITIVE_INFINITY
    if (!segment || gap > 1.6 * piece.size) segments.push({ words: piece.words, x: piece.x, right: piece.right })
    else {
      const before = segment.words.charCodeAt(segment.words.length - 1)
      const after = piece.words.charCodeAt(0)
      // Justified Chinese text is set apart a little; only a wider gap was a space.
      const least = isWide(before) && isWide(after) ? 0.7 : 0.2
      const isSpaced = gap > least * piece.size && !/\s$/.test(segment.words) && !/^\s/.test(piece.words)
      segment.words += (isSpaced ? ' ' : '') + piece.words
      segment.right = Math.max(segment.right, piece.right)
    }
    last = piece
  }
  const [mainSize = 1] = [...sizes].reduce((best, one) => (one[1] > best[1] ? one : best), [1, 0])
  return {
    words: withoutAutoSpace(segments.map((segment) => segment.words.trim()).join(' ')),
    x: segments[0]?.x ?? 0,
    right: segments.at(-1)?.right ?? 0,
    y,
    size: mainSize,
    segments,
  }
}

/**
 * Word processors set Chinese and Latin or digits apart by a quarter of a character, which the text layer shows as a
 * space that was never typed.
 */
function withoutAutoSpace(words: string): string {
  return words.replace(/(?<=[\u3400-\u9fff]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[\u3400-\u9fff])/g, '')
}

/** Joins two lines of one paragraph: Chinese runs on, words and numbers of other scripts keep their space. */
export function joinWrapped(before: string, after: string): string {
  if (before === '') return after
  const needsSpace = isWordUnit(before.charCodeAt(before.length - 1)) && isWordUnit(after.charCodeAt(0))
  return before + (needsSpace ? ' ' : '') + after
}

/**
 * Puts lines that print in two columns into reading order: left column, then right column, between lines that run across.
 * Lines of a page with one column come back as they were.
 */
export function inReadingOrder(lines: readonly PrintedLine[], width: number): PrintedLine[] {
  const gutter = findGutter(lines, width)
  if (gutter === null) return [...lines]
  const ordered: PrintedLine[] = []
  let left: PrintedLine[] = []
  let right: PrintedLine[] = []
  const flush = () => {
    ordered.push(...left, ...right)
    left = []
    right = []
  }
  for (const line of lines) {
    if (line.segments.some((segment) => segment.x < gutter && segment.right > gutter)) {
      flush()
      ordered.push(line)
      continue
    }
    const sides = [
      line.segments.filter((segment) => segment.right <= gutter),
      line.segments.filter((segment) => segment.x >= gutter),
    ]
    if (sides[0]?.length) left.push(partOf(line, sides[0]))
    if (sides[1]?.length) right.push(partOf(line, sides[1]))
  }
  flush()
  return ordered
}

function partOf(line: PrintedLine, segments: Segment[]): PrintedLine {
  const words = withoutAutoSpace(segments.map((segment) => segment.words.trim()).join(' '))
  return { ...line, words, segments, x: segments[0]?.x ?? line.x, right: segments.at(-1)?.right ?? line.right }
}

/** The middle of the gap between two columns of prose, or null. Cells of a table do not fill their columns, prose does. */
function findGutter(lines: readonly PrintedLine[], width: number): number | null {
  const both = lines.filter((line) => line.segments.length === 2)
  if (both.length < 8 || both.length * 2 < lines.length) return null
  let low = width * 0.35
  let high = width * 0.65
  const rights = both.map((line) => line.segments[0]?.right ?? 0).sort((a, b) => a - b)
  const lefts = both.map((line) => line.segments[1]?.x ?? width).sort((a, b) => a - b)
  low = Math.max(low, rights[Math.floor(rights.length * 0.9)] ?? low)
  high = Math.min(high, lefts[Math.floor(lefts.length * 0.1)] ?? high)
  if (high <= low) return null
  const full = both.filter((line) => low - (line.segments[0]?.right ?? 0) < 2.5 * line.size).length
  return full * 10 >= both.length * 6 ? (low + high) / 2 : null
}
