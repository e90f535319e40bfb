import { expect, test } from 'vitest'
import { cutList } from './index.ts'

test('[PLAT-80] a list that is cut says how many there are; an empty one says none', () => {
  expect(
    cutList([
      { id: 'a', total: 7 },
      { id: 'b', total: 7 },
    ]),
  ).toEqual({ items: [{ id: 'a' }, { id: 'b' }], total: 7 })
  expect(cutList([])).toEqual({ items: [], total: 0 })
})
