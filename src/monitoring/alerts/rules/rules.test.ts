import { describe, expect, test } from 'vitest'
import { ALERT_ACTS, ALERT_MACHINE, ALERT_STATES, nextAlertState } from './machine.ts'
import { changesOfDays, extremesOfDays, type Point } from './points.ts'
import { arrivalOf, firstFreshMonth, receiveBy, suddenChange, watches, worseThan } from './spec.ts'

describe('[MON-100] an alert moves by its machine alone', () => {
  const cases = ALERT_STATES.flatMap((state) =>
    ALERT_ACTS.map((act) => [state, act, ALERT_MACHINE[state][act]] as const),
  )
  test.each(cases)('%s, %s: %s', (state, act, next) => {
    if (next !== null) expect(nextAlertState(state, act)).toBe(next)
    else expect(() => nextAlertState(state, act)).toThrow('cannot be')
  })
  test('nothing is closed that nobody handled, and what is closed is opened again alone', () => {
    expect(ALERT_STATES.filter((state) => ALERT_MACHINE[state].closed !== null)).toEqual(['handling'])
    expect(ALERT_ACTS.filter((act) => ALERT_MACHINE.closed[act] === 'handling')).toEqual(['reopened'])
  })
})

describe('[MON-101] a datum against the target class', () => {
  test.each([
    ['ammoniaNitrogen', '1', 'III', null],
    ['ammoniaNitrogen', '1.001', 'III', { class: 'IV', limit: '≤ 1', multiple: '0' }],
    ['ammoniaNitrogen', '2.5', 'III', { class: '劣V', limit: '≤ 1', multiple: '1.5' }],
    ['dissolvedOxygen', '4.9', 'III', { class: 'IV', limit: '≥ 5', multiple: null }],
    ['totalNitrogen', '9', 'III', null],
    ['chlorophyllA', '900', 'III', null],
  ] as const)('%s %s at %s', (parameter, value, target, expected) => {
    expect(worseThan(parameter, value, target, 'river')).toEqual(expected)
  })
  test('a rule that names no parameters watches all', () => {
    expect([watches({}, 'cod'), watches({ parameters: [] }, 'cod'), watches({ parameters: ['lead'] }, 'cod')]).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('how long a month gives rise to an alert', () => {
  test.each([
    ['2026-11-22T12:00:00+08:00', '2026-09'],
    ['2026-11-01T23:59:59+08:00', '2026-08'],
    ['2026-11-02T00:00:00+08:00', '2026-09'],
  ])('assessed at %s, it is %s at the earliest: 62 days after its end', (now, month) => {
    expect(firstFreshMonth(new Date(now))).toBe(month)
  })
})

describe('[MON-102] a sudden change is told by the median of the values before', () => {
  const rule = { factor: '3', before: 3 }
  test.each([
    [rule, ['1', '1', '1'], '3', { median: '1', times: '3' }],
    [rule, ['1', '1', '1'], '2.99', null],
    [rule, ['3', '3', '3'], '1', { median: '3', times: '0.33' }],
    [rule, ['100', '1', '1', '1.2'], '3.5', { median: '1', times: '3.5' }],
    [rule, ['1', '1'], '9', null],
    [rule, ['0', '0', '0'], '9', null],
    [{ ...rule, least: '0.5' }, ['0.1', '0.1', '0.1'], '0.5', null],
    [{ ...rule, before: 4 }, ['1', '1', '3', '3'], '6', { median: '2', times: '3' }],
  ] as const)('%j of %j: %s', (spec, earlier, value, expected) => {
    expect(suddenChange(spec, earlier, value)).toEqual(expected)
  })
})

describe('[MON-103] deadlines and arrivals', () => {
  const friday = new Date('2026-09-25T02:00:00Z')
  test.each([
    [{ hours: 2 }, '2026-09-25T04:00:00.000Z'],
    // 25 to 27 September 2026 are the mid-autumn holiday and the weekend of it.
    [{ days: 1 }, '2026-09-28T16:00:00.000Z'],
  ])('%j after a Friday before a holiday', (receipt, expected) => {
    expect(receiveBy(receipt, friday, '2026-09-25').toISOString()).toBe(expected)
  })
  test('water arrives after its travel time', () => {
    expect(arrivalOf(friday, '36.5').toISOString()).toBe('2026-09-26T14:30:00.000Z')
  })
})

describe('[MON-151] of everything that came in together the worst of each day counts', () => {
  const at = (hour: number, value: number, isNew = true): Point => ({
    time: Date.parse('2026-03-05T00:00:00+08:00') + hour * 3_600_000,
    value,
    isNew,
  })
  test('the highest and the lowest new point of each day in China', () => {
    const points = [at(1, 9, false), at(2, 3), at(3, 7), at(4, 1), at(23.9, 2), at(24, 5), at(25, 5)]
    expect(extremesOfDays(points)).toEqual([at(3, 7), at(4, 1), at(24, 5)])
    expect(extremesOfDays([at(1, 9, false)])).toEqual([])
  })
  const rule = { kind: 'sudden_change', factor: '3', before: 3 } as const
  test('the first sudden change of each day, against the values before it, whoever sent them', () => {
    const points = [at(1, 1, false), at(2, 1, false), at(3, 1), at(4, 8), at(5, 9), at(6, 1), at(26, 0.1), at(27, 0.1)]
    expect(changesOfDays(rule, points)).toEqual([
      { point: at(4, 8), earlier: [1, 1, 1], median: '1', times: '8' },
      { point: at(26, 0.1), earlier: [8, 9, 1], median: '8', times: '0.01' },
    ])
  })
  test('a value that is exactly at the factor is one, and none before enough were seen', () => {
    expect(changesOfDays(rule, [at(1, 0.1), at(2, 0.1), at(3, 0.1), at(4, 0.3)])).toHaveLength(1)
    expect(changesOfDays(rule, [at(2, 0.1), at(3, 0.1), at(4, 0.3)])).toEqual([])
  })
})
