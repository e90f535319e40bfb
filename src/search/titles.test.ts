import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Titles } from './titles.ts'

const SHORT = { unit: fc.constantFrom('港', '口', '规', '划', ' '), maxLength: 6 } as const
const title = fc.string(SHORT)
const word = fc.string({ ...SHORT, minLength: 1, maxLength: 3 })

describe('titles of documents', () => {
  it('are found in their order, and only those that hold one word of each group', () => {
    fc.assert(
      fc.property(
        fc.array(title, { maxLength: 12 }),
        fc.array(fc.array(word, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        (titles, groups) => {
          const expected = [...titles.keys()].filter((rank) =>
            groups.every((group) => group.some((one) => titles[rank]?.includes(one))),
          )
          expect([...new Titles(titles).holding(groups)]).toEqual(expected)
        },
      ),
    )
  })

  it('a word does not begin in one title and end in the next', () => {
    expect([...new Titles(['沿海港', '口岸规划', '港口规划']).holding([['港口']])]).toEqual([2])
  })
})
