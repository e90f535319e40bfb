import type { GridCell } from '../grid.ts'
import { joinWrapped, linesOf } from './lines.ts'
import type { Piece, Rule } from './page.ts'

/** A table that is drawn with rules: where it is, its columns, and its cells. */
export interface RuledTable {
  top: number
  bottom: number
  columns: number[]
  rows: GridCell[][]
}

/** Rules that lie closer than this are the same rule, in points. */
const NEAR = 3
/** More pairs of rules than this are a drawing, not a table. */
const MOST_PAIRS = 20_000_000

interface Line {
  /** y of a horizontal rule, x of a vertical one. */
  at: number
  from: number
  to: number
}

/**
 * Finds the tables of a page by their rules and takes the pieces of text in them. What belongs to no table comes back
 * as `rest`. A frame with one column is a box around paragraphs, not a table.
 */
export function takeTables(pieces: readonly Piece[], rules: readonly Rule[]): { tables: RuledTable[]; rest: Piece[] } {
  const across = mergeLines(
    rules
      .filter((rule) => rule.x2 - rule.x1 > rule.y2 - rule.y1)
      .map((rule) => ({ at: (rule.y1 + rule.y2) / 2, from: rule.x1, to: rule.x2 })),
  )
  const down = mergeLines(
    rules
      .filter((rule) => rule.x2 - rule.x1 <= rule.y2 - rule.y1)
      .map((rule) => ({ at: (rule.x1 + rule.x2) / 2, from: rule.y1, to: rule.y2 })),
  )
  if (across.length < 2 || down.length < 1 || across.length * down.length > MOST_PAIRS)
    return { tables: [], rest: [...pieces] }
  const tables: RuledTable[] = []
  let rest = [...pieces]
  for (const group of connected(across, down)) {
    const frame = frameOf(group)
    if (!frame) continue
    const taken = rest.filter((piece) => isWithin(piece, frame))
    if (taken.every((piece) => piece.words.trim() === '')) continue
    const rows = rowsOf(frame, group, taken)
    if (rows === null) continue
    rest = rest.filter((piece) => !isWithin(piece, frame))
    tables.push({ top: frame.ys[0] ?? 0, bottom: frame.ys.at(-1) ?? 0, columns: frame.xs, rows })
  }
  return { tables: tables.sort((a, b) => a.top - b.top), rest }
}

/** Joins pieces of the same rule, which programs draw cell by cell. */
function mergeLines(lines: Line[]): Line[] {
  const sorted = lines.sort((a, b) => a.at - b.at)
  const merged: Line[] = []
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1
    const first = sorted[start]?.at ?? 0
    while (end < sorted.length && (sorted[end]?.at ?? 0) - first < NEAR / 2) end++
    let open: Line | null = null
    for (const line of sorted.slice(start, end).sort((a, b) => a.from - b.from)) {
      if (open && line.from <= open.to + NEAR) open.to = Math.max(open.to, line.to)
      else {
        open = { ...line, at: first }
        merged.push(open)
      }
    }
    start = end
  }
  return merged
}

interface Group {
  across: Line[]
  down: Line[]
}

/** Rules that touch each other belong to one table. */
function connected(across: readonly Line[], down: readonly Line[]): Group[] {
  const parents = [...across, ...down].map((_, index) => index)
  const rootOf = (index: number) => {
    let at = index
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at
      at = parents[at] ?? at
    }
    return at
  }
  down.forEach((vertical, index) => {
    across.forEach((horizontal, other) => {
      const meets =
        horizontal.at >= vertical.from - NEAR &&
        horizontal.at <= vertical.to + NEAR &&
        vertical.at >= horizontal.from - NEAR &&
        vertical.at <= horizontal.to + NEAR
      if (meets) parents[rootOf(across.length + index)] = rootOf(other)
    })
  })
  const groups = new Map<number, Group>()
  const groupOf = (index: number) => {
    const root = rootOf(index)
    const group = groups.get(root) ?? { across: [], down: [] }
    groups.set(root, group)
    return group
  }
  across.forEach((line, index) => {
    groupOf(index).across.push(line)
  })
  down.forEach((line, index) => {
    groupOf(across.length + index).down.push(line)
  })
  return [...groups.values()]
}

interface Frame {
  xs: number[]
  ys: number[]
}

function frameOf({ across, down }: Group): Frame | null {
  if (across.length < 2 || down.length < 1) return null
  // A table may be open at its sides; its horizontal rules then show how wide it is.
  const xs = positions([
    ...down.map((line) => line.at),
    Math.min(...across.map((line) => line.from)),
    Math.max(...across.map((line) => line.to)),
  ])
  const ys = positions(across.map((line) => line.at))
  return xs.length >= 3 && ys.length >= 2 && (xs.length - 1) * (ys.length - 1) <= 100_000 ? { xs, ys } : null
}

