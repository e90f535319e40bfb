import { describe, expect, test } from 'vitest'
import type { Mask, RowCondition, ShareTerms } from '../../terms/index.ts'
import {
  daysLeft,
  dueOnAfter,
  lateBefore,
  reminderOf,
  usedUntil,
  waitingOfAgreement,
  waitingOfRequest,
} from './clock.ts'
import { expectAgreementStep, nextRequestState, REQUEST_MACHINE, REQUEST_STATES, stepsFor } from './machine.ts'
import { isNarrowed, narrowingOf, widenedParts } from './narrowing.ts'

describe('the clock', () => {
  test.each([
    // asked on, working days, answered by
    ['2026-06-22', 1, '2026-06-23'],
    ['2026-06-26', 1, '2026-06-29'], // a Friday
    ['2026-06-27', 1, '2026-06-29'], // a Saturday
    ['2026-06-22', 10, '2026-07-06'],
    ['2026-09-30', 1, '2026-10-08'], // National Day
    ['2026-09-28', 10, '2026-10-16'], // over National Day, with the Saturday of 10 October worked
    ['2026-10-09', 1, '2026-10-10'], // that Saturday
    ['2026-02-12', 20, '2026-03-18'], // over the Spring Festival, with 14 and 28 February worked
  ])('[EXC-43] asked on %s, %i working days end on %s', (from, days, due) => expect(dueOnAfter(from, days)).toBe(due))

  test.each([
    // running since, stopped on, used before, used then
    ['2026-06-22', '2026-06-22', 0, 0], // asked for more on the day it came
    ['2026-06-22', '2026-06-23', 0, 0], // the day of asking is given back
    ['2026-06-22', '2026-06-25', 0, 2],
    ['2026-06-26', '2026-06-29', 0, 0], // Friday to Monday
    ['2026-06-26', '2026-06-30', 3, 4],
    ['2026-09-30', '2026-10-09', 0, 1], // the days of National Day were nobody's
    ['2026-06-22', '2026-07-08', 0, 11], // late already
  ])('[EXC-43] running since %s and stopped on %s after %i, %i days are used', (since, stopped, used, expected) =>
    expect(usedUntil(used, since, stopped)).toBe(expected),
  )

  test('[EXC-43] a correction stops the clock: what was left is left, and what was late stays late', () => {
    // Ten days, three of them used, mended two weeks later: seven are left.
    const used = usedUntil(0, '2026-06-22', '2026-06-26')
    expect([used, dueOnAfter('2026-07-10', 10, used)]).toEqual([3, '2026-07-21'])
    // More asked for on the last day: one is left after the mending.
    expect(dueOnAfter('2026-09-30', 10, usedUntil(0, '2026-06-22', '2026-07-06'))).toBe('2026-10-08')
    // Asked for more two days late: late at once.
    const late = dueOnAfter('2026-07-15', 10, usedUntil(0, '2026-06-22', '2026-07-09'))
    expect(daysLeft(late, '2026-07-15')).toBe(-2)
  })

  test.each([
    ['2026-07-06', '2026-06-22', 10],
    ['2026-07-06', '2026-07-03', 1],
    ['2026-07-06', '2026-07-05', 1], // a Sunday
    ['2026-07-06', '2026-07-06', 0],
    ['2026-07-06', '2026-07-07', -1],
    ['2026-09-30', '2026-10-07', 0], // nobody works: it is not late yet
    ['2026-09-30', '2026-10-08', -1],
  ])('[EXC-45] due on %s, seen on %s: %i working days', (due, today, left) => {
    expect(daysLeft(due, today)).toBe(left)
    expect(due < lateBefore(today)).toBe(left < 0)
  })

  test.each([
    ['2026-07-06', 10, '2026-07-02', null],
    ['2026-07-06', 10, '2026-07-03', 'soon'],
    ['2026-07-06', 10, '2026-07-04', 'soon'],
    ['2026-07-06', 1, '2026-07-03', null],
    ['2026-07-06', 1, '2026-07-06', 'today'],
    ['2026-07-06', 10, '2026-07-07', 'late'],
    ['2026-09-30', 10, '2026-10-03', 'today'],
  ] as const)('[EXC-46] due on %s within %i days, on %s: %s', (due, days, today, reminder) =>
    expect(reminderOf(due, days, today)).toBe(reminder),
  )

  test('[EXC-45] says on whom it waits, for what, since when', () => {
    const at = (state: (typeof REQUEST_STATES)[number], dueOn: string | null = '2026-07-06') =>
      waitingOfRequest({ state, sinceOn: '2026-06-22', dueOn }, '2026-07-03')
    expect(at('submitted')).toEqual({
      side: 'provider',
      for: 'review',
      sinceOn: '2026-06-22',
      dueOn: '2026-07-06',
      daysLeft: 1,
    })
    expect(at('correction', null)).toMatchObject({ side: 'recipient', for: 'correction', dueOn: null, daysLeft: null })
    expect(at('offered')).toMatchObject({ side: 'recipient', for: 'acceptance', dueOn: null })
    expect(at('brought_forward')).toMatchObject({ side: 'office', for: 'coordination', dueOn: null })
    expect(['granted', 'refused', 'taken_back'].map((state) => at(state as 'granted'))).toEqual([null, null, null])
  })

  test('[EXC-54] [EXC-56] an agreement waits for its data, and once withdrawn for their deletion', () => {
    const agreement = {
      ...({ state: 'active', validFrom: '2026-06-22', provideBy: '2026-07-20', providedAt: null } as const),
      ...{ endKind: null, endedOn: null, deletionConfirmedAt: null },
    }
    expect(waitingOfAgreement(agreement, '2026-07-21')).toMatchObject({ side: 'provider', for: 'data', daysLeft: -1 })
    expect(waitingOfAgreement({ ...agreement, providedAt: '2026-07-01T00:00:00Z' }, '2026-07-21')).toBeNull()
    const ended = { ...agreement, state: 'ended', endedOn: '2026-08-01' } as const
    expect(waitingOfAgreement({ ...ended, endKind: 'withdrawn' }, '2026-08-03')).toMatchObject({
      side: 'recipient',
      for: 'deletion',
    })
    expect(waitingOfAgreement({ ...ended, endKind: 'expired' }, '2026-08-03')).toBeNull()
  })
})

