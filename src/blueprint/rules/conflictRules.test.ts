import { describe, expect, test } from 'vitest'
import { KIND_CODES } from '../kinds.ts'
import {
  CONFLICT_RULE_CODES,
  isSliver,
  kindsAgainst,
  OVERLAP_RULES,
  outcomeOf,
  ruleBetween,
  type Side,
  sourceOf,
  toleranceOf,
} from './conflictRules.ts'

const side = (facts: Partial<Side>): Side => ({
  layerId: 'a',
  kind: 'ecological_red_line',
  key: '1',
  class: null,
  ...facts,
})

describe('rules of conflicts', () => {
  test('[BLU-38] each names where it is from, how sure that is, and the tolerance below which an overlap is a sliver', () => {
    for (const code of CONFLICT_RULE_CODES) {
      expect(sourceOf(code).text).not.toBe('')
      expect(['official', 'two', 'one', 'own']).toContain(sourceOf(code).confidence)
    }
    for (const { code } of OVERLAP_RULES) expect(toleranceOf(code).areaM2).toBeGreaterThan(0)
    expect(isSliver('red_line_urban', 199, 10)).toBe(true)
    expect(isSliver('red_line_urban', 20_000, 1.9)).toBe(true)
    expect(isSliver('red_line_urban', 200, 2)).toBe(false)
  })

  test('[BLU-39] hold a red line against an urban boundary, whichever is asked first', () => {
    const [line, urban] = [side({}), side({ layerId: 'b', kind: 'urban_boundary' })]
    expect(ruleBetween(line, urban)).toMatchObject({ rule: { code: 'red_line_urban' }, swapped: false })
    expect(ruleBetween(urban, line)).toMatchObject({ rule: { code: 'red_line_urban' }, swapped: true })
    expect(ruleBetween(line, side({ layerId: 'b' }))).toBeNull()
  })

  test('[BLU-39] hold two zones of one layer against each other once, and two plans only where they differ', () => {
    const [one, other] = [side({ kind: 'urban_space' }), side({ kind: 'urban_space', key: '2' })]
    expect(ruleBetween(one, other)).toMatchObject({ rule: { code: 'zones_overlap' }, swapped: false })
    expect(ruleBetween(other, one)).toMatchObject({ rule: { code: 'zones_overlap' }, swapped: true })
    expect(ruleBetween(one, one)).toBeNull()
    const sea = side({ kind: 'sea_zone', class: 'port' })
    expect(ruleBetween(sea, side({ kind: 'sea_zone', layerId: 'b', class: 'port' }))).toBeNull()
    expect(ruleBetween(sea, side({ kind: 'sea_zone', layerId: 'b', class: null }))).toBeNull()
    expect(ruleBetween(sea, side({ kind: 'sea_zone', layerId: 'b', class: 'tourism' }))?.rule.code).toBe(
      'designations_differ',
    )
    for (const kind of KIND_CODES)
      for (const against of kindsAgainst(kind)) expect(kindsAgainst(against)).toContain(kind)
  })

  test('[BLU-40] what was accepted stays so while it grows by no more than the tolerance; what is gone is resolved', () => {
    const open = { state: 'open', areaM2: 5000, acceptedAreaM2: null } as const
    const accepted = { state: 'accepted', areaM2: 5000, acceptedAreaM2: 5000 } as const
    expect(outcomeOf('red_line_urban', null, 5000)).toBe('found')
    expect(outcomeOf('red_line_urban', open, 5000.000001)).toBe('same')
    expect(outcomeOf('red_line_urban', open, 5001)).toBe('changed')
    expect(outcomeOf('red_line_urban', accepted, 5200)).toBe('changed')
    expect(outcomeOf('red_line_urban', accepted, 4000)).toBe('changed')
    expect(outcomeOf('red_line_urban', accepted, 5201)).toBe('grown')
    expect(outcomeOf('red_line_urban', accepted, null)).toBe('resolved')
    expect(outcomeOf('red_line_urban', { ...open, state: 'resolved' }, null)).toBe('same')
    expect(outcomeOf('red_line_urban', { ...open, state: 'resolved' }, 5000)).toBe('returned')
    expect(outcomeOf('red_line_urban', { ...accepted, state: 'resolved' }, 5200)).toBe('restored')
    expect(outcomeOf('red_line_urban', { ...accepted, state: 'resolved' }, 5201)).toBe('returned')
  })
})
