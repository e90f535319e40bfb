import type { Trx } from '../../platform/database/index.ts'
import { knownFigures } from '../indicators/index.ts'
import { lastDayOf, projectsOf } from '../projects/index.ts'
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
      plannedStartOn: lastDayOf(project.startPlanned),
      startedOn: lastDayOf(project.startedOn),
      completedOn: lastDayOf(project.finishedOn),
    })),
  }
}
