import { describe, expect, test } from 'vitest'
import { aReport } from '../testing/world.ts'
import { contradictionsOf, type Known } from './contradictions.ts'
import { datesOf, periodAt, periodNamed, periodsBetween } from './cycles.ts'
import { gradeOf } from './grades.ts'
import { moved, OBLIGATION_EVENTS, OBLIGATION_MACHINE, OBLIGATION_STATES } from './obligation.ts'
import { prefill } from './prefill.ts'
import { receiverOf } from './receivers.ts'
import { urgencyOf } from './urgency.ts'

describe('cycles', () => {
  test.each([
    ['month', '2026-02-14', '2026-02', '2026-02-01', '2026-02-28'],
    ['quarter', '2026-08-31', '2026Q3', '2026-07-01', '2026-09-30'],
    ['half_year', '2026-06-30', '2026H1', '2026-01-01', '2026-06-30'],
    ['half_year', '2026-07-01', '2026H2', '2026-07-01', '2026-12-31'],
    ['year', '2024-02-29', '2024', '2024-01-01', '2024-12-31'],
  ] as const)('[DEL-201] by %s, %s lies in %s', (frequency, day, period, startsOn, endsOn) => {
    expect(periodAt(frequency, day)).toEqual({ period, startsOn, endsOn })
    expect(periodNamed(frequency, period)).toEqual({ period, startsOn, endsOn })
  })

  test('[DEL-201] a period of another rhythm is none', () => {
    expect(periodNamed('half_year', '2026Q1')).toBeNull()
    expect(periodNamed('month', '2026-13')).toBeNull()
    expect(periodsBetween('quarter', '2025-12-31', '2026-04-01').map(({ period }) => period)).toEqual([
      '2025Q4',
      '2026Q1',
      '2026Q2',
    ])
  })

  test.each([
    ['2026-06-30', 'end', '2026-06-30', 'a Tuesday'],
    ['2025-08-31', 'end', '2025-08-29', 'a Sunday: before means before'],
    ['2026-06-30', '06-20', '2026-06-18', 'a Saturday after the Dragon Boat holiday'],
    ['2026-02-28', '02-30', '2026-02-28', 'a working Saturday; the month has no 30th'],
  ])('[DEL-201] of a period that ends on %s with the day %s is due on %s (%s)', (endsOn, dueDay, dueOn) => {
    const dates = datesOf({ startsOn: `${endsOn.slice(0, 8)}01`, endsOn }, { dueDay, opensDaysBefore: 20 })
    expect(dates.dueOn).toBe(dueOn)
    expect(dates.opensOn < dueOn).toBe(true)
  })
})

describe('to whom a unit reports', () => {
  const unit = (
    organizationId: string,
    role: 'lead' | 'participant' | 'responsible',
    seq: number,
    jurisdiction: string | null,
  ) => ({
    ...{ organizationId, role, seq, jurisdiction },
  })
  const guangxi = unit('桂发改委', 'lead', 1, '450000')
  const guangdong = unit('粤发改委', 'lead', 2, '440000')
  test.each([
    ['桂发改委', guangxi, '办公室'],
    ['南宁', unit('南宁', 'participant', 3, '450100'), '桂发改委'],
    ['湛江', unit('湛江', 'participant', 4, '440800'), '粤发改委'],
    ['海口: of a third province', unit('海口', 'participant', 5, '460100'), '桂发改委'],
    ['铁路局: of no place', unit('铁路局', 'participant', 6, null), '桂发改委'],
    ['国家能源局: of the nation', unit('国家能源局', 'participant', 7, '000000'), '桂发改委'],
    ['责任单位', unit('钦州', 'responsible', 8, '450700'), '办公室'],
  ])('[DEL-203] %s', (_name, one, to) => {
    expect(receiverOf(one, [guangdong, guangxi, one], '办公室')).toBe(to)
  })
  test('[DEL-203] a participant without any lead reports to the office', () => {
    expect(receiverOf(unit('南宁', 'participant', 1, '450100'), [], '办公室')).toBe('办公室')
  })
})

describe('the machine of an owed report', () => {
  test('[DEL-231] knows every event in every state, and every state can be reached', () => {
    const reached = new Set<string>(['due'])
    for (const state of OBLIGATION_STATES)
      for (const event of OBLIGATION_EVENTS) {
        const next = OBLIGATION_MACHINE[state][event]
        if (next) reached.add(next)
      }
    expect([...reached].sort()).toEqual([...OBLIGATION_STATES].sort())
    expect(moved('submitted', 'accept')).toBe('accepted')
    // @ts-expect-error what is accepted is not submitted again: it does not compile
    expect(moved('accepted', 'submit')).toBeNull()
  })
})

describe('grades', () => {
  test('[DEL-220] a report stands on its strongest evidence', () => {
    expect(gradeOf([])).toBe('statement')
    expect(gradeOf(['document', 'measured', 'statement'])).toBe('measured')
  })
})

