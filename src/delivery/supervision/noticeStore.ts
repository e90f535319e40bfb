import { type RawBuilder, sql } from 'kysely'
import { type Actor, roleMay } from '../../platform/access/index.ts'
import { firstDueInTime } from '../../platform/calendar/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { supervisionRefusals as refusals } from './refusals.ts'
import { NOTICE_MACHINE } from './rules/notice.ts'
import type { Notice, NoticeDetail, NoticeList, NoticeQuery } from './schemas.ts'
import { NOTICE_PLACE } from './schemas.ts'
import type {} from './tables.ts'

export const unitJson = (alias: string): RawBuilder<unknown> => {
  const row = sql.ref(alias)
  return sql`json_build_object('id', ${row}.id, 'name', ${row}.name, 'shortName', ${row}.short_name)`
}

export const FILE = sql`json_build_object('id', f.id, 'fileName', f.file_name, 'mediaType', f.media_type, 'bytes', f.bytes,
  'sha256', f.sha256, 'at', f.at, 'userName', f.user_name)`

const OPEN = sql`n.state in ('issued', 'received', 'answered', 'returned')`
/** As `isOverdue` of the rules says it. */
const overdue = (today: string) =>
  sql`(n.state in ('issued', 'received', 'returned') and n.due_on < ${firstDueInTime(today)}::date)`

const row = (
  today: string,
) => sql`n.id, n.revision, '督办〔' || n.year || '〕' || n.serial || '号' as number, n.title, n.state,
  ${unitJson('u')} as unit, ${unitJson('w')} as owner,
  (select json_build_object('id', k.id, 'number', k.number, 'title', k.title, 'programmeId', k.programme_id)
    from task k where k.id = n.task_id) as task,
  n.due_on as "dueOn", n.issued_on as "issuedOn", n.receive_by as "receiveBy", n.signed_off_on as "signedOffOn",
  ${overdue(today)} as overdue, n.updated_at as "updatedAt", n.created_at as "createdAt"`

const FROM = sql`from supervision_notice n join organization u on u.id = n.organization_id
  join organization w on w.id = n.owner_organization_id`

/** Notices that one may see, the newest first. */
export async function listNotices(trx: Trx, query: NoticeQuery, actor: Actor, today: string): Promise<NoticeList> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (query.state) conditions.push(sql`n.state = ${query.state}`)
  if (query.open) conditions.push(OPEN)
  if (query.overdue) conditions.push(overdue(today))
  if (query.mine) conditions.push(sql`n.organization_id = ${actor.organizationId}::uuid`)
  if (query.unit) conditions.push(sql`n.organization_id = ${query.unit}::uuid`)
  if (query.task) conditions.push(sql`n.task_id = ${query.task}::uuid`)
  if (query.q) {
    const like = `%${query.q.trim().replaceAll(/[%_\\]/g, '\\$&')}%`
    conditions.push(sql`(n.title like ${like} or n.text like ${like} or u.name like ${like})`)
  }
  const where = sql.join(conditions, sql` and `)
  const after = NOTICE_PLACE.read(query.cursor)
  const { rows } = await sql<Notice & { createdAt: Date }>`select ${row(today)} ${FROM} where ${where}
    ${after ? sql`and (n.created_at, n.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by n.created_at desc, n.id desc limit ${query.limit + 1}`.execute(trx)
  const { rows: counted } = await sql<{ total: number }>`select count(*) as total ${FROM} where ${where}`.execute(trx)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit),
    total: counted[0]?.total ?? 0,
    next: last ? NOTICE_PLACE.write(new Date(last.createdAt).toISOString(), last.id) : null,
  }
}

/** @throws Refusal notice_not_found */
export async function findNotice(trx: Trx, id: string, actor: Actor, today: string): Promise<NoticeDetail> {
  const [found] = await findNotices(trx, [id], actor, today)
  if (!found) throw refusals.noticeNotFound(id)
  return found
}

/** Those of them that one may see, in the order of their numbers. */
export async function findNotices(
  trx: Trx,
  ids: readonly string[],
  actor: Actor,
  today: string,
): Promise<NoticeDetail[]> {
  const { rows } = await sql<Omit<NoticeDetail, 'may'>>`
    select ${row(today)}, n.basis, n.text,
      (select json_build_object('id', i.id, 'title', i.title) from inspection i where i.id = n.inspection_id) as inspection,
      (select coalesce(json_agg(json_build_object('id', v.id, 'kind', v.kind, 'text', v.text, 'at', v.at,
          'userName', v.user_name, 'organizationName', v.organization_name,
          'files', (select coalesce(json_agg(${FILE} order by f.at), '[]') from supervision_file f where f.event_id = v.id))
          order by v.seq), '[]') from supervision_event v where v.notice_id = n.id) as steps,
      (select coalesce(json_agg(${FILE} order by f.at), '[]') from supervision_file f
        where f.notice_id = n.id and f.event_id is null) as waiting
    ${FROM} where n.id = any(${[...ids]}::uuid[]) order by n.year, n.serial`.execute(trx)
  return rows.map((found) => ({ ...found, may: mayDo(found, actor) }))
}

export function mayDo(notice: Pick<NoticeDetail, 'state' | 'unit' | 'owner'>, actor: Actor): NoticeDetail['may'] {
  const possible = NOTICE_MACHINE[notice.state]
  const owns = roleMay(actor.role, 'delivery.supervise') && notice.owner.id === actor.organizationId
  const mine = roleMay(actor.role, 'delivery.report') && notice.unit.id === actor.organizationId
  const may: NoticeDetail['may'] = []
  if (owns && notice.state === 'draft') may.push('edit')
  if (owns && possible.issued) may.push('issue')
  if (mine && possible.received) may.push('receive')
  if (mine && possible.answered) may.push('answer')
  if (owns && possible.signed_off) may.push('sign_off')
  if (owns && possible.returned) may.push('return')
  if (owns && possible.extended) may.push('extend')
  if (owns && possible.reopened) may.push('reopen')
  if (owns && possible.withdrawn) may.push('withdraw')
  return may
}

export async function noticeRow(trx: Trx, id: string) {
  const notice = await trx.selectFrom('supervision_notice').selectAll().where('id', '=', id).executeTakeFirst()
  if (!notice) throw refusals.noticeNotFound(id)
  return notice
}
