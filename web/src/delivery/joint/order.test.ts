import { expect, test } from 'vitest'
import { movedTo } from './order.ts'

const ids = ['a', 'b', 'c']

test.each([
  ['a', 2, ['b', 'c', 'a']],
  ['c', 0, ['c', 'a', 'b']],
  ['b', 9, ['a', 'c', 'b']],
  ['b', -3, ['b', 'a', 'c']],
] as const)('%s to place %i', (id, to, wanted) => expect(movedTo(ids, id, to)).toEqual(wanted))

test.each([
  ['a', -1],
  ['c', 3],
  ['x', 1],
] as const)('%s to place %i moves nothing', (id, to) => expect(movedTo(ids, id, to)).toBe(ids))
