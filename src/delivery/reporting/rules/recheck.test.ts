import { describe, expect, test } from 'vitest'
import { figureDiffers } from './contradictions.ts'
import { recheck } from './recheck.ts'

const figure = { indicatorId: 'i', period: '2026H1', value: 90, note: '' }
const observed = { period: '2026H1', value: 71, grade: 'measured' as const, source: '自动站' }
const indicator = { title: '优良率', unit: '%' }
const found = figureDiffers(figure, indicator, observed)
const on = (settlement: string | null, value = 71) => ({
  ...{ id: `of ${value}`, claimed: { ...figure }, known: { ...observed, value }, settlement },
})

describe('[DEL-225] a figure that comes later is held against what was reported', () => {
  test('a difference is found, within a thousandth there is none, and a mere word contradicts nobody', () => {
    expect(found).toMatchObject({ kind: 'figure_differs', claimed: { value: 90 }, known: { value: 71 } })
    expect(figureDiffers(figure, indicator, { ...observed, value: 90.05 })).toBeNull()
    expect(figureDiffers(figure, indicator, { ...observed, grade: 'statement' })).toBeNull()
    expect(figureDiffers({ ...figure, value: null }, indicator, observed)).toBeNull()
  })

  test.each([
    ['nothing known', [], { add: found, settle: [] }],
    ['known and open', [on(null)], { add: null, settle: [] }],
    ['another value', [on(null, 60)], { add: found, settle: [{ id: 'of 60', settlement: 'figure_revised' }] }],
    ['explained by a person', [on('口径不同')], { add: null, settle: [] }],
    ['settled by itself', [on('figure_agrees')], { add: found, settle: [] }],
  ])('%s', (_name, known, expected) => {
    expect(recheck(found, known)).toEqual(expected)
  })

  test('what agrees now is settled', () => {
    expect(recheck(null, [on(null), on('口径不同')])).toEqual({
      ...{ add: null, settle: [{ id: 'of 71', settlement: 'figure_agrees' }] },
    })
  })
})
