import { Refusal } from '../../../platform/refusal.ts'
import type { SourceText } from '../types.ts'

/** The code that reading refuses with; fails when it reads, or throws anything but a Refusal. */
export async function refusalOf(reading: Promise<unknown>): Promise<Refusal> {
  try {
    await reading
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('was not refused')
}

/** Words of the blocks that are the document's own, one a line. */
export const ownWords = (source: SourceText) =>
  source.blocks.filter((block) => block.kind !== 'furniture').map((block) => source.text.slice(...block.span))

/** Reason and words of the furniture. */
export const furnitureOf = (source: SourceText) =>
  source.blocks
    .filter((block) => block.kind === 'furniture')
    .map((block) => [block.reason, source.text.slice(...block.span)])

/** Cells of the table rows, by their spans. */
export const rowsOf = (source: SourceText) =>
  source.blocks
    .filter((block) => block.kind === 'table_row')
    .map((block) => (block.cells ?? []).map((span) => source.text.slice(...span)))

/** Everything that holds of any source text whatever; null, or what does not. */
export function faultOf(source: SourceText): string | null {
  let end = 0
  for (const block of source.blocks) {
    const [from, to] = block.span
    if (!(from >= end && to >= from && to <= source.text.length))
      return `span ${from}-${to} after ${end} of ${source.text.length}`
    if (from === to) return `empty block at ${from}`
    const words = source.text.slice(from, to)
    if (words.includes('\n')) return `a line end in a block at ${from}`
    if (block.kind === 'furniture' && !block.reason) return `furniture without reason at ${from}`
    if (block.kind === 'table_row') {
      const cells = block.cells ?? []
      if (cells.length === 0 || block.table === undefined) return `a row without cells at ${from}`
      let cellEnd = from
      for (const [cellFrom, cellTo] of cells) {
        if (!(cellFrom >= cellEnd && cellTo >= cellFrom && cellTo <= to))
          return `cell ${cellFrom}-${cellTo} in row ${from}-${to}`
        cellEnd = cellTo
      }
      if (words.split('\t').length !== cells.length) return `${cells.length} cells in ${JSON.stringify(words)}`
      if ((block.repeats ?? []).some((index) => index >= cells.length)) return `repeats beyond the cells at ${from}`
    }
    end = to
  }
  if (/[\r\u2028\u2029]/.test(source.text)) return 'a line end that is not \\n'
  return null
}
