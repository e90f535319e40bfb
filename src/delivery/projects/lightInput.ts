import type { Finding, LightInput } from '../lights/index.ts'
import { projectsOf, type TaskProject } from './taskProjects.ts'

/** What a project tells the rules of the lights: that a day it was to start or be finished by has passed without it. */
export function findingOf(project: TaskProject, today: string): Finding | null {
  if (project.class === 'stopped' || project.class === 'transferred') return null
  const late = (planned: string | null, done: string | null) => planned !== null && done === null && planned < today
  if (late(project.finishPlanned, project.finishedOn)) {
    return { kind: 'project_behind', title: project.name, dueOn: project.finishPlanned ?? '' }
  }
  if (late(project.startPlanned, project.startedOn) && project.finishedOn === null) {
    return { kind: 'project_behind', title: project.name, dueOn: project.startPlanned ?? '' }
  }
  return null
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
