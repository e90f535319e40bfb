import { expect, test } from 'vitest'
import type { NamedObservation } from '../../../../src/monitoring/schemas.ts'
import { byLaboratory, daysOf } from './readings.ts'

test('a month ends with its last day, in leap years too', () => {
  expect([daysOf('2024-02'), daysOf('2026-12')]).toEqual([
    { from: '2024-02-01', to: '2024-02-29' },
    { from: '2026-12-01', to: '2026-12-31' },
  ])
})

test('only what has a number can be attested', () => {
  const one = (laboratory: string | null, value: number | null) => ({ laboratory, value }) as NamedObservation
  const found = byLaboratory([one('甲', 1), one('乙', null), one('甲', 2), one(null, 3)])
  expect([...found].map(([name, items]) => [name, items.length])).toEqual([
    ['甲', 2],
    ['—', 1],
  ])
})
