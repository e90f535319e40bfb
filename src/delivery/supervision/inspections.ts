import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { httpRefusals, whyUnwritten } from '../../platform/http/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { expectNoDuplicate } from './inspectionStore.ts'
import { handIn } from './notices.ts'
import { supervisionRefusals as refusals } from './refusals.ts'
import { decideUntil, mustStepAside, nextObjectState, type ObjectEvent, objectUntil } from './rules/inspection.ts'
import type { Conclusion, Decision, NewInspection, NoticeAnswer } from './schemas.ts'
import type { InspectionObjectTable } from './tables.ts'

/**
 * Plans an inspection (督查方案): its content, tasks, units and time are fixed with it, and it does not repeat another.
 * @throws Refusal inspection_tasks_unknown, supervised_unit_unknown, inspection_unit_unfit,
 *   inspection_duplicate
 */
export async function planInspection(trx: Trx, actor: Actor, body: NewInspection, today: string): Promise<string> {
  const tasks = await trx.selectFrom('task').select(['id', 'assigned']).where('id', 'in', body.taskIds).execute()
  if (tasks.length < body.taskIds.length) throw refusals.inspectionTasksUnknown(body.taskIds.length - tasks.length)
  const units = await trx.selectFrom('organization').select(['id', 'name']).where('id', 'in', body.unitIds).execute()
  const unknown = body.unitIds.find((unit) => !units.some(({ id }) => id === unit))
  if (unknown) throw refusals.unitUnknown(unknown)
  const strangers = units.filter(({ id }) => !tasks.some(({ assigned }) => assigned.includes(id)))
  if (strangers.length > 0) throw refusals.inspectionUnitUnfit(strangers.map(({ name }) => name).join('、'))
  if (body.endsOn < body.startsOn) throw httpRefusals.schemaMismatch('body', 'endsOn', 'a day after it begins')
  await expectNoDuplicate(trx, { ...body, organizationIds: body.unitIds }, null)
  const year = Number(today.slice(0, 4))
  const { rows } = await sql<{ serial: number }>`
    select take_serial('inspection', ${actor.organizationId}::uuid, ${year}::int) as serial`.execute(trx)
  const id = randomUUID()
  await trx
    .insertInto('inspection')
    .values({
      id,
      year,
      serial: rows[0]?.serial ?? 0,
      form: body.form,
      title: body.title.trim(),
      basis: body.basis.trim(),
      content: body.content.trim(),
      scope: body.scope?.trim() ?? '',
      ways: body.ways,
      ...inspectorsOf(actor, body),
      starts_on: body.startsOn,
      ends_on: body.endsOn,
      owner_organization_id: actor.organizationId,
      state: 'planned',
      filter: JSON.stringify(body.filter ?? {}),
    })
    .execute()
  await trx
    .insertInto('inspection_task')
    .values(body.taskIds.map((taskId) => ({ inspection_id: id, task_id: taskId })))
    .execute()
  await trx
    .insertInto('inspection_object')
    .values(
      body.unitIds.map((unitId) => ({
        id: randomUUID(),
        inspection_id: id,
        organization_id: unitId,
        state: 'listed' as const,
        verdict: null,
        conclusion: null,
        rectify_by: null,
        received_on: null,
        object_until: null,
        decide_until: null,
      })),
    )
    .execute()
  await record(trx, actor, id, null, 'planned', null, body)
  return id
}

/** Users come first, so that the first names are theirs; whoever plans it may take part. */
function inspectorsOf(actor: Actor, { inspectors, inspectorIds = [], takesPart }: NewInspection) {
  if (!takesPart || inspectorIds.includes(actor.userId)) return { inspectors, inspector_ids: inspectorIds }
  return {
    inspectors: [`${actor.userName}（${actor.organizationName}）`, ...inspectors],
    inspector_ids: [actor.userId, ...inspectorIds],
  }
}

async function inspectionRow(trx: Trx, id: string) {
  const inspection = await trx.selectFrom('inspection').selectAll().where('id', '=', id).executeTakeFirst()
  if (!inspection) throw refusals.inspectionNotFound(id)
  return inspection
}

/** Starts it, and its units hear of it; or gives it up before it began. */
export async function moveInspection(
  trx: Trx,
  actor: Actor,
  id: string,
  event: 'start' | 'cancel',
  text: string | null,
): Promise<void> {
  const before = await inspectionRow(trx, id)
  if (before.state !== 'planned') throw refusals.inspectionCannot(before.state, event)
  const moved = await trx
    .updateTable('inspection')
    .set({ state: event === 'start' ? 'underway' : 'cancelled', revision: before.revision + 1, updated_at: CLOCK_NOW })
    .where('id', '=', id)
    .where('revision', '=', before.revision)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) throw await whyUnwritten(trx, 'inspection', id, before.revision)
  if (event === 'start') {
    const objects = await trx
      .updateTable('inspection_object')
      .set({ state: nextObjectState('listed', 'start'), updated_at: CLOCK_NOW })
      .where('inspection_id', '=', id)
      .where('state', '=', 'listed')
      .returning('organization_id')
      .execute()
    await tell(
      trx,
      id,
      objects.map((one) => one.organization_id),
      'started',
      before,
    )
  }
  await record(trx, actor, id, null, event === 'start' ? 'started' : 'cancelled', text)
}

