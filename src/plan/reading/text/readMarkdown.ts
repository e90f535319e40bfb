import { Assembly } from '../assembly.ts'
import { findFurniture } from '../furniture.ts'
import { refusals } from '../refusals.ts'
import type { SourceText } from '../types.ts'
import { decodeText } from './encoding.ts'
import { withLineFeeds } from './lines.ts'

type Line =
  | { is: 'words'; words: string; number: number; level?: number }
  | { is: 'row'; cells: string[]; number: number; table: number }

/** A longer line is text, whatever marks it holds; looking for emphasis in it would cost time and find nothing. */
const LONGEST_MARKED = 20_000

/**
 * Reads Markdown. Its marks (`#`, `**`, `|`, `>`, links) are the container and are dropped from the canonical text, as
 * tags of HTML are; numbers of lists are words and stay. A line of the source stays a line: documents kept as Markdown
 * seldom leave blank lines between short paragraphs.
 * @throws Refusal not_text, encoding_undecidable, encoding_damaged, document_without_text
 */
export function readMarkdown(bytes: Uint8Array, file: string): SourceText {
  const lines = linesOf(withLineFeeds(decodeText(bytes, file)))
  const assembly = new Assembly(file)
  const tables = new Map<number, number>()
  let start = 0
  const furniture = findFurniture(
    lines.map((line) => {
      const words = line.is === 'words' && line.level === undefined ? line.words.trim() : ''
      start += words.length
      return { words, start: start - words.length }
    }),
  )
  lines.forEach((line, index) => {
    const source = `line ${line.number}`
    const reason = furniture.get(index)
    if (line.is === 'row') {
      const table = tables.get(line.table) ?? assembly.newTable()
      tables.set(line.table, table)
      assembly.addRow(line.cells, source, table)
    } else if (reason !== undefined) assembly.add('furniture', line.words, source, { reason })
    else if (line.level !== undefined) assembly.add('heading', line.words, source, { level: line.level })
    else assembly.add('paragraph', line.words, source)
  })
  if (!assembly.hasWords) throw refusals.documentWithoutText(file, 'md')
  const title = lines.find((line) => line.is === 'words' && line.level === 1)
  return {
    format: 'md',
    text: assembly.text,
    blocks: assembly.blocks,
    stated: title?.is === 'words' ? { title: title.words.trim() } : {},
  }
}

function linesOf(text: string): Line[] {
  const source = text.split('\n')
  const lines: Line[] = []
  let fence: string | null = null
  let table = 0
  for (let at = 0; at < source.length; at++) {
    const raw = source[at] ?? ''
    const number = at + 1
    if (raw.trim() === '') continue
    const opening = /^\s{0,3}(```|~~~)/.exec(raw)?.[1]
    if (opening && (fence === null || fence === opening)) {
      fence = fence === null ? opening : null
      continue
    }
    if (fence !== null) {
      lines.push({ is: 'words', words: raw, number })
      continue
    }
    if (raw.includes('|') && isDelimiter(source[at + 1] ?? '')) {
      lines.push({ is: 'row', cells: cellsOf(raw), number, table })
      for (at += 2; at < source.length && (source[at] ?? '').includes('|') && (source[at] ?? '').trim() !== ''; at++)
        lines.push({ is: 'row', cells: cellsOf(source[at] ?? ''), number: at + 1, table })
      at--
      table++
      continue
    }
    lines.push(lineOf(raw, number))
  }
  return lines
}

/** `| --- | :--: |` under the head of a table. */
function isDelimiter(line: string): boolean {
  return line.length < 2000 && line.includes('-') && line.includes('|') && /^[\s|:-]+$/.test(line)
}

function cellsOf(line: string): string[] {
  const cells: string[] = []
  let cell = ''
  for (let at = 0; at < line.length; at++) {
    const one = line.charAt(at)
    if (one === '\\' && line.charAt(at + 1) === '|') {
      cell += '|'
      at++
    } else if (one === '|') {
      cells.push(cell)
      cell = ''
    } else cell += one
  }
  cells.push(cell)
  const inner = cells.slice(cells[0]?.trim() === '' ? 1 : 0, cells.at(-1)?.trim() === '' ? -1 : undefined)
  return inner.map((words) => plain(words.replace(/<br\s*\/?>/gi, ' ').trim()))
}

function lineOf(raw: string, number: number): Line {
  const quoted = raw.replace(/^(?:\s{0,3}>\s?){1,20}/, '')
  const heading = /^\s{0,3}(#{1,6})\s+(.*)$/.exec(quoted)
  if (heading) {
    const words = plain(withoutClosingMarks(heading[2] ?? ''))
    return { is: 'words', words, number, level: heading[1]?.length ?? 1 }
  }
  if (/^\s{0,3}(?:[-*_]\s*){3,80}$/.test(quoted) || /^=+\s*$/.test(quoted)) return { is: 'words', words: '', number }
  return { is: 'words', words: plain(quoted.replace(/^\s*[-*+]\s+(?=\S)/, '')), number }
}

/** `## 总体要求 ##` may close as it opens. */
function withoutClosingMarks(words: string): string {
  const line = words.trimEnd()
  let end = line.length
  while (end > 0 && line[end - 1] === '#') end--
  return end < line.length && (end === 0 || line[end - 1] === ' ') ? line.slice(0, end) : line
}

/** Words without emphasis, code, links and escapes. */
function plain(words: string): string {
  if (words.length > LONGEST_MARKED) return words
  return words
    .replace(/!?\[([^\][]{0,500})\]\([^()\s]{0,500}\)/g, '$1')
    .replace(/\*\*|__(?=\S)|(?<=\S)__/g, '')
    .replace(/`([^`]{1,200})`/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!|>~])/g, '$1')
    .replace(/&nbsp;/g, '\u00a0')
}
