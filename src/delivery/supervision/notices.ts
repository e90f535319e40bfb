import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { addWorkingDays } from '../../platform/calendar/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { httpRefusals, idOfKey, isMade, namesVersion, whyUnwritten } from '../../platform/http/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { findNotice, noticeRow } from './noticeStore.ts'
import { supervisionRefusals as refusals } from './refusals.ts'
import { type NoticeEvent, nextNoticeState } from './rules/notice.ts'
import type { NewNotice, NoticeAnswer, NoticeEdit } from './schemas.ts'

type Row = Awaited<ReturnType<typeof noticeRow>>

/** Working days for the receipt of a notice: shorter than a task's, it is about what is late already. */
export const RECEIPT_DAYS = 3

/**
 * Draws up notices, one for each unit (一事一单), each with its own number; issued at once where asked. The same again with
 * one key makes no second one.
 * @throws Refusal notice_due_in_past, notice_task_unknown, inspection_not_found, supervised_unit_unknown
 */
export async function drawUpNotices(
  trx: Trx,
  actor: Actor,
  body: NewNotice,
  today: string,
  key?: string,
): Promise<string[]> {
  const ids = body.unitIds.map((unit) => idOfKey(key, actor, 'notice', body, unit))
  if (await isMade(trx, 'supervision_notice', key, ids[0] ?? '')) return ids
  if (body.dueOn < today) throw refusals.dueInPast(body.dueOn)
  if (body.taskId) {
    const task = await trx.selectFrom('task').select('id').where('id', '=', body.taskId).executeTakeFirst()
    if (!task) throw refusals.noticeTaskUnknown(body.taskId)
  }
  if (body.inspectionId) {
    const inspection = await trx
      .selectFrom('inspection')
      .select('owner_organization_id as owner')
      .where('id', '=', body.inspectionId)
      .executeTakeFirst()
    if (inspection?.owner !== actor.organizationId) throw refusals.inspectionNotFound(body.inspectionId)
  }
  const known = await trx.selectFrom('organization').select('id').where('id', 'in', body.unitIds).execute()
  const unknown = body.unitIds.find((unit) => !known.some(({ id }) => id === unit))
  if (unknown) throw refusals.unitUnknown(unknown)
  const year = Number(today.slice(0, 4))
  const made: string[] = []
  for (const [index, unitId] of body.unitIds.entries()) {
    const { rows } = await sql<{ serial: number }>`
      select take_serial('notice', ${actor.organizationId}::uuid, ${year}::int) as serial`.execute(trx)
    const id = ids[index] ?? ''
    await trx
      .insertInto('supervision_notice')
      .values({
        id,
        year,
        serial: rows[0]?.serial ?? 0,
        title: body.title.trim(),
        basis: body.basis.trim(),
        text: body.text.trim(),
        task_id: body.taskId ?? null,
        inspection_id: body.inspectionId ?? null,
        organization_id: unitId,
        owner_organization_id: actor.organizationId,
        state: 'draft',
        due_on: body.dueOn,
        issued_on: null,
        receive_by: null,
        signed_off_on: null,
      })
      .execute()
    await appendAudit(trx, {
      action: 'delivery.notice_draw_up',
      subjectKind: 'supervision_notice',
      subjectId: id,
      after: { ...body, unitIds: [unitId] },
    })
    if (body.issue) await actAsOwner(trx, actor, id, 'issued', null, today)
    made.push(id)
  }
  return made
}

/** Changes a draft. @throws Refusal notice_cannot, version_outdated with what stands now */
export async function editNotice(
  trx: Trx,
  actor: Actor,
  id: string,
  body: NoticeEdit,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  const before = await noticeRow(trx, id)
  if (!namesVersion(ifMatch, before.revision))
    throw httpRefusals.versionOutdated(before.revision, await findNotice(trx, id, actor, today))
  if (before.state !== 'draft') throw refusals.noticeCannot(before.state, 'edited')
  if (body.dueOn < today) throw refusals.dueInPast(body.dueOn)
  await change(trx, before, {
    title: body.title.trim(),
    basis: body.basis.trim(),
    text: body.text.trim(),
    due_on: body.dueOn,
  })
  await appendAudit(trx, {
    action: 'delivery.notice_edit',
    subjectKind: 'supervision_notice',
    subjectId: id,
    before: { title: before.title, basis: before.basis, text: before.text, dueOn: before.due_on },
    after: body,
  })
}

async function change(trx: Trx, before: Row, facts: object): Promise<void> {
  const changed = await trx
    .updateTable('supervision_notice')
    .set({ ...facts, revision: before.revision + 1, updated_at: CLOCK_NOW })
    .where('id', '=', before.id)
    .where('revision', '=', before.revision)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw await whyUnwritten(trx, 'supervision_notice', before.id, before.revision)
}

type OwnersEvent = Extract<NoticeEvent, 'issued' | 'returned' | 'signed_off' | 'reopened' | 'withdrawn' | 'extended'>