const TOLD = {
  started: ['专项督查开始：', 'An inspection begins: '],
  concluded: ['督查结论已反馈，请签收：', 'A conclusion to receive: '],
  decided: ['对督查结论的异议已复核：', 'Your objection was decided: '],
  check_failed: ['整改未通过核查：', 'Rectification did not pass: '],
  closed: ['督查事项已办结：', 'Closed: '],
  objected: ['督查对象提出异议，30 日内复核：', 'An objection to decide within 30 days: '],
  rectified: ['督查对象已报整改，请核查：', 'Rectification to check: '],
} as const

async function tell(
  trx: Trx,
  id: string,
  to: readonly string[],
  kind: keyof typeof TOLD,
  subject: { title: string; revision: number },
): Promise<void> {
  const [zh, en] = TOLD[kind]
  await notify(
    trx,
    to.map((organizationId) => ({
      organizationId,
      kind: `delivery.inspection_${kind}`,
      title: `${zh}${subject.title}`,
      titleEn: `${en}${subject.title}`,
      link: `/inspections/${id}`,
      key: `inspection_${kind}:${id}:${organizationId}:${subject.revision}`,
    })),
  )
}

/** Acts with two outcomes sign as one: the outcome is in the line. */
const SIGNED: Readonly<Record<string, string>> = {
  upheld: 'decided',
  changed: 'decided',
  closed: 'checked',
  check_failed: 'checked',
}

