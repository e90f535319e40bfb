import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { cutList } from '../../platform/http/index.ts'
import { findDraft } from './drafts.ts'
import { evidenceOfTask } from './evidenceStore.ts'
import { knowledgeOf } from './knowledge.ts'
import { reportingRefusals as refusals } from './refusals.ts'
import { prefill } from './rules/prefill.ts'
import type { ObligationDetail, Part, Report } from './schemas.ts'
import { lastSaid, type ObligationRow } from './store.ts'

const UNIT = (alias: string) =>
  sql`json_build_object('id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.name`)}, 'shortName', ${sql.ref(`${alias}.short_name`)})`

/** A report with what hangs on it; the grade is that of its evidence now, not of the day it was sent. */
const REPORT = sql`r.id, r.obligation_id as "obligationId", r.number, rc.period, r.content, r.at, r.user_name as "userName",
  json_build_object('id', r.organization_id, 'name', r.organization_name) as organization,
  report_grade(r.id) as grade,
  (select coalesce(json_agg(json_build_object('decision', v.decision, 'reason', v.reason, 'at', v.at,
      'userName', v.user_name, 'organizationName', v.organization_name) order by v.at), '[]')
    from report_review v where v.report_id = r.id) as reviews,
  (select coalesce(json_agg(json_build_object('id', e.id, 'taskId', e.task_id, 'title', e.title, 'grade', e.grade,
      'fileName', e.file_name, 'mediaType', e.media_type, 'bytes', e.bytes, 'source', e.source, 'at', e.at,
      'userName', e.user_name, 'organization', json_build_object('id', e.organization_id, 'name', e.organization_name),
      'verified', (select json_build_object('at', w.at, 'userName', w.user_name, 'organizationName', w.organization_name,
        'note', w.note) from evidence_verification w where w.evidence_id = e.id order by w.at limit 1)) order by e.at), '[]')
    from report_evidence re join evidence e on e.id = re.evidence_id where re.report_id = r.id) as evidence,
  (select coalesce(json_agg(json_build_object('id', x.id, 'reportId', x.report_id, 'kind', x.kind, 'claimed', x.claimed,
      'known', x.known, 'foundAt', x.found_at, 'settledAt', x.settled_at, 'settledBy', x.settled_by,
      'settlement', x.settlement) order by x.found_at, x.id), '[]')
    from contradiction x where x.report_id = r.id) as contradictions`

/** Reports that the actor may see: of an obligation, or by their ids; newest first. */
async function reports(trx: Trx, where: { obligationIds: readonly string[] } | { ids: readonly string[] }) {
  const chosen =
    'ids' in where ? sql`r.id = any(${where.ids}::uuid[])` : sql`r.obligation_id = any(${where.obligationIds}::uuid[])`
  const { rows } = await sql<Report>`
    select ${REPORT} from report r join cycle rc on rc.id = r.cycle_id where ${chosen} order by r.at desc, r.number desc`.execute(
    trx,
  )
  return rows
}

/** What was said of a task, newest first, as far as the actor may see it. */
export async function reportsOfTask(trx: Trx, taskId: string, most = 200): Promise<{ items: Report[]; total: number }> {
  const { rows } = await sql<Report & { total: number }>`
    select ${REPORT}, count(*) over () as total from report r join cycle rc on rc.id = r.cycle_id where r.task_id = ${taskId}::uuid
    order by r.at desc, r.number desc limit ${most}`.execute(trx)
  return cutList(rows)
}

type Head = Pick<
  ObligationDetail,
  | 'id'
  | 'revision'
  | 'state'
  | 'role'
  | 'organization'
  | 'reportsTo'
  | 'owner'
  | 'dueOn'
  | 'submittedAt'
  | 'acceptedAt'
  | 'waivedReason'
  | 'returns'
  | 'cycle'
  | 'programme'
  | 'task'
> & { latestReportId: string | null }

/** One owed report with all that one needs to write it, or to decide on it. @throws Refusal obligation_not_found */
export async function obligationDetail(trx: Trx, actor: Actor, id: string, today: string): Promise<ObligationDetail> {
  const { rows } = await sql<Head>`
    select o.id, o.revision, o.state, o.role, ${UNIT('u')} as organization, ${UNIT('to')} as "reportsTo",
      ${UNIT('office')} as owner, o.due_on as "dueOn", o.submitted_at as "submittedAt", o.accepted_at as "acceptedAt",
      o.waived_reason as "waivedReason", o.returns, o.latest_report_id as "latestReportId",
      json_build_object('id', c.id, 'period', c.period, 'startsOn', c.starts_on, 'endsOn', c.ends_on,
        'opensOn', c.opens_on, 'dueOn', c.due_on, 'openedAt', c.opened_at, 'closedAt', c.closed_at) as cycle,
      json_build_object('id', p.id, 'title', p.title) as programme,
      json_build_object('id', t.id, 'number', t.number, 'title', t.title, 'text', t.text, 'measure', t.measure,
        'provisionLabel', t.provision_label, 'chapterLabel', t.chapter_label, 'dueOn', t.due_on,
        'documentId', t.document_id, 'provision', t.provision) as task
    from report_obligation o join cycle c on c.id = o.cycle_id join programme p on p.id = o.programme_id
      join task t on t.id = o.task_id join organization u on u.id = o.organization_id
      join organization "to" on "to".id = o.reports_to join organization office on office.id = o.owner_organization_id
    where o.id = ${id}::uuid`.execute(trx)
  const [head] = rows
  if (!head) throw refusals.obligationNotFound(id)
  const { latestReportId, ...shown } = head
  const me = actor.organizationId
  const isMine = head.organization.id === me
  const sent = await reports(trx, { obligationIds: [id] })
  const earlier = await lastSaid(trx, {
    ...{ id, task_id: head.task.id, organization_id: head.organization.id, due_on: head.dueOn },
  } as ObligationRow)
  const last = earlier ? ((await reports(trx, { ids: [earlier.id] }))[0] ?? null) : null
  const known = await knowledgeOf(trx, head.task.id, head.organization.id)
  const isWritable = isMine && ['due', 'returned', 'submitted'].includes(head.state) && head.cycle.closedAt === null
  const isReceiver = head.reportsTo.id === me || head.owner.id === me
  const latest = sent.find((one) => one.id === latestReportId)
  return {
    ...shown,
    today,
    may: {
      report: isWritable,
      review: isReceiver && !isMine && latest !== undefined && ['submitted', 'accepted'].includes(head.state),
      waive: head.owner.id === me && ['due', 'returned', 'waived'].includes(head.state),
    },
    reports: sent,
    last,
    draft: isMine ? await findDraft(trx, id) : null,
    prefill: isWritable
      ? prefill({
          period: head.cycle,
          sent: latest ?? null,
          last,
          milestones: known.milestones,
          indicators: known.indicators,
        })
      : null,
    known,
    parts: await partsOf(trx, head),
    evidence: isMine ? (await evidenceOfTask(trx, head.task.id)).items : [],
  }
}

/** The participants that report to this unit on the same task in the same cycle. */
async function partsOf(trx: Trx, { id, organization, task, cycle }: Head): Promise<Part[]> {
  const { rows } = await sql<Omit<Part, 'report'> & { latestReportId: string | null }>`
    select o.id as "obligationId", o.revision, o.state, o.submitted_at as "submittedAt", ${UNIT('u')} as organization,
      o.latest_report_id as "latestReportId"
    from report_obligation o join organization u on u.id = o.organization_id
    where o.task_id = ${task.id}::uuid and o.cycle_id = ${cycle.id}::uuid and o.reports_to = ${organization.id}::uuid
      and o.id <> ${id}::uuid order by u.jurisdiction_code nulls last, u.short_name`.execute(trx)
  const ids = rows.flatMap((row) => (row.latestReportId ? [row.latestReportId] : []))
  const found = ids.length > 0 ? await reports(trx, { ids }) : []
  return rows.map(({ latestReportId, ...part }) => ({
    ...part,
    report: found.find((one) => one.id === latestReportId) ?? null,
  }))
}
