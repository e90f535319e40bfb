import { LIMITS } from './limits.ts'

/** One cell as a source states it: its words and how many rows and columns it covers. */
export interface GridCell {
  words: string
  rowSpan: number
  columnSpan: number
}

export interface GridRow {
  cells: string[]
  /** Indices of cells that repeat a merged cell. */
  repeats: number[]
}

interface Reaching {
  words: string
  rowsLeft: number
}

/** Columns of the widest row, as if nothing reached down from above. */
export function columnCount(rows: readonly (readonly GridCell[])[]): number {
  let most = 0
  for (const row of rows)
    most = Math.max(
      most,
      row.reduce((sum, cell) => sum + cell.columnSpan, 0),
    )
  return Math.min(most, LIMITS.tableColumns)
}

/**
 * Lays out table rows with merged cells repeated wherever they govern: in each row they reach down to and in each column
 * they cover, so that a column index means the same in every row. A cell that covers all columns governs the row as
 * such and stays one cell.
 */
export function* layRows(rows: readonly (readonly GridCell[])[]): Generator<GridRow> {
  const columns = columnCount(rows)
  const reaching: (Reaching | undefined)[] = []
  for (const row of rows) {
    const only = row[0]
    if (
      row.length === 1 &&
      only &&
      columns > 1 &&
      only.columnSpan >= columns &&
      reaching.every((one) => !one?.rowsLeft)
    ) {
      yield { cells: [only.words], repeats: [] }
      continue
    }
    const laid: GridRow = { cells: [], repeats: [] }
    const takeReaching = () => {
      for (let above = reaching[laid.cells.length]; above && above.rowsLeft > 0; above = reaching[laid.cells.length]) {
        above.rowsLeft--
        laid.repeats.push(laid.cells.length)
        laid.cells.push(above.words)
      }
    }
    for (const cell of row) {
      takeReaching()
      for (let part = 0; part < cell.columnSpan && laid.cells.length < LIMITS.tableColumns; part++) {
        if (part > 0) laid.repeats.push(laid.cells.length)
        reaching[laid.cells.length] = { words: cell.words, rowsLeft: cell.rowSpan - 1 }
        laid.cells.push(cell.words)
      }
    }
    takeReaching()
    laid.repeats = laid.repeats.filter((index) => laid.cells[index] !== '')
    yield laid
  }
}
