import { expect, test } from 'vitest'
import { matrixOf, shortTenThousand } from './matrix.ts'

test('the matrix sums what each owes and is owed, and both sums are one', () => {
  const account = (id: number, balanceFen: number | null) => ({ id, name: `户${id}`, balanceFen })
  const { rows, totalFen } = matrixOf({
    book: 'compensation',
    accounts: [account(3, 0), account(1, -70), account(2, null)],
    cells: [
      { from: 1, to: 2, netFen: 100, transfers: 2 },
      { from: 2, to: 1, netFen: 30, transfers: 1 },
    ],
  })
  expect(rows.map(({ id, owesFen, dueFen }) => [id, owesFen, dueFen])).toEqual([
    [1, 100, 30],
    [2, 30, 100],
    [3, 0, 0],
  ])
  expect([totalFen, rows[0]?.owes.get(2)]).toEqual([130, { netFen: 100, transfers: 2 }])
})

test.each([
  [10_000_000_000, '10,000.00'],
  [123_456_789, '123.46'],
  [-4_999, '−0.00'],
  [5_000, '0.01'],
])('%s fen are %s in a cell', (fen, text) => expect(shortTenThousand(fen)).toBe(text))
