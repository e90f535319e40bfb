import { expect, test } from 'vitest'
import { drawnTies, looseEnds, ranked, type TieFacts, type TieState } from './ties.ts'

const tie = (lower: string, score: number, state: TieState = 'proposed'): TieFacts => ({
  id: lower,
  upper: 'u',
  lower,
  score,
  state,
})
const ids = (ties: readonly TieFacts[]) => ties.map(({ id }) => id)

test('what people vouched for comes first, what they rejected last', () => {
  const ties = [tie('a', 9), tie('b', 10, 'rejected'), tie('c', 3, 'added'), tie('d', 5, 'confirmed')]
  expect(ids(ranked(ties))).toEqual(['d', 'c', 'a', 'b'])
})

test('at rest the best proposals are drawn, and only those near the best', () => {
  expect(ids(drawnTies([tie('a', 9), tie('b', 8.5), tie('c', 8), tie('d', 7.9), tie('e', 2)], true))).toEqual([
    ...['a', 'b', 'c'],
  ])
  expect(ids(drawnTies([tie('a', 9), tie('b', 2)], true))).toEqual(['a'])
})

test('of what nothing carries out no proposal is drawn, only what a person vouched for', () => {
  expect(drawnTies([tie('a', 6)], false)).toEqual([])
  expect(ids(drawnTies([tie('a', 6), tie('b', 1, 'added')], false))).toEqual(['b'])
})

test('a rejected tie gives way to the next proposal', () => {
  expect(ids(drawnTies([tie('a', 9, 'rejected'), tie('b', 4)], true))).toEqual(['b'])
})

test('what no tie reaches the lower document adds of its own', () => {
  expect([...looseEnds([{ address: 'a' }, { address: 'b' }], [tie('a', 1)])]).toEqual(['b'])
})
