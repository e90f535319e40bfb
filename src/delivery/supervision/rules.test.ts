import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decideUntil,
  findDuplicates,
  mustStepAside,
  nextObjectState,
  OBJECT_EVENTS,
  OBJECT_MACHINE,
  OBJECT_STATES,
  objectUntil,
} from './rules/inspection.ts'
import { isOverdue, NOTICE_EVENTS, NOTICE_MACHINE, NOTICE_STATES, nextNoticeState } from './rules/notice.ts'

test('[DEL-801] no order of events leads a notice or an inspected unit out of its machine', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...NOTICE_EVENTS), { maxLength: 40 }), (events) => {
      let state: (typeof NOTICE_STATES)[number] = 'draft'
      for (const event of events) {
        if (NOTICE_MACHINE[state][event] === null) expect(() => nextNoticeState(state, event)).toThrow(/cannot be/)
        else state = nextNoticeState(state, event)
        expect(NOTICE_STATES).toContain(state)
      }
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...OBJECT_EVENTS), { maxLength: 40 }), (events) => {
      let state: (typeof OBJECT_STATES)[number] = 'listed'
      for (const event of events) {
        if (OBJECT_MACHINE[state][event] === null) expect(() => nextObjectState(state, event)).toThrow(/cannot/)
        else state = nextObjectState(state, event)
        expect(OBJECT_STATES).toContain(state)
      }
    }),
  )
  // Nothing is answered before it is received, nothing is signed off before it is answered.
  expect(NOTICE_STATES.filter((state) => NOTICE_MACHINE[state].answered)).toEqual(['received', 'returned'])
  expect(NOTICE_STATES.filter((state) => NOTICE_MACHINE[state].signed_off)).toEqual(['answered'])
})

describe('[DEL-804] a notice is overdue from the first working day after its deadline until it is answered', () => {
  test.each([
    ['issued', '2026-03-31', false],
    ['issued', '2026-04-01', true],
    ['received', '2026-04-01', true],
    ['answered', '2026-04-01', false],
    ['returned', '2026-04-01', true],
    ['signed_off', '2026-04-01', false],
    ['withdrawn', '2026-04-01', false],
  ] as const)('%s on %s: %s', (state, today, overdue) =>
    expect(isOverdue({ state, dueOn: '2026-03-31' }, today)).toBe(overdue),
  )
})

describe('[DEL-811] no duplicate inspection', () => {
  const other = {
    id: 'i',
    number: '督查〔2026〕1号',
    taskIds: ['a', 'b'],
    organizationIds: ['x'],
    startsOn: '2026-03-01',
    endsOn: '2026-03-31',
  }
  const plan = { taskIds: ['b', 'c'], organizationIds: ['x', 'y'], startsOn: '2026-03-20', endsOn: '2026-04-20' }
  test('the same unit about the same task in the same time is one', () => {
    expect(findDuplicates(plan, [other])).toEqual(
      [{ inspection: { id: 'i', number: '督查〔2026〕1号' }, taskIds: ['b'], organizationIds: ['x'] }].map((one) => ({
        ...one,
        inspection: { id: 'i', number: '督查〔2026〕1号' },
      })),
    )
  })
  test.each([
    ['another time', { ...plan, startsOn: '2026-04-01' }],
    ['other units', { ...plan, organizationIds: ['y'] }],
    ['other tasks', { ...plan, taskIds: ['c'] }],
  ])('%s is none', (_why, one) => expect(findDuplicates(one, [other])).toEqual([]))
})

test('[DEL-813] 30 days to object from the receipt, 30 days to decide, and inspectors step aside', () => {
  expect(objectUntil('2026-03-02')).toBe('2026-04-01')
  expect(decideUntil('2026-12-15')).toBe('2027-01-14')
  expect(mustStepAside(['u1', 'u2'], 'u2')).toBe(true)
  expect(mustStepAside(['u1'], 'u2')).toBe(false)
})
