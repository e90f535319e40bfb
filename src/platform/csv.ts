import { isAscii } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

/** Longest line of a table, with its quoted line breaks. */
const MOST_LINE = 64 * 1024
const LOOK_AT = 64 * 1024

/** A row of a table, and its number as an editor counts lines. */
export type TakeRow = (cells: string[], row: number) => void

/**
 * UTF-8, or what Chinese spreadsheets write where it is not (GBK, read as GB 18030): the first portion with more than ASCII
 * tells. Null where it is no text at all.
 */
async function encodingOf(path: string): Promise<'utf-8' | 'gb18030' | 'utf-16le' | null> {
  const file = await open(path)
  try {
    const portion = async (from: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOK_AT), 0, LOOK_AT, from)
      return buffer.subarray(0, bytesRead)
    }
    let bytes = await portion(0)
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
    for (let from = LOOK_AT; bytes.length === LOOK_AT && !bytes.includes(0) && isAscii(bytes); from += LOOK_AT)
      bytes = await portion(from)
    if (bytes.includes(0)) return null
    // The last character may be cut.
    for (let cut = 0; cut < 4; cut++) {
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.length - cut))
        return 'utf-8'
      } catch {}
      if (bytes.length < LOOK_AT) break
    }
    const text = new TextDecoder('gb18030').decode(bytes)
    return /[\u4e00-\u9fff]/.test(text) && !text.slice(0, -2).includes('\ufffd') ? 'gb18030' : null
  } finally {
    await file.close()
  }
}

/**
 * Reads CSV (RFC 4180) row by row, separated by comma, semicolon or tab as its first line is; only a portion of it is in
 * memory at once.
 * @param row takes every row that is not empty
 * @param fault takes what is no row
 * @returns false where the file is no text at all, and nothing was taken
 */
export async function readCsv(
  path: string,
  row: TakeRow,
  fault: (row: number, code: string, expected: string) => void,
): Promise<boolean> {
  const encoding = await encodingOf(path)
  if (!encoding) return false
  const decoder = new TextDecoder(encoding)
  const lines = new Lines(row, fault)
  for await (const portion of createReadStream(path, { highWaterMark: 1024 * 1024 }))
    lines.take(decoder.decode(portion as Buffer, { stream: true }))
  lines.take(decoder.decode())
  lines.end()
  return true
}

class Lines {
  readonly #row: TakeRow
  readonly #fault: (row: number, code: string, expected: string) => void
  #rest = ''
  #line = 0
  #separator = ''
  /** A row that goes on in the next line, and where it began. */
  #open: { lines: string[]; length: number; line: number } | undefined

  constructor(row: TakeRow, fault: (row: number, code: string, expected: string) => void) {
    this.#row = row
    this.#fault = fault
  }

  take(text: string): void {
    const all = this.#rest + text
    let from = 0
    for (let at = all.indexOf('\n'); at >= 0; at = all.indexOf('\n', from)) {
      this.#take(all.charCodeAt(at - 1) === 13 && at > from ? all.slice(from, at - 1) : all.slice(from, at))
      from = at + 1
    }
    this.#rest = all.slice(from)
    if (this.#rest.length > MOST_LINE) {
      this.#fault(this.#line + 1, 'line_too_long', `at most ${MOST_LINE} characters`)
      this.#rest = ''
    }
  }

  end(): void {
    if (this.#rest !== '') this.#take(this.#rest.replace(/\r$/, ''))
    if (this.#open) this.#fault(this.#open.line, 'quote_open', 'a closing quotation mark')
  }

  #take(line: string): void {
    this.#line++
    if (this.#open) {
      const { lines, line: began } = this.#open
      // Looked at line by line: the whole of it again for each would take the square of its length.
      lines.push(line)
      this.#open.length += line.length + 1
      if (this.#open.length > MOST_LINE) {
        this.#fault(began, 'quote_open', 'a closing quotation mark')
        this.#open = undefined
      } else if (isOpen(line)) {
        this.#open = undefined
        this.#give(lines.join('\n'), began)
      }
      return
    }
    if (line === '') return
    const quoted = line.includes('"')
    if (quoted && isOpen(line)) this.#open = { lines: [line], length: line.length, line: this.#line }
    else this.#give(line, this.#line, quoted)
  }

  #give(line: string, number: number, quoted = true): void {
    const text = number === 1 ? line.replace(/^\ufeff/, '') : line
    this.#separator ||= separatorOf(text)
    const cells = quoted ? cellsOf(text, this.#separator) : plainCells(text, this.#separator)
    // What does not decode is some other character: nobody guesses which.
    if (text.includes('\ufffd')) this.#fault(number, 'character_unknown', 'UTF-8 or GB 18030')
    // A line of separators alone is an empty row.
    else if (text.length >= cells.length) this.#row(cells, number)
  }
}

const isOpen = (text: string) => {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++
  return count % 2 === 1
}

function separatorOf(line: string): string {
  const count = (sign: string) => line.split(sign).length
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** `split` goes through the engine's slow path for every line. */
function plainCells(line: string, separator: string): string[] {
  const cells: string[] = []
  let from = 0
  for (let at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, from)) {
    cells.push(line.slice(from, at))
    from = at + 1
  }
  cells.push(line.slice(from))
  return cells
}

function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = []
  let [cell, quoted] = ['', false]
  for (let at = 0; at < line.length; at++) {
    const one = line[at] as string
    if (quoted) {
      if (one !== '"') cell += one
      else if (line[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = false
    } else if (one === '"' && cell === '') quoted = true
    else if (one === separator) {
      cells.push(cell)
      cell = ''
    } else cell += one
  }
  return [...cells, cell]
}
