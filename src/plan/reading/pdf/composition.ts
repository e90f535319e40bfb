import type { Assembly } from '../assembly.ts'
import { lexicalFurniture } from '../furniture.ts'
import { type GridRow, layRows } from '../grid.ts'
import type { PrintedLine } from './lines.ts'
import type { PdfPage } from './page.ts'
import { continues, extend, isContentsEntry, type Paragraph, type PlacedLine, usualLeading } from './paragraphs.ts'
import type { RuledTable } from './tables.ts'

interface ComposedPage extends PdfPage {
  tables: RuledTable[]
  lines: PrintedLine[]
}

interface OpenTable {
  number: number
  columns: number[]
  head: string
  /** The last row, kept back because it may go on on the next page. */
  last: GridRow | null
  source: string
}

/**
 * Puts pages together into one text. A paragraph or a table that goes on on the next page goes on in the text; the page
 * number and running heads between its parts follow it.
 */
export class Composition {
  readonly #assembly: Assembly
  readonly #margins: ReadonlyMap<PrintedLine, string>
  readonly #leading: number
  readonly #placed = new Map<PrintedLine, PlacedLine>()
  #paragraph: Paragraph | null = null
  #lastLine: PlacedLine | null = null
  #table: OpenTable | null = null
  #held: { words: string; source: string; reason: string }[] = []

  constructor(assembly: Assembly, pages: readonly ComposedPage[], margins: ReadonlyMap<PrintedLine, string>) {
    this.#assembly = assembly
    this.#margins = margins
    const body: PlacedLine[] = []
    for (const page of pages) {
      const lines = page.lines.filter((line) => !margins.has(line))
      edgesOf(lines, page).forEach((edges, index) => {
        const line = lines[index]
        if (!line) return
        const placed = { line, page: page.number, ...edges }
        this.#placed.set(line, placed)
        body.push(placed)
      })
    }
    this.#leading = usualLeading(body)
  }

  addPage(page: ComposedPage): void {
    const tables = [...page.tables]
    for (const line of page.lines) {
      const reason = this.#margins.get(line)
      if (reason !== undefined) {
        this.#hold(line.words, page.number, reason)
        continue
      }
      while (tables[0] && tables[0].top < line.y) this.#addTable(tables.shift(), page.number)
      this.#addLine(line, page.number)
    }
    for (const table of tables) this.#addTable(table, page.number)
    for (const words of page.tilted) this.#hold(words, page.number, 'watermark')
  }

  finish(): void {
    this.#endParagraph()
    this.#endTable()
    this.#release()
  }

  #hold(words: string, page: number, reason: string): void {
    this.#held.push({ words, source: `page ${page}`, reason })
    if (!this.#paragraph && !this.#table) this.#release()
  }

  #release(): void {
    for (const { words, source, reason } of this.#held) this.#assembly.add('furniture', words, source, { reason })
    this.#held = []
  }

  #addLine(line: PrintedLine, page: number): void {
    const placed = this.#placed.get(line)
    if (!placed) return
    const reason = isContentsEntry(line.words) ? 'table of contents' : lexicalFurniture(line.words)
    if (reason !== null) {
      this.#endParagraph()
      this.#endTable()
      this.#hold(line.words, page, reason)
      return
    }
    this.#endTable()
    if (this.#paragraph && this.#lastLine && continues(this.#lastLine, placed, this.#leading))
      extend(this.#paragraph, placed)
    else {
      this.#endParagraph()
      this.#paragraph = { words: line.words, page, lastPage: page }
    }
    this.#lastLine = placed
  }

  #endParagraph(): void {
    const paragraph = this.#paragraph
    this.#paragraph = null
    this.#lastLine = null
    if (!paragraph) return
    const { words, page, lastPage } = paragraph
    this.#assembly.add('paragraph', words, page === lastPage ? `page ${page}` : `pages ${page}-${lastPage}`)
    this.#release()
  }

