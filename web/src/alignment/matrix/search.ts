/** What the address of the matrix says. */
export interface MatrixSearch {
  /** Id of the upper document. */
  upper?: string
  /** What stands side by side; documents where it is not said. */
  columns?: 'jurisdictions'
  /** Row and column of the open cell. */
  cell?: string
}

export function readMatrixSearch(search: Readonly<Record<string, unknown>>): MatrixSearch {
  const { upper, columns, cell } = search
  return {
    ...(typeof upper === 'string' && /^[0-9a-f-]{36}$/i.test(upper) ? { upper } : {}),
    ...(columns === 'jurisdictions' ? { columns } : {}),
    ...(typeof cell === 'string' && /^\d+\.\d+$/.test(cell) ? { cell } : {}),
  }
}

/** Row and column of a cell, as the address says it. */
export function cellOf(cell: string | undefined): { row: number; column: number } | null {
  const [row, column] = cell?.split('.').map(Number) ?? []
  return row === undefined || column === undefined ? null : { row, column }
}
