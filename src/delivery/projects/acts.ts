import { randomUUID } from 'node:crypto'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { projectRefusals as refusals } from './refusals.ts'
import type { Project } from './schemas.ts'
import { findProject } from './store.ts'

interface Asked {
  kind: 'enter_pool' | 'enter_year' | 'move' | 'leave_year'
  year: number | null
  to_class: Exclude<Project['class'], 'proposed'> | null
  planned_wan: number | null
  happened_on: string | null
  reason: string
  evidence: string
}

/** Writes a request down, signed by its actor. */
export async function ask(trx: Trx, actor: Actor, projectId: string, asked: Asked): Promise<string> {
  const id = randomUUID()
  await trx
    .insertInto('project_request')
    .values({
      id,
      project_id: projectId,
      ...asked,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .execute()
  await announce(trx, 'delivery.project_asked', { projectId, requestId: id, kind: asked.kind })
  return id
}

/** The project, for a change by the unit that answers for it or the office that keeps the pool. */
export async function editable(trx: Trx, actor: Actor, id: string): Promise<Project> {
  const project = await findProject(trx, id)
  if (![project.organization.id, project.owner.id].includes(actor.organizationId))
    throw refusals.notYours(project.organization.name)
  return project
}

export async function sign(trx: Trx, action: string, id: string, before: unknown, after: unknown): Promise<void> {
  await appendAudit(trx, { action, subjectKind: 'project', subjectId: id, before, after })
}
