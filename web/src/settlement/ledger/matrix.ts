import type { Balances } from '../../../../src/settlement/schemas.ts'

/** One account of the matrix: what it owes each other, what it owes in all, what it is owed, and its balance. */
export interface MatrixRow {
  id: number
  name: string
  owes: ReadonlyMap<number, { netFen: number; transfers: number }>
  owesFen: number
  dueFen: number
  balanceFen: number | null
}

/** The matrix of who owes whom, with its sums; accounts that owe and are owed nothing stand last. */
export function matrixOf({ accounts, cells }: Balances): { rows: MatrixRow[]; totalFen: number } {
  const rows = accounts.map(({ id, name, balanceFen }) => {
    const own = cells.filter(({ from }) => from === id)
    return {
      ...{ id, name, balanceFen },
      owes: new Map(own.map(({ to, netFen, transfers }) => [to, { netFen, transfers }])),
      owesFen: sum(own),
      dueFen: sum(cells.filter(({ to }) => to === id)),
    }
  })
  const busy = rows.filter(({ owesFen, dueFen }) => owesFen + dueFen > 0)
  const quiet = rows.filter(({ owesFen, dueFen }) => owesFen + dueFen === 0)
  return { rows: [...busy, ...quiet], totalFen: sum(cells) }
}

const sum = (cells: readonly { netFen: number }[]) => cells.reduce((total, { netFen }) => total + netFen, 0)

/** Fen as 万元 with two decimals, for a cell of a wide table; the exact amount is its title. */
export function shortTenThousand(fen: number): string {
  const hundredths = Math.round(Math.abs(fen) / 10_000)
  const whole = String(Math.floor(hundredths / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '−' : ''}${whole}.${String(hundredths % 100).padStart(2, '0')}`
}
