import type { Trx } from '../../platform/database/index.ts'
import { knownFigures } from '../indicators/index.ts'
import { projectsOf } from '../projects/index.ts'
import type { KnownIndicator, KnownMilestone, KnownProject } from './schemas.ts'

export interface TaskKnowledge {
  milestones: KnownMilestone[]
  indicators: KnownIndicator[]
  projects: KnownProject[]
}

/** What Qunce knows of a task besides its reports: milestones of its work plans, observations, projects. */
export async function knowledgeOf(trx: Trx, taskId: string, organizationId: string): Promise<TaskKnowledge> {
  const milestones = await trx
    .selectFrom('milestone')
    .select(['id', 'title', 'due_on', 'done_on', 'organization_id'])
    .where('task_id', '=', taskId)
    .where('dropped_at', 'is', null)
    .orderBy('due_on')
    .orderBy('position')
    .execute()
  const figures = await knownFigures(trx, [taskId])
  const projects = await projectsOf(trx, [taskId])
  return {
    milestones: milestones.map(({ id, title, due_on, done_on, organization_id }) => ({
      ...{ id, title, dueOn: due_on, doneOn: done_on, mine: organization_id === organizationId },
    })),
    indicators: figures.map((known) => ({
      ...{ id: known.indicatorId, title: known.name, unit: known.unit },
      // The newest first: what is asked for now is likely among them.
      observations: known.figures
        .map(({ period, value, grade, source }) => ({ period, value: Number(value), grade, source }))
        .reverse(),
    })),
    projects: projects.map((project) => ({
      id: project.projectId,
      name: project.name,
      stage: project.class,
      plannedStartOn: dayOf(project.startPlanned),
      startedOn: dayOf(project.startedOn),
      completedOn: dayOf(project.finishedOn),
    })),
  }
}

/** The last day that the text can mean: a start planned for 2026-05 is late from June on. */
function dayOf(text: string | null): string | null {
  if (text === null || /^\d{4}-\d{2}-\d{2}$/.test(text)) return text
  const [year = 0, month = 12] = text.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