describe('urgency', () => {
  const today = '2026-06-24'
  test.each([
    ['returned', '2026-06-20', null, 'returned_overdue'],
    ['due', '2026-06-23', 'green', 'overdue'],
    ['returned', '2026-06-30', null, 'returned'],
    ['due', '2026-12-31', 'red', 'red'],
    ['due', '2026-07-01', 'yellow', 'due_soon'],
    ['due', '2026-12-31', 'yellow', 'yellow'],
    ['due', '2026-12-31', null, 'later'],
    ['due', '2026-06-24', null, 'due_soon'],
  ])('[DEL-217] %s, due on %s, light %s: %s', (state, dueOn, light, reason) => {
    expect(urgencyOf({ state, dueOn, light }, today).reason).toBe(reason)
  })
})

describe('contradictions', () => {
  const known: Known = { milestones: [], indicators: [], projects: [], parts: [], last: null }
  const today = '2026-06-24'
  const milestone = { id: 'm', title: '印发方案', dueOn: '2026-05-30', doneOn: null, mine: true }
  const project = {
    id: 'p',
    name: '铁路',
    stage: 'early',
    plannedStartOn: '2026-03-31',
    startedOn: null,
    completedOn: null,
  }
  const indicator = {
    ...{ id: 'i', title: '水质优良比例', unit: '%' },
    observations: [{ period: '2026H1', value: 91.5, grade: 'measured' as const, source: '近岸海域监测' }],
  }
  const figure = (value: number | null) => ({ indicatorId: 'i', period: '2026H1', value, note: '' })
  const done = aReport({ claim: 'done', percent: 100 })
  test.each([
    ['done with an open milestone', done, { milestones: [milestone] }, ['done_without_milestones']],
    ['done, another unit’s milestone is open', done, { milestones: [{ ...milestone, mine: false }] }, []],
    ['on track with an overdue milestone', aReport(), { milestones: [milestone] }, ['on_track_with_overdue_milestone']],
    ['behind with an overdue milestone', aReport({ claim: 'behind' }), { milestones: [milestone] }, []],
    ['a figure that differs', aReport({ figures: [figure(95)] }), { indicators: [indicator] }, ['figure_differs']],
    ['a figure that is rounded', aReport({ figures: [figure(91.52)] }), { indicators: [indicator] }, []],
    ['a figure that is not known', aReport({ figures: [figure(null)] }), { indicators: [indicator] }, []],
    ['done with an unfinished project', done, { projects: [project] }, ['project_not_finished']],
    ['on track, a project is late to start', aReport(), { projects: [project] }, ['project_not_started']],
    [
      'on track, a participant is blocked',
      aReport(),
      { parts: [{ organization: '南宁', claim: 'blocked' as const, percent: null }] },
      ['part_says_otherwise'],
    ],
    [
      'done, a participant is on track',
      done,
      { parts: [{ organization: '南宁', claim: 'on_track' as const, percent: 80 }] },
      ['part_says_otherwise'],
    ],
    [
      'less than last time',
      aReport({ percent: 30 }),
      { last: { period: '2025H2', claim: 'on_track' as const, percent: 50 } },
      ['percent_fell'],
    ],
    [
      'not known how much',
      aReport({ percent: null }),
      { last: { period: '2025H2', claim: 'on_track' as const, percent: 50 } },
      [],
    ],
  ])('[DEL-214] %s', (_name, content, facts, kinds) => {
    expect(contradictionsOf(content, { ...known, ...facts }, today).map(({ kind }) => kind)).toEqual(kinds)
  })
})

describe('prefill', () => {
  const period = { period: '2026H1', startsOn: '2026-01-01', endsOn: '2026-06-30' }
  const nothing = { period, sent: null, last: null, milestones: [], indicators: [] }
  test('[DEL-218] of nothing known, nothing is filled in', () => {
    const { content, origins } = prefill(nothing)
    expect(content).toMatchObject({ claim: null, percent: null, progress: '', figures: [], evidence: [] })
    expect(origins).toEqual([])
  })
  test('[DEL-218] an observation is not asked for again; one that is missing stays empty, not zero', () => {
    const observations = [{ period: '2026H1', value: 91.5, grade: 'measured' as const, source: '监测站' }]
    const { content, origins } = prefill({
      ...nothing,
      indicators: [
        { id: 'a', title: '水质', unit: '%', observations },
        { id: 'b', title: '湿地', unit: '公顷', observations: [] },
      ],
    })
    expect(content.figures).toMatchObject([{ value: 91.5 }, { value: null, period: '2026H1' }])
    expect(origins).toEqual([
      { field: 'figures/a', from: 'observation', label: '监测站', at: '2026H1', grade: 'measured' },
    ])
  })
  test('[DEL-218] milestones of the period, and those that are late, are asked for; others’ and later ones are not', () => {
    const milestone = (id: string, dueOn: string, doneOn: string | null, mine = true) => ({
      id,
      title: id,
      dueOn,
      doneOn,
      mine,
    })
    const { content } = prefill({
      ...nothing,
      milestones: [
        milestone('late', '2025-11-30', null),
        milestone('now', '2026-05-30', '2026-05-20'),
        milestone('later', '2026-12-31', null),
        milestone('before', '2025-05-30', '2025-05-20'),
        milestone('theirs', '2026-05-30', null, false),
      ],
    })
    expect(content.milestones).toEqual([
      { id: 'late', doneOn: null },
      { id: 'now', doneOn: '2026-05-20' },
    ])
  })
})
