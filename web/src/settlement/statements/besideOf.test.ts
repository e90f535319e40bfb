import { expect, test } from 'vitest'
import { besideOf } from './besideOf.ts'

const line = (from: string, to: string, amountFen: number, state: 'posted' | 'struck' = 'posted') => ({
  part: '下游出资',
  from,
  to,
  amountFen,
  state,
})

test('a difference the other way is taken from what was settled, and what was struck says nothing', () => {
  expect(besideOf([line('广东', '广西', 100), line('广东', '广西', 7, 'struck')], [line('广西', '广东', 40)])).toEqual([
    { part: '下游出资', from: '广东', to: '广西', beforeFen: 100, thisFen: -40 },
  ])
  expect(besideOf([], [line('广东', '广西', 5)])).toMatchObject([{ beforeFen: 0, thisFen: 5 }])
})
