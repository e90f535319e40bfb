import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { PEOPLE, type PersonName } from '../../../test/support/people.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import {
  addAssignment,
  addCycle,
  addObligation,
  addProgramme,
  addReport,
  addTask,
  OFFICE,
} from '../lights/evidence.testing.ts'
import { refreshLights } from '../lights/index.ts'

/** Staged notices are numbered behind those that people draw up. */
const STAGED = 20_000

export interface PaperStage {
  programmeId: string
  tasks: string[]
  noticeId: string
  meetingId: string
}

/** A programme with three tasks in two chapters: one reported in time, one late, one not at all; a notice and a meeting. */
export async function addPaperStage(
  handle: DatabaseHandle,
  visibility = 'cluster',
  noticed: PersonName = 'department',
): Promise<PaperStage> {
  const stage = await handle.asSystem(async (trx) => {
    const programmeId = await addProgramme(trx, randomUUID(), visibility)
    const department = PEOPLE.department.organizationId
    const city = PEOPLE.city.organizationId
    const tasks: string[] = []
    for (const [index, chapter] of ['1', '1', '2'].entries()) {
      const id = await addTask(trx, programmeId, { chapter, visibility, dueOn: index === 0 ? null : '2027-12-31' })
      await sql`update task set dispatched_at = '2026-01-06', number = ${index + 1} where id = ${id}`.execute(trx)
      await addAssignment(trx, id, index === 1 ? city : department, { receivedAt: '2026-01-07T02:00:00Z' })
      tasks.push(id)
    }
    const cycle = await addCycle(trx, programmeId)
    const days = ['2026-06-20T02:00:00Z', '2026-07-10T02:00:00Z', null]
    for (const [index, id] of tasks.entries()) {
      const obligation = await addObligation(trx, cycle, id, index === 1 ? city : department)
      const day = days[index]
      if (!day) continue
      await addReport(trx, obligation)
      await sql`update report_obligation set submitted_at = ${day}::timestamptz where id = ${obligation}`.execute(trx)
    }
    const noticeId = randomUUID()
    await sql`insert into supervision_notice (id, year, serial, title, basis, text, task_id, organization_id,
        owner_organization_id, state, due_on, issued_on, receive_by)
      values (${noticeId}, 2026, (select coalesce(max(serial), ${STAGED}) + 1 from supervision_notice where serial > ${STAGED}), '整治入海排污口', '上半年应报未报。', '请查明原因,限期补报。',
        ${tasks[2]}, ${PEOPLE[noticed].organizationId}, ${OFFICE}, 'issued', '2026-08-31', '2026-07-20', '2026-07-24')`.execute(
      trx,
    )
    return { programmeId, tasks, noticeId, meetingId: await addMeeting(trx) }
  })
  await refreshLights(handle)
  return stage
}

type Trx = Parameters<Parameters<DatabaseHandle['asSystem']>[0]>[0]

async function addMeeting(trx: Trx): Promise<string> {
  const [ladder, tier, meeting, item, resolution] = Array.from({ length: 5 }, () => randomUUID())
  await sql`insert into cluster (id, name, english_name, source, sample) values ('papers', '测试城市群', 'Test', 'test', false)
    on conflict do nothing`.execute(trx)
  await sql`insert into ladder (id, cluster_id, owner_organization_id, name) values (${ladder}, 'papers', ${OFFICE}, '协调层级')`.execute(
    trx,
  )
  await sql`insert into ladder_tier (id, ladder_id, position, name, rotation, hosts)
    values (${tier}, ${ladder}, 1, '北部湾城市群联席会议', 'none', array[${OFFICE}]::uuid[])`.execute(trx)
  await sql`insert into meeting (id, ladder_id, tier_id, owner_organization_id, session, title, host_organization_id, held_on,
      held_at, place, minutes, state, minuted_at)
    values (${meeting}, ${ladder}, ${tier}, ${OFFICE}, 3, '北部湾城市群联席会议第三次会议', ${OFFICE}, '2026-07-08', '09:00', '南宁市',
      '会议听取了上半年工作情况汇报。', 'minuted', '2026-07-10')`.execute(trx)
  for (const [position, [person, capacity, attendance]] of [
    ['department', 'member', 'present'],
    ['otherDepartment', 'member', 'absent'],
    ['city', 'observer', 'present'],
  ].entries() as unknown as [number, [keyof typeof PEOPLE, string, string]][])
    await sql`insert into meeting_attendee (meeting_id, organization_id, position, capacity, attendance, person)
      values (${meeting}, ${PEOPLE[person].organizationId}, ${position}, ${capacity}, ${attendance}, ${PEOPLE[person].userName})`.execute(
      trx,
    )
  await sql`insert into agenda_item (id, meeting_id, position, title, discussion, outcome)
    values (${item}, ${meeting}, 1, '关于入海排污口联合整治', '会议认为,应当建立统一台账。', 'resolved')`.execute(trx)
  await sql`insert into agenda_item (id, meeting_id, position, title, discussion)
    values (${randomUUID()}, ${meeting}, 2, '其他事项', '会议通报了下半年的会期。')`.execute(trx)
  await sql`insert into resolution (id, meeting_id, agenda_item_id, number, title, text, pace, due_on)
    values (${resolution}, ${meeting}, ${item}, 1, '统一台账', '建立北部湾入海排污口统一台账。', 'finite', '2026-12-31')`.execute(
    trx,
  )
  await sql`insert into resolution_unit (resolution_id, organization_id, role, position)
    values (${resolution}, ${PEOPLE.department.organizationId}, 'lead', 1)`.execute(trx)
  return meeting as string
}