/** What the office does with a notice: issue, return an answer, sign off (销号), reopen, extend, take back. */
export async function actAsOwner(
  trx: Trx,
  actor: Actor,
  id: string,
  event: OwnersEvent,
  text: string | null,
  today: string,
  dueOn?: string,
): Promise<void> {
  const before = await noticeRow(trx, id)
  const state = nextNoticeState(before.state, event)
  const due = dueOn ?? before.due_on
  if ((event === 'extended' || event === 'issued') && due < today) throw refusals.dueInPast(due)
  await change(trx, before, {
    state,
    due_on: due,
    ...(event === 'issued' ? { issued_on: today, receive_by: addWorkingDays(today, RECEIPT_DAYS) } : {}),
    ...(event === 'signed_off' ? { signed_off_on: today } : {}),
    ...(event === 'reopened' ? { signed_off_on: null } : {}),
  })
  await record(trx, actor, before, event, text, state)
  // A draft that is taken back was never anybody's.
  if (before.state !== 'draft' || event === 'issued') await tellUnit(trx, before, event)
}

const TOLD: Readonly<Record<OwnersEvent, readonly [zh: string, en: string]>> = {
  issued: ['收到督办单，请签收：', 'A supervision notice to receive: '],
  returned: ['督办反馈被退回：', 'Your answer was returned: '],
  signed_off: ['督办事项已销号：', 'Signed off: '],
  reopened: ['督办事项重新办理：', 'Reopened: '],
  withdrawn: ['督办单已撤回：', 'Withdrawn: '],
  extended: ['督办期限已调整：', 'The deadline was moved: '],
}

async function tellUnit(trx: Trx, notice: Row, event: OwnersEvent): Promise<void> {
  const [zh, en] = TOLD[event]
  await notify(trx, [
    {
      organizationId: notice.organization_id,
      kind: `delivery.notice_${event}`,
      title: `${zh}${notice.title}`,
      titleEn: `${en}${notice.title}`,
      link: `/supervision/${notice.id}`,
      key: `notice_${event}:${notice.id}:${notice.revision}`,
    },
  ])
}

async function record(
  trx: Trx,
  actor: Actor,
  before: Row,
  event: NoticeEvent,
  text: string | null,
  state: string,
): Promise<string> {
  const id = randomUUID()
  await sql`
    insert into supervision_event (id, notice_id, seq, kind, text, user_id, user_name, organization_id, organization_name)
    select ${id}::uuid, ${before.id}::uuid, coalesce(max(seq), 0) + 1, ${event}, ${text}::text, ${actor.userId},
      ${actor.userName}, ${actor.organizationId}::uuid, ${actor.organizationName}
    from supervision_event where notice_id = ${before.id}::uuid`.execute(trx)
  await announce(trx, `delivery.notice_${event}`, {
    id: before.id,
    taskId: before.task_id,
    organizationId: before.organization_id,
    state,
  })
  await appendAudit(trx, {
    action: `delivery.notice_${event}`,
    subjectKind: 'supervision_notice',
    subjectId: before.id,
    before: { state: before.state },
    after: { state, ...(text ? { text } : {}) },
  })
  return id
}

/** The unit moves its notice on: only as far as the database's own function lets it. */
async function advance(trx: Trx, actor: Actor, before: Row, event: 'received' | 'answered'): Promise<string> {
  if (before.organization_id !== actor.organizationId) throw refusals.noticeNotYours()
  const state = nextNoticeState(before.state, event)
  const { rows } = await sql<{ revision: number | null }>`
    select advance_notice(${before.id}::uuid, ${state}) as revision`.execute(trx)
  if (rows[0]?.revision === null) throw httpRefusals.overtaken()
  return state
}

/** 签收 */
export async function receiveNotice(trx: Trx, actor: Actor, id: string): Promise<void> {
  const before = await noticeRow(trx, id)
  const state = await advance(trx, actor, before, 'received')
  await record(trx, actor, before, 'received', null, state)
}

/** 反馈: what was done, with the papers that show it. @throws Refusal supervision_file_unknown */
export async function answerNotice(trx: Trx, actor: Actor, id: string, body: NoticeAnswer): Promise<void> {
  const before = await noticeRow(trx, id)
  const state = await advance(trx, actor, before, 'answered')
  const eventId = await record(trx, actor, before, 'answered', body.text.trim(), state)
  await handIn(trx, eventId, body.fileIds, 'notice_id', id)
  await notify(trx, [
    {
      organizationId: before.owner_organization_id,
      kind: 'delivery.notice_answered',
      title: `督办事项已反馈，请审核：${before.title}`,
      titleEn: `A supervision notice was answered: ${before.title}`,
      link: `/supervision/${id}`,
      key: `notice_answered:${id}:${before.revision}`,
    },
  ])
}

/** Hands uploaded files in with what was said: from then on the other side sees them. */
export async function handIn(
  trx: Trx,
  eventId: string,
  fileIds: readonly string[],
  column: 'notice_id' | 'inspection_object_id',
  subject: string,
): Promise<void> {
  if (fileIds.length === 0) return
  const handed = await trx
    .updateTable('supervision_file')
    .set({ event_id: eventId })
    .where('id', 'in', [...fileIds])
    .where(column, '=', subject)
    .where('event_id', 'is', null)
    .executeTakeFirst()
  if (handed.numUpdatedRows !== BigInt(fileIds.length)) throw refusals.fileUnknown()
}