describe('what can be done', () => {
  test('[EXC-42] only what the table says', () => {
    for (const state of REQUEST_STATES)
      for (const step of Object.keys(REQUEST_MACHINE) as (keyof typeof REQUEST_MACHINE)[]) {
        const fits = state in REQUEST_MACHINE[step].moves
        if (fits) expect(REQUEST_STATES).toContain(nextRequestState(state, step))
        else expect(() => nextRequestState(state, step)).toThrow('cannot be')
      }
    expect(stepsFor('submitted', 'provider')).toEqual(['asked_more', 'granted', 'offered', 'refused'])
    expect(stepsFor('refused', 'recipient')).toEqual(['brought_forward'])
    expect(stepsFor('granted', 'provider')).toEqual([])
    expect(() => expectAgreementStep('ended', 'resumed')).toThrow('ended')
  })
})

describe('a narrower grant', () => {
  const rows: RowCondition[] = [{ item: '河流', operator: 'oneOf', values: ['九洲江', '南流江'] }]
  const hidden: Mask = { kind: 'keepFirst', count: 1 }
  const asked = (own: Partial<ShareTerms> = {}, validUntil = '2027-06-30') => ({
    terms: { items: ['编码', '主体'], masks: {}, rows, ...own },
    validUntil,
  })

  test('[EXC-48] names what is less: items, masks, rows, days', () => {
    expect(isNarrowed(narrowingOf(asked(), asked()))).toBe(false)
    const further: RowCondition = { item: '编码', operator: 'startsWith', values: ['4505'] }
    const granted = asked({ items: ['主体'], masks: { 主体: hidden }, rows: [...rows, further] }, '2026-12-31')
    expect(narrowingOf(asked(), granted)).toEqual({
      ...{ items: ['编码'], masks: [{ item: '主体', mask: hidden }], rows: [further], validUntil: '2026-12-31' },
    })
    expect(widenedParts(asked(), granted)).toEqual([])
  })

  test('[EXC-48] the same condition is the same in any order', () => {
    const turned: RowCondition[] = [{ values: ['南流江', '九洲江'], operator: 'oneOf', item: '河流' }]
    expect(isNarrowed(narrowingOf(asked(), asked({ rows: turned })))).toBe(false)
    expect(widenedParts(asked(), asked({ rows: turned }))).toEqual([])
  })

  test('[EXC-48] and says where it is more', () => {
    expect(widenedParts(asked(), asked({ items: ['编码', '坐标'] }))).toEqual(['items'])
    expect(widenedParts(asked({ masks: { 主体: hidden } }), asked())).toEqual(['masks'])
    expect(widenedParts(asked(), asked({ rows: [] }))).toEqual(['rows'])
    expect(widenedParts(asked(), asked({}, '2027-07-01'))).toEqual(['validUntil'])
  })
})