  #addTable(table: RuledTable | undefined, page: number): void {
    if (!table) return
    this.#endParagraph()
    const rows = [...layRows(table.rows)]
    let first = 0
    if (this.#table && hasSameColumns(this.#table.columns, table.columns)) {
      if (rows[0] && keyOf(rows[0]) === this.#table.head) {
        this.#hold(rows[0].cells.join(' '), page, 'repeated table head')
        first = 1
      }
      const next = rows[first]
      if (next && this.#table.last && goesOn(this.#table.last, next)) {
        mergeRow(this.#table.last, next)
        first++
      } else if (next && this.#table.last) reachDown(this.#table.last, next)
    } else {
      this.#endTable()
      this.#table = {
        number: this.#assembly.newTable(),
        columns: table.columns,
        head: rows[0] ? keyOf(rows[0]) : '',
        last: null,
        source: '',
      }
    }
    for (const row of rows.slice(first)) {
      this.#putRow()
      this.#table.last = row
      this.#table.source = `page ${page}`
    }
  }

  #putRow(): void {
    const table = this.#table
    if (!table?.last) return
    this.#assembly.addRow(table.last.cells, table.source, table.number, table.last.repeats)
    table.last = null
    this.#release()
  }

  #endTable(): void {
    if (!this.#table) return
    this.#putRow()
    this.#table = null
    this.#release()
  }
}

const keyOf = (row: GridRow) => row.cells.join('\t').replace(/[ \u3000]+/g, '')

function hasSameColumns(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((x, index) => Math.abs(x - (b[index] ?? 0)) < 6)
}

/** Whether the first row of a page is the rest of the last row of the page before: its number is missing, a sentence goes on. */
function goesOn(last: GridRow, next: GridRow): boolean {
  if (last.cells.length !== next.cells.length || next.cells.length < 2 || next.cells[0] !== '') return false
  const filled = next.cells.flatMap((cell, index) => (cell === '' ? [] : [index]))
  return (
    filled.length * 2 <= next.cells.length ||
    filled.some((index) => index > 0 && last.cells[index] !== '' && !/[。；;.]$/.test(last.cells[index] ?? ''))
  )
}

function mergeRow(last: GridRow, next: GridRow): void {
  next.cells.forEach((cell, index) => {
    if (cell !== '') last.cells[index] = `${last.cells[index] ?? ''}${cell}`
  })
}

/** A merged first cell that reaches over the page break governs the rows after it. */
function reachDown(last: GridRow, next: GridRow): void {
  const above = last.cells[0]
  if (next.cells.length === last.cells.length && next.cells[0] === '' && above) {
    next.cells[0] = above
    next.repeats.push(0)
  }
}

interface Edges {
  left: number
  right: number
  area: { left: number; right: number }
}

/** Left and right edge of the text area around each line: of the page, or of its column, among lines of like size. */
function edgesOf(lines: readonly PrintedLine[], page: ComposedPage): Edges[] {
  const middle = page.width / 2
  const areColumns = lines.some((line, index) => index > 0 && line.y < (lines[index - 1]?.y ?? 0))
  const keys = lines.map((line) => {
    const side = !areColumns ? 'page' : line.right <= middle ? 'left' : line.x >= middle ? 'right' : 'across'
    return { side, step: Math.round(Math.log(Math.max(1, line.size)) / 0.15) }
  })
  const groups = new Map<string, { left: number; right: number; rights: number[] }>()
  const areas = new Map<string, { left: number; right: number }>()
  lines.forEach((line, index) => {
    const { side, step } = keys[index] ?? { side: 'page', step: 0 }
    const area = areas.get(side)
    areas.set(side, { left: Math.min(area?.left ?? line.x, line.x), right: Math.max(area?.right ?? 0, line.right) })
    // Each size counts for its neighbours too: a heading is indented against the text around it.
    for (let near = step - 2; near <= step + 2; near++) {
      const edges = groups.get(`${side}/${near}`) ?? { left: Number.POSITIVE_INFINITY, right: 0, rights: [] }
      edges.left = Math.min(edges.left, line.x)
      edges.right = Math.max(edges.right, line.right)
      edges.rights.push(line.right)
      groups.set(`${side}/${near}`, edges)
    }
  })
  for (const edges of groups.values()) {
    // Where hardly a line reaches the edge, nothing shows where it is; margins are then taken as equal.
    const full = edges.rights.filter((right) => edges.right - right < 12).length
    if (full < 3 && !areColumns) edges.right = Math.max(edges.right, page.width - edges.left)
  }
  return lines.map((line, index) => {
    const { side, step } = keys[index] ?? { side: 'page', step: 0 }
    const { left, right } = groups.get(`${side}/${step}`) ?? { left: line.x, right: line.right }
    return { left, right, area: areas.get(side) ?? { left, right } }
  })
}
