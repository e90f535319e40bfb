import { sql } from 'kysely'
import { addDays, addWorkingDays, firstDueInTime } from '../../platform/calendar/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import type { Job } from '../../platform/jobs/index.ts'
import { type Notice, notify } from '../../platform/notices/index.ts'
import { todayInChina } from '../../platform/time.ts'

/** How many working days before something is due its units are reminded. */
const REMIND_BEFORE = 3

interface Owed {
  organizationId: string
  programmeId: string
  programme: string
  dueOn: string
  n: number
}

/**
 * Reminds units once of what is due within a few working days, and once of what is overdue: one notice a unit, a
 * programme and a day, however many tasks it is about. Running again tells nothing twice.
 */
export async function remind(database: DatabaseHandle, now: Date): Promise<void> {
  const today = todayInChina(now)
  const soon = addDays(addWorkingDays(today, REMIND_BEFORE), 1)
  const inTime = firstDueInTime(today)
  await database.asSystem(async (trx) => {
    const due = await owedReports(trx, inTime, soon)
    const overdue = await owedReports(trx, null, inTime)
    const unreceived = await owedReceipts(trx, inTime)
    await notify(trx, [
      ...due.map((owed) =>
        noticeOf('report_due', owed, '待报送 {n} 项，{day} 截止：{title}', '{n} reports due on {day}: {title}'),
      ),
      ...overdue.map((owed) =>
        noticeOf(
          'report_overdue',
          owed,
          '逾期未报 {n} 项（{day} 截止）：{title}',
          '{n} reports overdue since {day}: {title}',
        ),
      ),
      ...unreceived.map((owed) =>
        noticeOf(
          'receipt_overdue',
          owed,
          '逾期未签收 {n} 项（{day} 截止）：{title}',
          '{n} tasks not received by {day}: {title}',
        ),
      ),
      ...(await owedAnswers(trx, inTime, soon)).map(({ id, organizationId, title, dueOn, late }) => ({
        organizationId,
        kind: `delivery.notice_${late ? 'overdue' : 'due'}`,
        title: `${late ? '督办单逾期未办结' : '督办单即将到期'}（${dueOn} 截止）：${title}`,
        titleEn: `Supervision notice ${late ? 'overdue since' : 'due on'} ${dueOn}: ${title}`,
        link: `/supervision/${id}`,
        key: `notice_${late ? 'overdue' : 'due'}:${id}:${dueOn}`,
      })),
    ])
  })
}

/** Supervision notices that wait for their unit's answer: due before long, or overdue. */
async function owedAnswers(trx: Trx, inTime: string, soon: string) {
  const { rows } = await sql<{ id: string; organizationId: string; title: string; dueOn: string; late: boolean }>`
    select id, organization_id as "organizationId", title, due_on::text as "dueOn", due_on < ${inTime}::date as late
    from supervision_notice where state in ('issued', 'received', 'returned') and due_on < ${soon}::date`.execute(trx)
  return rows
}

/** Reports not handed in whose last day is from `after` (or any day before) up to, and not including, `before`. */
async function owedReports(trx: Trx, after: string | null, before: string): Promise<Owed[]> {
  const { rows } = await sql<Owed>`
    select o.organization_id as "organizationId", p.id as "programmeId", p.title as programme, o.due_on::text as "dueOn",
      count(*)::int as n
    from report_obligation o
      join cycle c on c.id = o.cycle_id
      join programme p on p.id = o.programme_id
      join task t on t.id = o.task_id and t.state in ('dispatched', 'underway', 'closing')
    where o.state in ('due', 'returned') and c.opened_at is not null and c.closed_at is null
      and o.due_on < ${before}::date and (${after}::date is null or o.due_on >= ${after}::date)
    group by 1, 2, 3, 4`.execute(trx)
  return rows
}

async function owedReceipts(trx: Trx, before: string): Promise<Owed[]> {
  const { rows } = await sql<Owed>`
    select a.organization_id as "organizationId", p.id as "programmeId", p.title as programme,
      a.receipt_due_on::text as "dueOn", count(*)::int as n
    from task_assignment a
      join task t on t.id = a.task_id
      join programme p on p.id = t.programme_id
    where a.ended_on is null and a.received_at is null and a.receipt_due_on < ${before}::date
      and t.state in ('dispatched', 'underway', 'closing')
    group by 1, 2, 3, 4`.execute(trx)
  return rows
}

function noticeOf(
  kind: string,
  { organizationId, programmeId, programme, dueOn, n }: Owed,
  zh: string,
  en: string,
): Notice {
  const fill = (words: string) => words.replace('{n}', String(n)).replace('{day}', dueOn).replace('{title}', programme)
  const link =
    kind === 'receipt_overdue' ? `/tasks?unit=${organizationId}&programme=${programmeId}&receipt=open` : '/desk'
  return {
    organizationId,
    kind: `delivery.${kind}`,
    title: fill(zh),
    titleEn: fill(en),
    link,
    key: `${kind}:${programmeId}:${dueOn}`,
  }
}

export const reminderJob: Job = {
  name: 'delivery.reminders',
  every: 'day',
  run: ({ database, clock }) => remind(database, clock()),
}
