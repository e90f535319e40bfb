import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addWorkingDays } from '../../platform/calendar/index.ts'
import {
  ESCALATION_EVENTS,
  ESCALATION_MACHINE,
  ESCALATION_STATES,
  nextEscalationState,
  risesAfter,
  risesToday,
  tierAbove,
} from './rules/escalation.ts'
import {
  MEETING_EVENTS,
  MEETING_MACHINE,
  MEETING_STATES,
  minutesGaps,
  nextHost,
  nextMeetingState,
} from './rules/meeting.ts'
import { LADDER_PRESETS } from './rules/presets.ts'

const tiers = [
  { id: 'a', position: 1, answerDays: 5 },
  { id: 'b', position: 2, answerDays: null },
  { id: 'c', position: 3, answerDays: 10 },
]

describe('[DEL-701] the three ladders of the plans', () => {
  test.each(LADDER_PRESETS.map((preset) => [preset.key, preset] as const))(
    '%s ends at a tier without a term',
    (_key, preset) => {
      expect(preset.tiers.length).toBeGreaterThanOrEqual(3)
      expect(preset.tiers.at(-1)?.answerDays).toBeNull()
      expect(preset.tiers.slice(0, -1).every(({ answerDays }) => answerDays !== null)).toBe(true)
    },
  )
})

describe('[DEL-704] an unanswered matter rises by itself', () => {
  // 1 to 7 October 2026 are off, 10 October is worked (State Council's notice for 2026).
  test.each([
    ['2026-03-02', '2026-03-09'],
    ['2026-09-28', addWorkingDays('2026-09-28', 5)],
  ])('a matter that came on %s may be answered up to %s', (sinceOn, last) => {
    expect(risesAfter(tiers, 'a', sinceOn)).toBe(last)
    expect(risesToday({ state: 'waiting', risesAfter: last }, last)).toBe(false)
    expect(risesToday({ state: 'waiting', risesAfter: last }, '2026-12-31')).toBe(true)
  })
  test('not from a tier without a term, nor from the top', () => {
    expect(risesAfter(tiers, 'b', '2026-03-02')).toBeNull()
    expect(risesAfter(tiers, 'c', '2026-03-02')).toBeNull()
    expect(tierAbove(tiers, 'a')?.id).toBe('b')
    expect(tierAbove(tiers, 'c')).toBeUndefined()
  })
  test.each(ESCALATION_STATES.filter((state) => state !== 'waiting'))('not while it is %s', (state) => {
    expect(risesToday({ state, risesAfter: '2026-01-01' }, '2026-12-31')).toBe(false)
  })
})

test('[DEL-703] no order of events leads a matter out of its machine, and what is settled stays settled', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ESCALATION_EVENTS), { maxLength: 40 }), (events) => {
      let state: (typeof ESCALATION_STATES)[number] = 'waiting'
      for (const event of events) {
        const wanted = ESCALATION_MACHINE[state][event]
        if (wanted === null) expect(() => nextEscalationState(state, event)).toThrow(/cannot be/)
        else state = nextEscalationState(state, event)
        expect(ESCALATION_STATES).toContain(state)
      }
    }),
    { numRuns: 500 },
  )
  for (const settled of ['resolved', 'withdrawn'] as const)
    for (const event of ESCALATION_EVENTS) expect(ESCALATION_MACHINE[settled][event]).toBeNull()
})

test('[DEL-711] a meeting is convened before it is held, and its minutes are issued once', () => {
  const possible = MEETING_STATES.flatMap((state) =>
    MEETING_EVENTS.filter((event) => MEETING_MACHINE[state][event] !== null).map((event) => `${state} ${event}`),
  )
  expect(possible).toEqual(['planned convene', 'planned cancel', 'convened hold', 'convened cancel', 'held issue'])
  expect(() => nextMeetingState('minuted', 'issue')).toThrow(/cannot issue/)
})

describe('[DEL-712] hosts take turns', () => {
  const hosts = ['gx', 'gd', 'hi']
  test.each([
    ['none', 'gd', '2026-03-01', 'gx'],
    ['meeting', 'gx', '2026-03-01', 'gd'],
    ['meeting', 'hi', '2026-03-01', 'gx'],
    ['meeting', 'left', '2026-03-01', 'gx'],
    ['year', 'gx', '2025-11-01', 'gx'],
    ['year', 'gx', '2026-01-05', 'gd'],
    ['year', 'gx', '2028-01-05', 'gx'],
  ] as const)('%s: after %s, on %s, %s', (rotation, last, heldOn, next) => {
    expect(nextHost({ hosts, rotation }, { hostId: last, heldOn: '2025-06-01' }, heldOn)).toBe(next)
  })
  test('the first host begins', () => expect(nextHost({ hosts, rotation: 'meeting' }, null, '2026-01-01')).toBe('gx'))
})

test('[DEL-715] what is missing before minutes can be issued is named', () => {
  const gaps = minutesGaps({
    items: [
      { title: '一', outcome: null, discussion: '议', escalationId: 'e', resolutions: 0 },
      { title: '二', outcome: null, discussion: ' ', escalationId: null, resolutions: 0 },
      { title: '三', outcome: 'resolved', discussion: '', escalationId: 'f', resolutions: 1 },
    ],
    resolutions: [
      { title: '甲', leads: 0, pace: 'finite', dueOn: null },
      { title: '乙', leads: 1, pace: 'ongoing', dueOn: null },
    ],
    attendees: [{ name: '省厅', attendance: null }],
  })
  expect(gaps.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
    'attendance_missing 省厅',
    'item_without_outcome 一',
    'item_without_discussion 二',
    'resolution_without_lead 甲',
    'resolution_without_due 甲',
  ])
})
