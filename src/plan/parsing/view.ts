import type { Block, Span } from '../reading/types.ts'
import { foldWidths, unitsOf } from './chars.ts'

/** Replace `span` of the canonical text by `text` (nothing, to drop it), which has no full-width signs. */
export interface Edit {
  span: Span
  text: string
}

/** One block as the grammar sees it: a line of the view without its line break. */
export interface Line {
  start: number
  end: number
  kind: Block['kind']
  /** Index of the block in the source. */
  block: number
  /** Heading level stated by the source. */
  level: number | undefined
  /** Table the row belongs to, and its cells as spans of the view. */
  table: number | undefined
  cells: readonly Span[] | undefined
}

/**
 * The document as the grammar reads it: furniture and page numbers gone, proven repairs applied, one line for each
 * block. Offsets into it lead back to the canonical text, which itself never changes.
 */
export interface View {
  /** The repaired text, in the widths of the print. */
  text: string
  /** The same text, unit for unit, with full-width ASCII folded to half width: what patterns are written against. */
  plain: string
  /** The units of `plain`, for what looks at every one of them. */
  units: Uint16Array
  lines: readonly Line[]
  /** Canonical offset of the unit at a view offset. */
  canonical(offset: number): number
  /** Canonical span of a stretch of the view; an empty stretch gives an empty span. */
  span(start: number, end: number): Span
}

/**
 * Builds the view in one pass over blocks and edits.
 * @param edits in text order, not overlapping, each inside one block
 * @param continued for each block whether it goes on with the line of the block before
 * @param folded the text in half width
 */
export function viewOf(
  text: string,
  blocks: readonly Block[],
  edits: readonly Edit[] = [],
  continued: Uint8Array | null = null,
  folded: string = foldWidths(text),
): View {
  const parts: string[] = []
  const plainParts: string[] = []
  // Pieces of the view: where each starts, the canonical text it stands for, and whether it was copied as it is.
  const starts: number[] = []
  const froms: number[] = []
  const tos: number[] = []
  const copied: boolean[] = []
  let length = 0
  const put = (part: string, from: number, to: number) => {
    if (part === '') return
    starts.push(length)
    froms.push(from)
    tos.push(to)
    copied.push(false)
    parts.push(part)
    plainParts.push(part)
    length += part.length
  }
  const copy = (from: number, to: number) => {
    if (from === to) return
    const last = starts.length - 1
    if (last >= 0 && copied[last] && tos[last] === from) tos[last] = to
    else {
      starts.push(length)
      froms.push(from)
      tos.push(to)
      copied.push(true)
    }
    parts.push(text.slice(from, to))
    plainParts.push(folded.slice(from, to))
    length += to - from
  }

  let nextEdit = 0
  /** Copies a stretch with its edits and inner line breaks taken out. */
  const copyStretch = (from: number, to: number) => {
    let at = from
    while (nextEdit < edits.length && (edits[nextEdit] as Edit).span[0] < to) {
      const edit = edits[nextEdit++] as Edit
      if (edit.span[0] < at || edit.span[1] > to) continue
      copyUnbroken(at, edit.span[0])
      put(edit.text, edit.span[0], edit.span[1])
      at = edit.span[1]
    }
    copyUnbroken(at, to)
  }
  const copyUnbroken = (from: number, to: number) => {
    let at = from
    while (at < to) {
      const lineBreak = nextBreak < to ? nextBreak : -1
      if (lineBreak < 0) break
      if (lineBreak >= at) {
        copy(at, lineBreak)
        at = lineBreak + 1
      }
      advanceBreak(lineBreak + 1)
    }
    if (at < to) copy(at, to)
  }
  let nextBreak = -1
  const advanceBreak = (from: number) => {
    const found = text.indexOf('\n', from)
    nextBreak = found < 0 ? Number.POSITIVE_INFINITY : found
  }

  const lines: Line[] = []
  for (let b = 0; b < blocks.length; b++) {
    const block = blocks[b] as Block
    if (block.kind === 'furniture' || block.span[1] <= block.span[0]) continue
    const [from, to] = block.span
    while (nextEdit < edits.length && (edits[nextEdit] as Edit).span[0] < from) nextEdit++
    if (nextBreak < from) advanceBreak(from)
    const open = continued?.[b] === 1 ? lines.at(-1) : undefined
    if (open) {
      copyStretch(from, to)
      open.end = length
      continue
    }
    if (length > 0) put('\n', from, from)
    const start = length
    let cells: Span[] | undefined
    if (block.cells && block.cells.length > 0) {
      cells = []
      let at = from
      for (const [cellFrom, cellTo] of block.cells) {
        if (cellFrom < at || cellTo > to || cellTo < cellFrom) continue
        copyStretch(at, cellFrom)
        const cellStart = length
        copyStretch(cellFrom, cellTo)
        cells.push([cellStart, length])
        at = cellTo
      }
      copyStretch(at, to)
    } else copyStretch(from, to)
    lines.push({ start, end: length, kind: block.kind, block: b, level: block.level, table: block.table, cells })
  }

  const plain = plainParts.join('')
  const holds = (piece: number, offset: number) =>
    (starts[piece] as number) <= offset && (piece + 1 === starts.length || offset < (starts[piece + 1] as number))
  let last = 0
  /** Piece that holds a view offset: mostly the same as was asked for last, else found by a binary search. */
  const pieceOf = (offset: number) => {
    if (holds(last, offset)) return last
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    last = low
    return low
  }
  const startOf = (offset: number) => {
    if (starts.length === 0) return 0
    const piece = pieceOf(offset)
    const from = froms[piece] as number
    return copied[piece] ? Math.min(from + offset - (starts[piece] as number), tos[piece] as number) : from
  }
  const endOf = (offset: number) => {
    const piece = pieceOf(offset - 1)
    return copied[piece] ? (froms[piece] as number) + offset - (starts[piece] as number) : (tos[piece] as number)
  }
  return {
    text: parts.join(''),
    plain,
    units: unitsOf(plain),
    lines,
    canonical: startOf,
    span(start, end) {
      const from = startOf(start)
      return end <= start ? [from, from] : [from, Math.max(from, endOf(end))]
    },
  }
}
