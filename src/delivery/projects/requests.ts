import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type DatabaseHandle, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { expectVersion, whyUnwritten } from '../../platform/http/index.ts'
import { ask, editable, sign } from './acts.ts'
import { projectRefusals as refusals } from './refusals.ts'
import { continuesSince, investsInYear, listClasses, moveFault } from './rules/moves.ts'
import { REQUESTS } from './rules/requests.ts'
import type { Decision, NewRequest, Project, Request } from './schemas.ts'
import { findProject, findRequest, yearsOf } from './store.ts'
import type { ListClass, ProjectClass } from './tables.ts'

type Wish = Pick<Request, 'kind' | 'year' | 'toClass' | 'plannedWan' | 'happenedOn' | 'evidence'>

/**
 * Whether the rules allow what is asked for, now. Asked when it is asked for and again when it is decided: a project
 * may have moved in between.
 */
async function check(trx: Trx, project: Project, wish: Wish, today: string): Promise<void> {
  if (wish.kind === 'enter_pool' || wish.kind === 'move') {
    const to = wish.toClass ?? 'reserve'
    const fault = moveFault({ ...wish, from: project.class, to, code: project.code }, today)
    if (fault) throw refusals.moveUnfit(project.class, to, fault)
    return
  }
  const year = wish.year ?? 0
  const listed = (await yearsOf(trx, project.id)).find((one) => one.year === year && one.removedOn === null)
  if (wish.kind === 'leave_year') {
    if (!listed) throw refusals.notListed(year)
    return
  }
  if (listed) throw refusals.listTaken(year)
  const possible = listClasses(project, year)
  const kind = wish.toClass as ListClass | null
  if (!kind || !possible.includes(kind)) throw refusals.listUnfit(year, kind ?? '', possible)
  if (investsInYear(kind) && wish.plannedWan === null)
    throw refusals.listMoneyUnfit(kind, 'an investment planned for the year')
  if (!investsInYear(kind) && wish.plannedWan !== null)
    throw refusals.listMoneyUnfit(kind, 'no investment planned for the year')
}

/** Asks for a place on a year's list, a move to another class, or to leave a list. */
export async function requestChange(
  trx: Trx,
  actor: Actor,
  projectId: string,
  body: NewRequest,
  today: string,
): Promise<string> {
  const project = await editable(trx, actor, projectId)
  const wish: Wish = {
    kind: body.kind,
    year: body.kind === 'move' ? null : (body.year ?? Number(today.slice(0, 4))),
    toClass: body.kind === 'leave_year' ? null : (body.toClass ?? null),
    plannedWan: body.kind === 'enter_year' ? (body.plannedWan ?? null) : null,
    happenedOn: body.happenedOn ?? null,
    evidence: body.evidence ?? '',
  }
  if (project.class === 'proposed') throw refusals.notInPool()
  if (wish.kind === 'move' && wish.toClass === null) throw refusals.moveUnfit(project.class, '', 'impossible')
  await check(trx, project, wish, today)
  const open = await trx
    .selectFrom('project_request')
    .select('id')
    .where('project_id', '=', projectId)
    .where('kind', '=', wish.kind)
    .where(sql<number>`coalesce(year, 0)`, '=', wish.year ?? 0)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  if (open) throw refusals.requestOpen(wish.kind)
  const id = await ask(trx, actor, projectId, {
    kind: wish.kind,
    year: wish.year,
    to_class: wish.toClass,
    planned_wan: wish.plannedWan,
    happened_on: wish.happenedOn,
    evidence: wish.evidence,
    reason: body.reason,
  })
  await sign(trx, 'project.request', projectId, undefined, body)
  return id
}

/** Decides a request, or takes it back. */
export async function decideRequest(
  trx: Trx,
  actor: Actor,
  id: string,
  { decision, reason = '' }: Decision,
  ifMatch: string | undefined,
  today: string,
): Promise<string> {
  const request = await findRequest(trx, id)
  expectVersion(ifMatch, request.revision)
  if (REQUESTS[request.state][decision] === null) throw refusals.requestDecided(request.state)
  const project = await findProject(trx, request.project.id)
  if (decision === 'withdraw') {
    if (!request.mayWithdraw) throw refusals.notAsker(request.organizationName)
    await close(trx, actor, request, 'withdrawn', reason)
  } else {
    if (project.owner.id !== actor.organizationId) throw refusals.notPoolKeeper(project.owner.name)
    if (decision === 'approve') await approve(trx, actor, request, project, today, reason)
    else {
      if (reason.trim() === '') throw refusals.refusalReason()
      await close(trx, actor, request, 'refused', reason)
    }
  }
  await appendAudit(trx, {
    action: 'project.decide',
    subjectKind: 'project_request',
    subjectId: id,
    before: { state: request.state },
    after: { decision, reason },
  })
  return project.id
}

