import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { PEOPLE } from '../../../test/support/index.ts'
import type { Trx } from '../../platform/database/index.ts'

// Evidence written straight into the tables, for tests of what follows from it.

export const OFFICE = PEOPLE.office.organizationId
export const HOME = '450000'

export async function addProgramme(trx: Trx, id = randomUUID(), visibility = 'cluster'): Promise<string> {
  await sql`insert into programme (id, home_jurisdiction, title, owner_organization_id, visibility, frequency, starts_on)
    values (${id}, ${HOME}, '台账', ${OFFICE}, ${visibility}, 'half_year', '2026-01-01')`.execute(trx)
  return id
}

let number = 0

export async function addTask(
  trx: Trx,
  programmeId: string,
  {
    id = randomUUID(),
    chapter = '1',
    state = 'dispatched',
    visibility = 'cluster',
    dueOn = null as string | null,
  } = {},
): Promise<string> {
  number += 1
  await sql`insert into task (home_jurisdiction, id, programme_id, number, origin, chapter, chapter_label, title, text, pace,
      state, owner_organization_id, visibility, due_on, sort_key)
    values (${HOME}, ${id}, ${programmeId}, ${number}, 'import', ${chapter}, ${`第${chapter}章`}, '任务', '推进', 'finite',
      ${state}, ${OFFICE}, ${visibility}, ${dueOn}, ${number})`.execute(trx)
  return id
}

export async function addAssignment(
  trx: Trx,
  taskId: string,
  organizationId: string,
  { role = 'lead', receiptDueOn = '2026-01-12', receivedAt = null as string | null } = {},
): Promise<void> {
  await sql`insert into task_assignment (task_id, seq, organization_id, role, receipt_due_on, received_at, begun_on)
    select ${taskId}, coalesce(max(seq), 0) + 1, ${organizationId}, ${role}, ${receiptDueOn}, ${receivedAt}, '2026-01-05'
    from task_assignment where task_id = ${taskId}`.execute(trx)
}

export async function addCycle(
  trx: Trx,
  programmeId: string,
  period = '2026H1',
  dueOn = '2026-06-30',
): Promise<string> {
  const id = randomUUID()
  await sql`insert into cycle (id, programme_id, period, starts_on, ends_on, opens_on, due_on, owner_organization_id, visibility)
    values (${id}, ${programmeId}, ${period}, '2026-01-01', '2026-06-30', '2026-06-10', ${dueOn}, ${OFFICE}, 'cluster')`.execute(
    trx,
  )
  return id
}

export async function addObligation(
  trx: Trx,
  cycleId: string,
  taskId: string,
  organizationId: string,
  { role = 'lead', state = 'due', dueOn = '2026-06-30' } = {},
): Promise<string> {
  const id = randomUUID()
  await sql`insert into report_obligation (home_jurisdiction, id, cycle_id, programme_id, task_id, organization_id, role,
      reports_to, owner_organization_id, visibility, opens_on, due_on, state)
    select ${HOME}, ${id}, ${cycleId}, programme_id, ${taskId}, ${organizationId}, ${role}, ${OFFICE}, ${OFFICE}, 'cluster',
      '2026-06-10', ${dueOn}, ${state} from cycle where id = ${cycleId}`.execute(trx)
  return id
}

/** A report of the obligation; `state` is what became of it. */
export async function addReport(
  trx: Trx,
  obligationId: string,
  { claim = 'on_track', grade = 'document', state = 'accepted' } = {},
): Promise<string> {
  const id = randomUUID()
  await sql`insert into report (home_jurisdiction, id, obligation_id, number, task_id, cycle_id, organization_id, reports_to,
      owner_organization_id, content, claim, grade, user_id, user_name, organization_name)
    select home_jurisdiction, ${id}, id, 1 + (select count(*) from report r where r.obligation_id = o.id), task_id, cycle_id,
      organization_id, reports_to, owner_organization_id, '{}', ${claim}, ${grade}, 'user-2', '韦芳', '厅'
    from report_obligation o where id = ${obligationId}`.execute(trx)
  const become = (next: string) =>
    sql`update report_obligation set state = ${next}, latest_report_id = ${id} where id = ${obligationId}`.execute(trx)
  const before = await trx
    .selectFrom('report_obligation')
    .select('state')
    .where('id', '=', obligationId)
    .executeTakeFirst()
  if (before?.state === 'accepted') await become('returned')
  await become('submitted')
  if (state !== 'submitted') await become(state)
  return id
}
