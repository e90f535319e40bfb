import { LIMITS } from './limits.ts'
import { refusals } from './refusals.ts'
import { trimmed } from './text/lines.ts'
import type { Block, Span } from './types.ts'

const LINE_BREAKS_AND_TABS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g

type Extra = Omit<Block, 'kind' | 'span' | 'source'>

/**
 * Builds canonical text line by line for sources that are not plain text. Each block is one line that ends with \n;
 * its span leaves out white space at both ends of the line.
 */
export class Assembly {
  readonly #file: string
  readonly #lines: string[] = []
  readonly blocks: Block[] = []
  #length = 0
  #tables = 0

  constructor(file: string) {
    this.#file = file
  }

  /** The number of the next table. */
  newTable(): number {
    return this.#tables++
  }

  /** Adds one line. Line breaks and TABs inside it become a space; a line of nothing but white space is left out. */
  add(kind: Block['kind'], words: string, source: string, extra: Extra = {}): void {
    const line = words.replace(LINE_BREAKS_AND_TABS, ' ')
    const [from, to] = trimmed(line, 0, line.length)
    if (from === to) return
    this.blocks.push({ kind, span: [this.#length + from, this.#length + to], source, ...extra })
    this.#push(line)
  }

  /** Adds a table row as one line, cells joined by TAB; a row without a word is left out. */
  addRow(
    cells: readonly string[],
    source: string,
    table: number,
    repeats: readonly number[] = [],
    extra: Extra = {},
  ): void {
    const words = cells.map((cell) => {
      const line = cell.replace(LINE_BREAKS_AND_TABS, ' ')
      return line.slice(...trimmed(line, 0, line.length))
    })
    if (words.every((cell) => cell === '')) return
    const spans: Span[] = []
    let at = this.#length
    for (const cell of words) {
      spans.push([at, at + cell.length])
      at += cell.length + 1
    }
    const span: Span = [this.#length, at - 1]
    this.blocks.push({
      kind: 'table_row',
      span,
      source,
      table,
      cells: spans,
      ...(repeats.length > 0 && { repeats }),
      ...extra,
    })
    this.#push(words.join('\t'))
  }

  #push(line: string): void {
    this.#lines.push(line)
    this.#length += line.length + 1
    if (this.#length > LIMITS.textLength)
      throw refusals.tooComplex(this.#file, `more than ${LIMITS.textLength} characters of text`)
  }

  get text(): string {
    return this.#lines.length === 0 ? '' : `${this.#lines.join('\n')}\n`
  }

  get hasWords(): boolean {
    return this.blocks.some((block) => block.kind !== 'furniture')
  }
}
