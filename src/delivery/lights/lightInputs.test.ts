import { expect, test } from 'vitest'
import { findingOf as indicatorFinding } from '../indicators/lightInput.ts'
import { nextOwedOn, yearOwed } from '../indicators/rules/period.ts'
import type { IndicatorState } from '../indicators/taskFigures.ts'
import { findingOf as projectFinding } from '../projects/lightInput.ts'
import type { TaskProject } from '../projects/taskProjects.ts'

const indicator = (parts: Partial<IndicatorState>) =>
  indicatorFinding({
    name: '城镇化率',
    noData: false,
    belowPath: true,
    ratio: 0.95,
    binding: false,
    lastPlanYear: false,
    ...parts,
  } as IndicatorState)?.kind ?? null

test.each<[string, Partial<IndicatorState>, string | null]>([
  ['on its path', { belowPath: false }, null],
  ['nobody knows', { noData: true, belowPath: true }, null],
  ['a little behind', { ratio: 0.9 }, 'indicator_behind'],
  ['far behind', { ratio: 0.89 }, 'indicator_far_behind'],
  ['binding, in the last year', { ratio: 0.99, binding: true, lastPlanYear: true }, 'indicator_far_behind'],
])('[DEL-309] an indicator: %s', (_, parts, kind) => expect(indicator(parts)).toBe(kind))

const project = (parts: Partial<TaskProject>, today = '2026-07-01') =>
  projectFinding(
    {
      name: '铁路',
      class: 'new',
      startPlanned: null,
      finishPlanned: null,
      startedOn: null,
      finishedOn: null,
      ...parts,
    } as TaskProject,
    today,
  )?.kind ?? null

test.each<[string, Partial<TaskProject>, string | null]>([
  ['nothing planned', {}, null],
  ['starts this month', { startPlanned: '2026-07' }, 'nothing'],
  ['starts this year', { startPlanned: '2026' }, 'nothing'],
  ['should have started', { startPlanned: '2026-06' }, 'project_behind'],
  ['should have started last year', { startPlanned: '2025' }, 'project_behind'],
  ['started', { startPlanned: '2026-06', startedOn: '2026-06-01' }, null],
  ['should be finished', { startedOn: '2025-01-01', finishPlanned: '2026-06' }, 'project_behind'],
  ['finished', { finishPlanned: '2026-06', finishedOn: '2026-06-29' }, null],
  ['stopped', { class: 'stopped', finishPlanned: '2026-06' }, null],
])('[DEL-309] a project: %s', (_, parts, kind) => expect(project(parts)).toBe(kind))

test('[DEL-315] a project names the first working day after its planned times', () => {
  const finding = (today: string) =>
    projectFinding(
      {
        name: '铁路',
        class: 'new',
        startPlanned: '2026-05',
        finishPlanned: '2026',
        startedOn: null,
        finishedOn: null,
      } as never,
      today,
    )
  // 31 May 2026 is a Sunday: Monday is its last day.
  expect(finding('2026-05-04')).toEqual({ kind: 'nothing', turnsOn: '2026-06-02' })
  expect(finding('2026-06-01')).toMatchObject({ kind: 'nothing', turnsOn: '2026-06-02' })
  expect(finding('2026-06-02')).toMatchObject({ kind: 'project_behind', dueOn: '2026-05-31', turnsOn: '2027-01-04' })
  expect(finding('2027-01-04')).toEqual({ kind: 'project_behind', title: '铁路', dueOn: '2026-12-31' })
})

test.each(['2026-06-30', '2026-07-01', '2026-12-31', '2027-01-01'])(
  '[DEL-315] an indicator names the day on which another figure is owed: %s',
  (today) => {
    const next = nextOwedOn(today)
    const before = new Date(Date.parse(next) - 86_400_000).toISOString().slice(0, 10)
    expect(next > today).toBe(true)
    expect(yearOwed(before)).toBe(yearOwed(today))
    expect(yearOwed(next)).toBe(yearOwed(today) + 1)
  },
)
