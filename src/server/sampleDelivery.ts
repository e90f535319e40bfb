import { sql } from 'kysely'
import { refreshLights } from '../delivery/lights/index.ts'
import { closeCycle, createCycle, openCycle, reviewReport, submitReport } from '../delivery/reporting/index.ts'
import { createProgramme, dispatch, previewDispatch, receiveMany } from '../delivery/tasks/index.ts'
import type { Actor } from '../platform/access/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import { actorsOf, type SampleUser } from './sampleCatalogue.ts'

/** What the sample's units report, in turn; all of it says that it is a sample. */
const REPORTS = [
  { claim: 'on_track', progress: '（示例）已完成现场调查和方案编制，按计划推进。', percent: 40 },
  {
    claim: 'behind',
    progress: '（示例）用海审批尚在办理，进度滞后。',
    problems: '（示例）需要协调用海指标。',
    percent: 20,
  },
  { claim: 'on_track', progress: '（示例）第一批工程已开工。', percent: 35 },
] as const

/**
 * Plays the delivery of what is confirmed of the sample plans, through the functions that people use: a programme, its
 * tasks dispatched, received by the units that the sample's people act for, and a past half-year's cycle reported and
 * reviewed. Only where no programme is.
 * @returns true when anything was added
 */
export async function loadSampleDelivery(
  database: DatabaseHandle,
  user: SampleUser,
  now: Date = new Date(),
): Promise<boolean> {
  const actors = actorsOf(user)
  const office = actors.find(({ role }) => role === 'office')
  const plans = await database.asSystem(async (trx) => {
    const { rows } = await sql<{ id: string; title: string }>`
      select d.id, d.title from document d
      where d.sample and not exists (select from programme)
        and exists (select from commitment c where c.document_id = d.id and c.state = 'confirmed' and c.current)
      order by d.ordinal`.execute(trx)
    return rows
  })
  if (!office || plans.length === 0) return false
  const { period, at } = lastHalfYear(now)
  for (const { id, title } of plans) {
    const programmeId = await database
      .withClock(() => at(1, 12))
      .asActor(office, async (trx) => {
        const wanted = { title: `${title}台账`, documentId: id, startsOn: at(1, 1).toISOString().slice(0, 10) }
        const made = await createProgramme(trx, office, wanted, at(1, 12))
        const { items } = await previewDispatch(trx, made)
        const ready = items.filter(({ state }) => state === 'ready')
        if (ready.length === 0) return null
        const sent = ready.map(({ commitmentId, revision, units }) => ({
          commitmentId,
          revision,
          units: units.map(({ organizationId, role }) => ({ organizationId, role })),
        }))
        await dispatch(trx, office, made, { items: sent }, { now: at(1, 12) })
        return made
      })
    if (!programmeId) continue
    for (const unit of actors.filter(({ role }) => role === 'department' || role === 'city')) {
      await receiveAll(
        database.withClock(() => at(1, 14)),
        unit,
        programmeId,
        at(1, 14),
      )
    }
    await playCycle(database, { office, actors, programmeId, period, at })
  }
  await refreshLights(database, now)
  return true
}

async function receiveAll(database: DatabaseHandle, unit: Actor, programmeId: string, now: Date): Promise<void> {
  await database.asActor(unit, async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select t.id from task t join task_assignment a on a.task_id = t.id
      where t.programme_id = ${programmeId}::uuid and a.organization_id = ${unit.organizationId}::uuid
        and a.ended_on is null and a.received_at is null order by t.number`.execute(trx)
    await receiveMany(
      trx,
      unit,
      rows.map(({ id }) => id),
      now,
    )
  })
}

interface Played {
  office: Actor
  actors: readonly Actor[]
  programmeId: string
  period: string
  at: (month: number, day: number) => Date
}

/** The last of the reports is left out, and one is returned: a sample in which all is well would teach nothing. */
async function playCycle(database: DatabaseHandle, { office, actors, programmeId, period, at }: Played): Promise<void> {
  const on = (month: number, day: number) => database.withClock(() => at(month, day))
  const cycleId = await on(6, 12).asActor(office, async (trx) => {
    const made = await createCycle(trx, office, programmeId, period)
    await openCycle(trx, office, made, at(6, 12))
    return made
  })
  const owed = await database.asSystem((trx) =>
    trx
      .selectFrom('report_obligation')
      .innerJoin('task', 'task.id', 'report_obligation.task_id')
      .select(['report_obligation.id', 'report_obligation.organization_id as unit', 'reports_to as receiver', 'role'])
      .where('cycle_id', '=', cycleId)
      .orderBy('role', 'desc') // responsible and participants before leads, who build on them
      .orderBy('task.number')
      .execute(),
  )
  const writing = owed.flatMap((one) => {
    const unit = actors.find(({ organizationId, role }) => organizationId === one.unit && role !== 'leader')
    return unit ? [{ ...one, unit }] : []
  })
  const sent = writing.length > 2 ? writing.slice(0, -1) : writing
  let reviewed = 0
  for (const [index, { id, unit, receiver }] of sent.entries()) {
    const said = REPORTS[index % REPORTS.length] ?? REPORTS[0]
    const content = {
      problems: '',
      next: '（示例）继续推进。',
      figures: [],
      milestones: [],
      consolidates: [],
      evidence: [],
      ...said,
    }
    const { reportId } = await on(6, 24).asActor(unit, (trx) =>
      submitReport(trx, unit, { obligationId: id, content }, at(6, 24)),
    )
    if (receiver !== office.organizationId) continue
    reviewed += 1
    const decision =
      reviewed === 2
        ? { decision: 'returned' as const, reason: '（示例）请补充用海审批的时间安排。' }
        : { decision: 'accepted' as const }
    await on(6, 29).asActor(office, (trx) => reviewReport(trx, office, { reportId, ...decision }, at(6, 29)))
  }
  await on(7, 6).asActor(office, (trx) => closeCycle(trx, office, cycleId, true, at(7, 6)))
}

/** The half-year that has ended, and days of it: months count from its first. */
function lastHalfYear(now: Date): { period: string; at: (month: number, day: number) => Date } {
  const year = now.getUTCFullYear()
  const isFirst = now.getUTCMonth() >= 6
  const [ofYear, half, before] = isFirst ? [year, 'H1', 0] : [year - 1, 'H2', 6]
  return {
    period: `${ofYear}${half}`,
    at: (month, day) => new Date(Date.UTC(ofYear, before + month - 1, day, 2)),
  }
}
