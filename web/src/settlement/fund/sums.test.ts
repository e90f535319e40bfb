import { expect, test } from 'vitest'
import { sumsOf } from './sums.ts'

test('what came in is what the fund has, what is set apart and what was paid out', () => {
  const round = { totalFen: 1000, paidFen: 700 }
  const allocation = (totalFen: number, paidFen: number, refundFen?: number) => ({
    totalFen,
    paidFen,
    givenUp: refundFen === undefined ? null : { refundFen },
  })
  const found = sumsOf({
    rounds: [round],
    allocations: [allocation(300, 100), allocation(200, 50, 150)],
  } as never)
  expect(found).toEqual({ owedFen: 300, inFen: 700, setApartFen: 200, outFen: 150 })
})