async function record(
  trx: Trx,
  actor: Actor,
  inspectionId: string,
  objectId: string | null,
  kind: string,
  text: string | null,
  after?: object,
): Promise<string> {
  const id = randomUUID()
  await trx
    .insertInto('inspection_event')
    .values({
      id,
      inspection_id: inspectionId,
      object_id: objectId,
      kind,
      text,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .execute()
  await announce(trx, `delivery.inspection_${kind}`, { id: inspectionId, objectId })
  await appendAudit(trx, {
    action: `delivery.inspection_${SIGNED[kind] ?? kind}`,
    subjectKind: 'inspection',
    subjectId: inspectionId,
    after: { ...(objectId ? { objectId } : {}), ...(text ? { text } : {}), ...after },
  })
  return id
}

async function objectRow(trx: Trx, id: string) {
  const object = await trx.selectFrom('inspection_object').selectAll().where('id', '=', id).executeTakeFirst()
  if (!object) throw refusals.objectNotFound(id)
  return { object, inspection: await inspectionRow(trx, object.inspection_id) }
}

type ObjectRow = Awaited<ReturnType<typeof objectRow>>['object']
type Facts = Partial<Pick<InspectionObjectTable, 'verdict' | 'conclusion' | 'rectify_by'>>

/** What the office does with one inspected unit. */
async function moveObject(trx: Trx, object: ObjectRow, event: ObjectEvent, facts: Facts = {}): Promise<void> {
  const moved = await trx
    .updateTable('inspection_object')
    .set({
      ...facts,
      state: nextObjectState(object.state, event),
      revision: object.revision + 1,
      updated_at: CLOCK_NOW,
    })
    .where('id', '=', object.id)
    .where('revision', '=', object.revision)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) throw await whyUnwritten(trx, 'inspection_object', object.id, object.revision)
}

const conclusionFacts = (verdict: 'met' | 'rectify', rectifyBy: string | null | undefined): Facts => {
  if (verdict === 'rectify' && !rectifyBy) throw refusals.rectifyByMissing()
  return { verdict, rectify_by: verdict === 'rectify' ? (rectifyBy ?? null) : null }
}

/** 督查结论, given back to the object. @throws Refusal rectify_by_missing */
export async function conclude(trx: Trx, actor: Actor, id: string, body: Conclusion): Promise<string> {
  const { object, inspection } = await objectRow(trx, id)
  await moveObject(trx, object, 'conclude', {
    conclusion: body.text.trim(),
    ...conclusionFacts(body.verdict, body.rectifyBy),
  })
  await record(trx, actor, inspection.id, id, 'concluded', body.text.trim(), { verdict: body.verdict })
  await tell(trx, inspection.id, [object.organization_id], 'concluded', { ...object, title: inspection.title })
  return inspection.id
}

/** What the inspected unit does with its own row, as far as the database's own function lets it. */
async function advance(
  trx: Trx,
  actor: Actor,
  object: ObjectRow,
  event: 'receive' | 'object' | 'rectify',
  today: string,
  until: string | null,
): Promise<void> {
  if (object.organization_id !== actor.organizationId) throw refusals.objectNotYours()
  const state = nextObjectState(object.state, event)
  const { rows } = await sql<{ revision: number | null }>`
    select advance_inspected(${object.id}::uuid, ${state}, ${today}::date, ${until}::date) as revision`.execute(trx)
  if (rows[0]?.revision === null) throw httpRefusals.overtaken()
}

/** The unit receives the conclusion: its 30 days to object begin. */
export async function receiveConclusion(trx: Trx, actor: Actor, id: string, today: string): Promise<string> {
  const { object, inspection } = await objectRow(trx, id)
  await advance(trx, actor, object, 'receive', today, objectUntil(today))
  await record(trx, actor, inspection.id, id, 'received', null)
  return inspection.id
}

/** The unit objects, once and in time. @throws Refusal objection_late, objected_already */
export async function objectToConclusion(
  trx: Trx,
  actor: Actor,
  id: string,
  text: string,
  today: string,
): Promise<string> {
  const { object, inspection } = await objectRow(trx, id)
  if (object.organization_id !== actor.organizationId) throw refusals.objectNotYours()
  if (object.objected) throw refusals.objectedAlready()
  if (object.object_until && today > object.object_until) throw refusals.objectionLate(object.object_until)
  await advance(trx, actor, object, 'object', today, decideUntil(today))
  await record(trx, actor, inspection.id, id, 'objected', text)
  await tell(trx, inspection.id, [inspection.owner_organization_id], 'objected', { ...object, title: inspection.title })
  return inspection.id
}

/** 复核决定, by somebody who did not inspect. @throws Refusal inspector_steps_aside */
export async function decideObjection(trx: Trx, actor: Actor, id: string, body: Decision): Promise<string> {
  const { object, inspection } = await objectRow(trx, id)
  if (mustStepAside(inspection.inspector_ids, actor.userId)) throw refusals.stepAside()
  const changed = body.decision === 'change'
  const verdict = body.verdict ?? object.verdict ?? 'met'
  await moveObject(
    trx,
    object,
    body.decision,
    changed
      ? {
          conclusion: body.conclusion?.trim() ?? object.conclusion,
          ...conclusionFacts(verdict, body.rectifyBy ?? object.rectify_by),
        }
      : {},
  )
  await record(trx, actor, inspection.id, id, changed ? 'changed' : 'upheld', body.text.trim(), body)
  await tell(trx, inspection.id, [object.organization_id], 'decided', { ...object, title: inspection.title })
  return inspection.id
}

/** 整改情况, with its papers. @throws Refusal nothing_to_rectify */
export async function reportRectified(
  trx: Trx,
  actor: Actor,
  id: string,
  body: NoticeAnswer,
  today: string,
): Promise<string> {
  const { object, inspection } = await objectRow(trx, id)
  if (object.verdict !== 'rectify') throw refusals.nothingToRectify()
  await advance(trx, actor, object, 'rectify', today, null)
  const eventId = await record(trx, actor, inspection.id, id, 'rectified', body.text.trim())
  await handIn(trx, eventId, body.fileIds, 'inspection_object_id', id)
  await tell(trx, inspection.id, [inspection.owner_organization_id], 'rectified', {
    ...object,
    title: inspection.title,
  })
  return inspection.id
}

/** 整改核查; a unit that had nothing to put right is closed by it as well. @throws Refusal not_rectified */
export async function checkRectification(
  trx: Trx,
  actor: Actor,
  id: string,
  passed: boolean,
  text: string,
): Promise<string> {
  const { object, inspection } = await objectRow(trx, id)
  if (object.state === 'received' && (object.verdict === 'rectify' || !passed)) throw refusals.notRectified()
  await moveObject(trx, object, passed ? 'close' : 'check_failed')
  await record(trx, actor, inspection.id, id, passed ? 'closed' : 'check_failed', text)
  await tell(trx, inspection.id, [object.organization_id], passed ? 'closed' : 'check_failed', {
    ...object,
    title: inspection.title,
  })
  if (passed) await concludeWhenAllClosed(trx, actor, inspection.id)
  return inspection.id
}

async function concludeWhenAllClosed(trx: Trx, actor: Actor, id: string): Promise<void> {
  const { count } = await trx
    .selectFrom('inspection_object')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('inspection_id', '=', id)
    .where('state', '<>', 'closed')
    .executeTakeFirstOrThrow()
  if (count > 0) return
  await trx
    .updateTable('inspection')
    .set(({ eb }) => ({ state: 'concluded' as const, revision: eb('revision', '+', 1), updated_at: CLOCK_NOW }))
    .where('id', '=', id)
    .execute()
  await record(trx, actor, id, null, 'finished', null)
}
