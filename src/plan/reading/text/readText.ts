import { findFurniture, type TextLine } from '../furniture.ts'
import { refusals } from '../refusals.ts'
import type { Block, SourceText, Span } from '../types.ts'
import { decodeText } from './encoding.ts'
import { trimmed, withLineFeeds } from './lines.ts'

/**
 * Reads a plain text file. Its canonical text is its own text with every line end written \n and the byte order mark
 * dropped; each line that has a word is one block.
 * @throws Refusal not_text, encoding_undecidable, encoding_damaged, document_without_text
 */
export function readText(bytes: Uint8Array, file: string): SourceText {
  const text = withLineFeeds(decodeText(bytes, file))
  const blocks = blocksOfLines(text)
  if (!blocks.some((block) => block.kind !== 'furniture')) throw refusals.documentWithoutText(file, 'txt')
  const title = citedTitle(text, blocks)
  return { format: 'txt', text, blocks, stated: title === null ? {} : { title } }
}

interface Line extends TextLine {
  end: number
  number: number
}

function blocksOfLines(text: string): Block[] {
  const lines: Line[] = []
  let number = 0
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start)
    const end = feed === -1 ? text.length : feed
    number++
    const [from, to] = trimmed(text, start, end)
    if (from < to) lines.push({ words: text.slice(from, to), start: from, end: to, number })
    start = end + 1
  }
  const furniture = findFurniture(lines)
  const tables = findTables(lines, furniture)
  return lines.map((line, index): Block => {
    const place = { span: [line.start, line.end] as const, source: `line ${line.number}` }
    const reason = furniture.get(index)
    if (reason !== undefined) return { kind: 'furniture', ...place, reason }
    const table = tables.get(index)
    if (table !== undefined) return { kind: 'table_row', ...place, table, cells: cellsOf(text, line) }
    return { kind: 'paragraph', ...place }
  })
}

function cellsOf(text: string, line: Line): Span[] {
  const cells: Span[] = []
  for (let start = line.start; start <= line.end; ) {
    const tab = text.indexOf('\t', start)
    const end = tab === -1 || tab > line.end ? line.end : tab
    const [from, to] = trimmed(text, start, end)
    cells.push([from, to])
    start = end + 1
  }
  return cells
}

const BARE_MARKER = /^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[-*•●·—]+|第[一二三四五六七八九十\d]+[章节条])$/

/**
 * Tables that were pasted as text: at least two lines in a row with the same number of TABs, the first of which is a
 * header, that is, short words and no list marker. Maps line index to table number.
 */
function findTables(lines: readonly Line[], furniture: ReadonlyMap<number, string>): Map<number, number> {
  const tables = new Map<number, number>()
  let next = 0
  for (let first = 0; first < lines.length; ) {
    const columns = furniture.has(first) ? 1 : columnsOf(lines[first])
    let end = first + 1
    while (
      end < lines.length &&
      columns > 1 &&
      lines[end]?.number === (lines[end - 1]?.number ?? 0) + 1 &&
      columnsOf(lines[end]) === columns &&
      !furniture.has(end)
    )
      end++
    if (columns > 1 && end - first > 1 && isHeader(lines[first])) {
      for (let index = first; index < end; index++) tables.set(index, next)
      next++
    }
    first = end
  }
  return tables
}

function columnsOf(line: Line | undefined): number {
  if (!line) return 0
  let columns = 1
  for (let tab = line.words.indexOf('\t'); tab !== -1; tab = line.words.indexOf('\t', tab + 1)) columns++
  return columns
}

function isHeader(line: Line | undefined): boolean {
  const cells = line?.words.split('\t') ?? []
  return cells.every((cell) => cell.trim().length <= 24 && !BARE_MARKER.test(cell.trim()) && !/[。；]/.test(cell))
}

/** Pages saved as text often end with `标题:…`. */
function citedTitle(text: string, blocks: readonly Block[]): string | null {
  for (const { span } of blocks.slice(-4)) {
    if (span[1] - span[0] > 120) continue
    const found = /^(?:文章|本文)?标题\s*[:：]\s*(.+)$/.exec(text.slice(...span))
    if (found?.[1]) return found[1]
  }
  return null
}
