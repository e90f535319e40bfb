import { columnCount, type GridCell } from '../grid.ts'

/** What a Word document holds, in reading order: paragraphs (with their line breaks as \n) and tables. */
export type StoryItem = StoryParagraph | StoryTable

export interface StoryParagraph {
  is: 'paragraph'
  words: string
  source: string
  level?: number
  isTitle?: true
  isContents?: true
  /** Size of its type where it is set in the middle, in half points. */
  centredSize?: number
}

interface StoryTable {
  is: 'table'
  source: string
  rows: GridCell[][]
}

/** A cell of an open table as Word states it. */
export interface WordCell {
  items: StoryItem[]
  columnSpan: number
  /** `restart` begins a vertically merged cell, `continue` belongs to the one above. */
  merge: 'restart' | 'continue' | null
  /** Continues the cell to its left (an older way to merge). */
  joinsLeft: boolean
}

export interface WordRow {
  cells: WordCell[]
  /** Columns left free before the first cell. */
  before: number
  isDeleted: boolean
}

/** Words of a cell on one line: its paragraphs, and the rows of tables inside it, separated by spaces. */
export function wordsOfCell(items: readonly StoryItem[]): string {
  return items
    .map((item) =>
      item.is === 'paragraph'
        ? item.words.trim()
        : item.rows
            .map((row) =>
              row
                .map((cell) => cell.words)
                .filter(Boolean)
                .join(' '),
            )
            .join(' '),
    )
    .filter(Boolean)
    .join(' ')
}

/** A table of one column frames paragraphs (专栏): they stay paragraphs. Any other becomes rows. */
export function itemsOfTable(rows: readonly WordRow[], source: string): StoryItem[] {
  const kept = rows.filter((row) => !row.isDeleted)
  const grid = gridOf(kept)
  if (columnCount(grid) > 1) return [{ is: 'table', source, rows: grid }]
  return kept.flatMap((row) => row.cells.flatMap((cell) => (cell.merge === 'continue' ? [] : cell.items)))
}

/** Turns Word's marks of merged cells into spans of rows and columns. */
function gridOf(rows: readonly WordRow[]): GridCell[][] {
  const open = new Map<number, GridCell>()
  return rows.map((row) => {
    const cells: GridCell[] = []
    let column = 0
    if (row.before > 0) {
      cells.push({ words: '', rowSpan: 1, columnSpan: row.before })
      column = row.before
    }
    for (const cell of row.cells) {
      const left = cells.at(-1)
      const above = open.get(column)
      if (cell.joinsLeft && left) left.columnSpan += cell.columnSpan
      else if (cell.merge === 'continue' && above) above.rowSpan++
      else {
        const placed = { words: wordsOfCell(cell.items), rowSpan: 1, columnSpan: cell.columnSpan }
        cells.push(placed)
        if (cell.merge === 'restart') open.set(column, placed)
        else open.delete(column)
      }
      column += cell.columnSpan
    }
    return cells
  })
}
