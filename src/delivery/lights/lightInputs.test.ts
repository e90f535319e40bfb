import { expect, test } from 'vitest'
import { findingOf as indicatorFinding } from '../indicators/lightInput.ts'
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

const project = (parts: Partial<TaskProject>) =>
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
    '2026-07-01',
  )?.kind ?? null

test.each<[string, Partial<TaskProject>, string | null]>([
  ['nothing planned', {}, null],
  ['starts later', { startPlanned: '2026-07-01' }, null],
  ['should have started', { startPlanned: '2026-06-30' }, 'project_behind'],
  ['started', { startPlanned: '2026-06-30', startedOn: '2026-06-01' }, null],
  ['should be finished', { startedOn: '2025-01-01', finishPlanned: '2026-06-30' }, 'project_behind'],
  ['finished', { finishPlanned: '2026-06-30', finishedOn: '2026-06-29' }, null],
  ['stopped', { class: 'stopped', finishPlanned: '2026-06-30' }, null],
])('[DEL-309] a project: %s', (_, parts, kind) => expect(project(parts)).toBe(kind))
