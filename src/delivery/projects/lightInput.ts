import { firstLateDay, isLate } from '../../platform/calendar/index.ts'
import type { Finding, LightInput } from '../lights/index.ts'
import { lastDayOf } from './rules/lastDay.ts'
import { projectsOf, type TaskProject } from './taskProjects.ts'

/**
 * What a project tells the rules of the lights: that a day it was to start or be finished by has passed without it, and
 * when the next such day comes. A plan names a year or a month as often as a day: its last day counts.
 */
export function findingOf(project: TaskProject, today: string): Finding | null {
  if (project.class === 'stopped' || project.class === 'transferred' || project.finishedOn !== null) return null
  const waited = [
    ...(project.finishPlanned !== null ? [lastDayOf(project.finishPlanned)] : []),
    ...(project.startPlanned !== null && project.startedOn === null ? [lastDayOf(project.startPlanned)] : []),
  ]
  const late = waited.find((dueOn) => isLate(dueOn, today))
  const [turnsOn] = waited
    .map(firstLateDay)
    .filter((day) => day > today)
    .sort()
  if (late === undefined && turnsOn === undefined) return null
  return {
    ...(late === undefined ? { kind: 'nothing' } : { kind: 'project_behind', title: project.name, dueOn: late }),
    ...(turnsOn === undefined ? {} : { turnsOn }),
  }
}

export const projectLightInput: LightInput = {
  name: 'projects',
  async load(trx, taskIds, today) {
    const found = new Map<string, Finding[]>()
    for (const project of await projectsOf(trx, taskIds)) {
      const finding = findingOf(project, today)
      if (finding) found.set(project.taskId, [...(found.get(project.taskId) ?? []), finding])
    }
    return found
  },
}