function positions(values: readonly number[]): number[] {
  const kept: number[] = []
  for (const value of [...values].sort((a, b) => a - b))
    if (kept.length === 0 || value - (kept.at(-1) ?? 0) > NEAR) kept.push(value)
  return kept
}

const middleOf = (piece: Piece) => piece.y - piece.size * 0.35

function isWithin(piece: Piece, { xs, ys }: Frame): boolean {
  const x = (piece.x + piece.right) / 2
  const y = middleOf(piece)
  return x > (xs[0] ?? 0) - 1 && x < (xs.at(-1) ?? 0) + 1 && y > (ys[0] ?? 0) - 1 && y < (ys.at(-1) ?? 0) + 1
}

/** Cells of the grid, joined where no rule divides them; null when only one column is left. */
function rowsOf(frame: Frame, group: Group, pieces: readonly Piece[]): GridCell[][] | null {
  const columns = frame.xs.length - 1
  const bands = frame.ys.length - 1
  const owner = joinCells(frame, group)
  const held = new Map<number, Piece[]>()
  for (const piece of pieces) {
    const column = slotOf(frame.xs, Math.min(piece.x + piece.size / 2, (piece.x + piece.right) / 2))
    const band = slotOf(frame.ys, middleOf(piece))
    const cell = owner[band * columns + column] ?? 0
    const list = held.get(cell)
    if (list) list.push(piece)
    else held.set(cell, [piece])
  }
  const spans = new Map<number, { bottom: number; right: number }>()
  owner.forEach((cell, index) => {
    const span = spans.get(cell) ?? { bottom: 0, right: 0 }
    spans.set(cell, {
      bottom: Math.max(span.bottom, Math.floor(index / columns)),
      right: Math.max(span.right, index % columns),
    })
  })
  const rows: GridCell[][] = []
  let mostColumns = 0
  for (let band = 0; band < bands; band++) {
    const row: GridCell[] = []
    for (let column = 0; column < columns; column++) {
      const index = band * columns + column
      if (owner[index] !== index) continue
      const span = spans.get(index) ?? { bottom: band, right: column }
      const left = frame.xs[column] ?? 0
      const right = frame.xs[span.right + 1] ?? left
      row.push({
        words: wordsOfCell(held.get(index) ?? [], left, right),
        rowSpan: span.bottom - band + 1,
        columnSpan: span.right - column + 1,
      })
    }
    mostColumns = Math.max(mostColumns, row.length)
    rows.push(row)
  }
  return mostColumns > 1 ? rows : null
}

/** For each cell of the grid, the upper left cell of the merged cell that it belongs to. */
function joinCells({ xs, ys }: Frame, { across, down }: Group): number[] {
  const columns = xs.length - 1
  const bands = ys.length - 1
  const divides = (lines: readonly Line[], at: number, middle: number) =>
    lines.some((line) => Math.abs(line.at - at) <= NEAR && line.from <= middle + 1 && line.to >= middle - 1)
  const byColumn = xs.map((x) => down.filter((line) => Math.abs(line.at - x) <= NEAR))
  const byBand = ys.map((y) => across.filter((line) => Math.abs(line.at - y) <= NEAR))
  const owner: number[] = []
  for (let band = 0; band < bands; band++) {
    const y = ((ys[band] ?? 0) + (ys[band + 1] ?? 0)) / 2
    for (let column = 0; column < columns; column++) {
      const index = band * columns + column
      const x = ((xs[column] ?? 0) + (xs[column + 1] ?? 0)) / 2
      const isOpenLeft = column > 0 && !divides(byColumn[column] ?? [], xs[column] ?? 0, y)
      const isOpenAbove = band > 0 && !divides(byBand[band] ?? [], ys[band] ?? 0, x)
      if (isOpenLeft) owner.push(owner[index - 1] ?? index)
      else if (isOpenAbove) owner.push(owner[index - columns] ?? index)
      else owner.push(index)
    }
  }
  return owner
}

/** Index of the slot between two positions that holds a value. */
function slotOf(positions: readonly number[], value: number): number {
  let slot = 0
  while (slot < positions.length - 2 && value >= (positions[slot + 1] ?? 0)) slot++
  return slot
}

/**
 * Words of a cell. Lines that were wrapped run on; a line that ends early, flush left, is an item of its own and is
 * followed by a space.
 */
function wordsOfCell(pieces: readonly Piece[], left: number, right: number): string {
  let words = ''
  let isItem = false
  for (const line of linesOf(pieces)) {
    words = isItem ? `${words} ${line.words}` : joinWrapped(words, line.words)
    const free = right - line.right
    const isCentred = Math.abs(line.x - left - free) < line.size
    isItem = (free > 2.2 * line.size + 6 && !isCentred) || /[。；;]$/.test(line.words)
  }
  return words
}
