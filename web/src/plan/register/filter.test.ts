import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSearch, writeSearch } from '../../shell/search.ts'
import {
  changeFilter,
  countConditions,
  kinds,
  type RegisterFilter,
  readFilter,
  roles,
  sorts,
  states,
} from './filter.ts'

const id = fc.uuid()
const words = fc.oneof(
  fc.constantFrom('海洋', '2020', 'true', '节水 型', 'a&b=c', '100%', '"引号"', 'null'),
  fc.string(),
)
const someFilter: fc.Arbitrary<RegisterFilter> = fc
  .record(
    {
      q: words.filter((text) => /\S/.test(text) && text.isWellFormed()),
      unit: fc.oneof(fc.constant('none'), id),
      jurisdiction: fc.integer({ min: 100_000, max: 999_999 }).map(String),
      role: fc.constantFrom(...roles),
      kind: fc.constantFrom(...kinds),
      state: fc.constantFrom(...states),
      sort: fc.constantFrom(...sorts),
      document: id,
      chapter: fc.constantFrom('第七章', '二/(一)/1', '第七章/第一节/拓展海上开放通道'),
      dueBefore: fc.constantFrom('2020-12-31', '2030-06-30'),
    },
    { requiredKeys: [] },
  )
  .map((filter) => readFilter(filter))

describe('the filter in the address bar', () => {
  test('every filter comes back from its address as it was', () => {
    fc.assert(
      fc.property(someFilter, (filter) => {
        expect(readFilter(parseSearch(writeSearch(filter)))).toEqual(filter)
      }),
    )
  })

  test('an address written by hand keeps what makes sense and drops the rest', () => {
    expect(readFilter({ q: '2020', kind: 'nonsense', state: 'confirmed', role: ['lead'], jurisdiction: '45' })).toEqual(
      {
        q: '2020',
        state: 'confirmed',
      },
    )
  })

  test('a chapter without its document means nothing', () => {
    expect(readFilter({ chapter: '第七章' })).toEqual({})
    const within = readFilter({ chapter: '第七章', document: '5f0cb1f8-2a53-4f0e-9b0f-1f0a0b9a3d11' })
    expect(changeFilter(within, { document: undefined })).toEqual({})
  })

  test('the order of rows is not a condition', () => {
    expect(countConditions({ sort: 'deadline', kind: 'task', q: '海' })).toBe(2)
  })
})
