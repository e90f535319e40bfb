import { expect, test } from 'vitest'
import { decimalOf, isFigure, isSeenWhole, revisesFigure } from './reported.ts'

test.each([
  [null, { value: '7', grade: 'statement' }, true],
  [{ value: '7', grade: 'statement' }, { value: '7.0', grade: 'statement' }, false],
  [{ value: '7', grade: 'statement' }, { value: '7', grade: 'document' }, true],
  [{ value: '7', grade: 'document' }, { value: '8', grade: 'document' }, true],
  [{ value: '7', grade: 'measured' }, { value: '8', grade: 'document' }, false],
  [{ value: '7', grade: 'measured' }, { value: '8', grade: 'verified' }, true],
] as const)('[DEL-224] %j, then %j reported: revised %s', (known, reported, expected) => {
  expect(revisesFigure(known, reported)).toBe(expected)
})

test('[DEL-224] a period is seen whole by a cycle that ends with it or later', () => {
  expect([isSeenWhole('2026H1', '2026H1'), isSeenWhole('2026-05', '2026H1'), isSeenWhole('2026', '2026H1')]).toEqual([
    true,
    true,
    false,
  ])
  expect(isSeenWhole('2026', '2026H2')).toBe(true)
})

test.each([
  [{ period: '2026H1', value: 7.5 }, true],
  [{ period: '2026H3', value: 7.5 }, false],
  [{ period: '上半年', value: 7.5 }, false],
  [{ period: '2026', value: Number.POSITIVE_INFINITY }, false],
  [{ period: '2026', value: 1e21 }, false],
  [{ period: '2026', value: 1e-12 }, false],
])('[DEL-224] what is no figure becomes none, and stops no other: %j is one: %s', (one, is) => {
  expect(isFigure(one)).toBe(is)
})

test('[DEL-224] a number stays the number it is', () => {
  expect([0, 71.5, 1e-7, 1e21, -2].map(decimalOf)).toEqual(['0', '71.5', '0.0000001', '1000000000000000000000', '-2'])
})
