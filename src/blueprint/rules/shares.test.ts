import { describe, expect, test } from 'vitest'
import type { Kind } from '../kinds.ts'
import { type ShareTarget, sharesOff, shareTargetOf } from './shares.ts'

const from = { commitmentId: 'c', documentId: 'd' }
const target = (facts: object) =>
  shareTargetOf({ subject: '陆地生态空间占比', comparator: '>=', value: 43, unit: '%', ...facts }, '原句', from)
const areas = (ecological: number, agricultural: number, urban: number): Map<Kind, number> =>
  new Map([
    ['ecological_space', ecological],
    ['agricultural_space', agricultural],
    ['urban_space', urban],
  ])

describe('shares of the three spaces', () => {
  test('[BLU-41] are held against what the plan names, with its sentence; half a point off is none', () => {
    expect(target({})).toEqual({ kind: 'ecological_space', percent: 43, comparator: 'at_least', quote: '原句', from })
    for (const other of [{ subject: '生态空间面积' }, { unit: '平方公里' }, { damaged: true }, { value: '约半' }])
      expect(target(other)).toBeNull()
    expect(target({ subject: '生态空间与农业空间占比' })).toBeNull()

    const equal = (kind: Kind, percent: number): ShareTarget => ({
      kind,
      percent,
      comparator: 'equal',
      quote: '',
      from: null,
    })
    const wanted = [equal('ecological_space', 48.5), equal('agricultural_space', 40.8), equal('urban_space', 10.7)]
    expect(sharesOff(areas(485, 408, 107), wanted)).toEqual([])
    expect(sharesOff(areas(489, 408, 103), wanted)).toEqual([])
    const off = sharesOff(areas(480, 408, 112), [...wanted.slice(0, 2), equal('urban_space', 10)])
    expect(off).toMatchObject([{ kind: 'urban_space', targetPercent: 10 }])
    expect(off[0]?.areaM2).toBeCloseTo(12, 9)
    const least = target({ value: 50 }) as ShareTarget
    expect(sharesOff(areas(600, 300, 100), [least])).toEqual([])
    expect(sharesOff(areas(400, 500, 100), [least])).toMatchObject([{ sharePercent: 40 }])
    expect(sharesOff(new Map(), wanted)).toEqual([])
  })
})
