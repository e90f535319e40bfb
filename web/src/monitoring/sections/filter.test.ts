import { expect, test } from 'vitest'
import {
  filtered,
  type MappedSection,
  monthFrom,
  readSectionSearch,
  readSectionsSearch,
  riversOf,
  sharesOf,
} from './filter.ts'

const one = (name: string, found: string | null, meets: boolean | null, facts: object = {}) =>
  ({
    ...{ section: { id: name, code: name, name }, jurisdiction: '450900', upstream: null, downstream: null },
    ...{ river: '九洲江', assessment: found === null ? null : { class: found, meets } },
    ...facts,
  }) as unknown as MappedSection
const items = [
  one('甲', 'II', true),
  one('乙', 'IV', false, { downstream: { code: '440800' } }),
  one('丙', null, null, { river: '南流江' }),
  one('丁', 'V', true),
]
const names = (search: object) => filtered(items, search).map(({ section }) => section.name)

test('sections that fail their target come first, those without a class last', () => {
  expect(names({})).toEqual(['乙', '丁', '甲', '丙'])
})

test('a place is that of either side, a province holds its cities', () => {
  expect([names({ place: '440000' }), names({ worse: true }), names({ river: '南流江' }), names({ q: '甲' })]).toEqual([
    ['乙'],
    ['乙'],
    ['丙'],
    ['甲'],
  ])
  expect(riversOf(items)).toEqual(['九洲江', '南流江'])
})

test('shares count what has a class, the pass rate what has a target', () => {
  expect(sharesOf(items)).toMatchObject({
    sections: 4,
    assessed: 3,
    good: '33.3',
    withTarget: 3,
    met: 2,
    passRate: '66.7',
  })
})

test('what does not fit into the address is as if it were not there', () => {
  expect(readSectionsSearch({ month: '2026-13', place: '45', worse: 'true', at: '1' })).toEqual({ worse: true })
  expect(readSectionSearch({ year: '2026', month: '2026-04', assessment: '0', parameter: 'a b' })).toEqual({
    year: 2026,
    month: '2026-04',
  })
})

test('months follow each other over the year', () => {
  expect([monthFrom('2026-01', -1), monthFrom('2025-12', 1)]).toEqual(['2025-12', '2026-01'])
})
