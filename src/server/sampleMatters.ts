import { sql } from 'kysely'
import {
  actOnMeeting,
  addAgendaItem,
  addLadder,
  LADDER_PRESETS,
  planMeeting,
  raiseMatter,
} from '../delivery/joint/index.ts'
import { drawUpNotices, receiveNotice } from '../delivery/supervision/index.ts'
import type { Actor } from '../platform/access/index.ts'
import { addDays, addWorkingDays } from '../platform/calendar/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import { todayInChina } from '../platform/time.ts'
import type { SampleStage } from './sampleDelivery.ts'

/** How many days ago this happened: young enough that nothing of it has risen or is late by itself. */
const DAYS_AGO = 3

/**
 * What one unit cannot solve, and what was promised and not done: a supervision notice to who has not reported, received
 * and not yet answered; the ladder of the cluster; the matter that blocks a task, which waits at its foot; and the meeting
 * that is convened.
 */
export async function loadSampleMatters(database: DatabaseHandle, stage: SampleStage): Promise<void> {
  const then = database.withClock(() => new Date(stage.now.getTime() - DAYS_AGO * 86_400_000))
  const today = addDays(todayInChina(stage.now), -DAYS_AGO)
  await supervise(then, stage, today)
  await raise(then, stage, today)
}

async function supervise(database: DatabaseHandle, { office, unitOf }: SampleStage, today: string): Promise<void> {
  const { rows } = await database.asSystem((trx) =>
    sql<{ taskId: string; title: string; unit: string; name: string }>`
      select t.id as "taskId", t.title, u.id as unit, u.name
      from report_obligation o join cycle c on c.id = o.cycle_id join task t on t.id = o.task_id
        join organization u on u.id = o.organization_id
      where o.state = 'due' and c.closed_at is not null and t.state in ('dispatched', 'underway') order by t.number`.execute(
      trx,
    ),
  )
  const [silent] = rows
  if (!silent) return
  const unit = unitOf(silent.unit, silent.name)
  const body = {
    title: `报送“${silent.title}”进展情况（示例）`,
    basis: '（示例）上一报送期已结束，至今未报。',
    text: '（示例）请报送本期进展、存在问题和下步打算，并附佐证材料。',
    ...{ unitIds: [silent.unit], taskId: silent.taskId, dueOn: addWorkingDays(today, 15), issue: true },
  }
  const [id] = await database.asActor(office, (trx) => drawUpNotices(trx, office, body, today))
  if (id) await database.asActor(unit, (trx) => receiveNotice(trx, unit, id))
}

async function raise(database: DatabaseHandle, stage: SampleStage, today: string): Promise<void> {
  const { office, people } = stage
  const governments = await governmentsOf(database)
  const [preset] = LADDER_PRESETS
  if (!preset || governments.length === 0) return
  const unitsOf = (role: Actor['role']) =>
    [...people.values()].filter((one) => one.role === role).map((one) => one.organizationId)
  const top = preset.tiers.length - 1
  // A matter begins where both sides meet, not with a department of one of them: it may be about the other.
  const tiers = preset.tiers.map((tier, index) => ({
    ...tier,
    hosts: index === 0 ? [office.organizationId] : governments,
    members: index === 0 ? unitsOf('department') : index === top ? unitsOf('city') : [],
  }))
  const ladderId = await database.asActor(office, async (trx) => {
    const cluster = await trx.selectFrom('cluster').select('id').where('sample', '=', true).executeTakeFirstOrThrow()
    const body = { clusterId: cluster.id, name: '北部湾城市群协调层级（示例）', source: preset.source, tiers }
    return addLadder(trx, office, body)
  })
  await raiseBlocked(database, stage, ladderId, today)
  await convene(database, office, ladderId, today)
}

/** The governments of the three provinces, in turn. */
async function governmentsOf(database: DatabaseHandle): Promise<string[]> {
  const { rows } = await database.asSystem((trx) =>
    sql<{ id: string }>`
      select id from organization where valid_to is null and name in ('广西壮族自治区人民政府', '广东省人民政府', '海南省人民政府')
      order by jurisdiction_code desc, name`.execute(trx),
  )
  return rows.map(({ id }) => id)
}

/** The lead of a task that is blocked says so to those who can help. */
async function raiseBlocked(database: DatabaseHandle, stage: SampleStage, ladderId: string, today: string) {
  const { rows } = await database.asSystem((trx) =>
    sql<{ taskId: string; unit: string; name: string }>`
      select t.id as "taskId", u.id as unit, u.name from task t join task_light l on l.task_id = t.id
        join task_assignment a on a.task_id = t.id and a.ended_on is null and a.role <> 'participant'
        join organization u on u.id = a.organization_id
      where l.reasons @> '[{"rule": "blocked"}]' order by t.number, a.seq limit 1`.execute(trx),
  )
  const [blocked] = rows
  if (!blocked) return
  const unit = stage.unitOf(blocked.unit, blocked.name)
  const body = {
    ...{ ladderId, taskId: blocked.taskId, title: '统一跨市执行标准（示例）' },
    matter: '（示例）两市执行的标准不一致，联合行动无法启动。',
    tried: '（示例）已与两市主管部门会商两次，未能达成一致。',
    wanted: '（示例）请明确统一执行的标准和生效时间。',
  }
  await database.asActor(unit, (trx) => raiseMatter(trx, unit, body, today))
}

async function convene(database: DatabaseHandle, office: Actor, ladderId: string, today: string): Promise<void> {
  await database.asActor(office, async (trx) => {
    const tier = await trx
      .selectFrom('ladder_tier')
      .select('id')
      .where('ladder_id', '=', ladderId)
      .orderBy('position', 'desc')
      .executeTakeFirstOrThrow()
    const heldOn = addWorkingDays(today, 20)
    const body = { tierId: tier.id, title: '行政首长联席会议第1次会议（示例）', heldOn, place: '（示例）南宁' }
    const id = await planMeeting(trx, office, body, today)
    await addAgendaItem(trx, office, id, { title: '审议年度重点任务进展（示例）', minutesWanted: 30 }, today)
    await actOnMeeting(trx, office, id, 'convene', null, today)
  })
}