async function close(
  trx: Trx,
  actor: Actor,
  request: Pick<Request, 'id' | 'revision' | 'project'>,
  state: 'approved' | 'refused' | 'withdrawn',
  reason: string,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('project_request')
    .set({
      state,
      revision: request.revision + 1,
      decided_at: CLOCK_NOW,
      decided_by: actor.userName,
      decision_reason: reason || null,
    })
    .where('id', '=', request.id)
    .where('revision', '=', request.revision)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw await whyUnwritten(trx, 'project_request', request.id, request.revision)
  await announce(trx, 'delivery.project_decided', { projectId: request.project.id, requestId: request.id, state })
}

/** Approves a request and does what it asks for. */
export async function approve(
  trx: Trx,
  actor: Actor,
  request: Request,
  project: Project,
  today: string,
  reason: string,
): Promise<void> {
  await check(trx, project, request, today)
  await close(trx, actor, request, 'approved', reason)
  if (request.kind === 'enter_pool' || request.kind === 'move') {
    await moveTo(trx, project, {
      to: request.toClass ?? 'reserve',
      on: request.happenedOn ?? today,
      reason: request.reason,
      evidence: request.evidence,
      requestId: request.id,
      userName: actor.userName,
    })
    return
  }
  const year = request.year ?? 0
  if (request.kind === 'leave_year')
    await trx
      .updateTable('project_year')
      .set({ removed_on: today, removed_reason: request.reason })
      .where('project_id', '=', project.id)
      .where('year', '=', year)
      .execute()
  else {
    const row = { class: request.toClass as ListClass, planned_wan: request.plannedWan }
    await trx
      .insertInto('project_year')
      .values({ project_id: project.id, year, ...row })
      .onConflict((conflict) =>
        conflict.columns(['project_id', 'year']).doUpdateSet({ ...row, removed_on: null, removed_reason: null }),
      )
      .execute()
  }
}

interface Step {
  to: ProjectClass
  on: string
  reason: string
  evidence: string
  requestId: string | null
  userName: string | null
}

async function moveTo(trx: Trx, project: Pick<Project, 'id' | 'class' | 'startedOn'>, step: Step): Promise<void> {
  await trx
    .updateTable('project')
    .set({
      class: step.to,
      class_since: step.on,
      revision: sql`revision + 1`,
      updated_at: CLOCK_NOW,
      ...((step.to === 'starting' || step.to === 'continuing') && !project.startedOn ? { started_on: step.on } : {}),
      ...(step.to === 'finished' ? { finished_on: step.on } : {}),
    })
    .where('id', '=', project.id)
    .execute()
  await trx
    .insertInto('project_move')
    .values({
      project_id: project.id,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from project_move where project_id = ${project.id})` as never,
      from_class: project.class,
      to_class: step.to,
      moved_on: step.on,
      reason: step.reason,
      evidence: step.evidence,
      request_id: step.requestId,
      user_name: step.userName,
    })
    .execute()
}

/** What started last year or before is 续建 from its next 1 January on. Run at the turn of every day; twice does no harm. */
export async function turnProjectYear(database: DatabaseHandle, today: string): Promise<number> {
  return database.asSystem(async (trx) => {
    const starting = await trx
      .selectFrom('project')
      .select(['id', 'class', 'class_since', 'started_on'])
      .where('class', '=', 'starting')
      .where('class_since', '<', `${today.slice(0, 4)}-01-01`)
      .forUpdate()
      .execute()
    for (const one of starting) {
      const on = continuesSince({ class: one.class, classSince: one.class_since }, today)
      if (on)
        await moveTo(
          trx,
          { id: one.id, class: one.class, startedOn: one.started_on },
          { to: 'continuing', on, reason: '跨年度结转续建', evidence: '', requestId: null, userName: null },
        )
    }
    return starting.length
  })
}
