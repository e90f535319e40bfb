import { expect, test } from 'vitest'
import { KNOWN_AGREEMENTS } from '../../../../../src/settlement/index.ts'
import { differencesOf } from './differences.ts'

const [first, second] = KNOWN_AGREEMENTS
if (!first || !second) throw new Error('There are two rounds of 九洲江.')

test('a version differs from itself nowhere, whatever the order of its fields', () => {
  const turned = { ...Object.fromEntries(Object.entries(first).reverse()) } as typeof first
  expect(differencesOf({ agreement: first, evidence: [] }, { agreement: turned, evidence: [] })).toEqual([])
})

test('the two rounds differ in years, section, source, pass rate and open points', () => {
  const found = differencesOf({ agreement: first, evidence: [] }, { agreement: second, evidence: [] })
  expect([...new Set(found.map(({ kind }) => kind))]).toEqual(['years', 'sections', 'source', 'term', 'openPoint'])
  expect(found.filter(({ kind }) => kind === 'term').map(({ name }) => name)).toEqual(['passRate'])
})

test('what was added or taken away has nothing on the other side', () => {
  const agreement = { ...first, parts: [], terms: {} }
  const found = differencesOf({ agreement, evidence: [] }, { agreement: first, evidence: [] })
  expect(found.every(({ before }) => before === null)).toBe(true)
  expect(found.find(({ kind }) => kind === 'part')?.name).toBe('下游出资')
})
