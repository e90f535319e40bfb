import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { addDays } from '../../platform/calendar/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { eachAlone, type JobLog } from '../../platform/jobs/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { holdProgramme } from '../holds.ts'
import { addObligations, obligationRow } from './owed.ts'
import { reportingRefusals as refusals } from './refusals.ts'
import { datesOf, type Period, periodNamed, periodsBetween } from './rules/cycles.ts'
import { type Answering, receiverOf } from './rules/receivers.ts'
import { type CycleRow, findCycle, organizationName } from './store.ts'

/** Nobody: the system opens cycles by itself when their day comes. */
type By = Actor | null

/**
 * Opens a cycle: each unit that answers for a task of the programme now owes one report on it. Opening it again adds
 * what has come since (tasks dispatched later); nothing is asked for twice.
 * @returns how many obligations were made
 * @throws Refusal cycle_not_found, cycle_of_another_office, cycle_closed, cycle_not_begun
 */
export async function openCycle(trx: Trx, actor: By, cycleId: string, now: Date): Promise<number> {
  const today = todayInChina(now)
  const cycle = await ownCycle(trx, actor, cycleId)
  if (cycle.closed_at !== null) throw refusals.cycleClosed(cycle.period)
  if (cycle.starts_on > today) throw refusals.cycleNotBegun(cycle.period, cycle.starts_on)
  const made = await makeObligations(trx, cycle)
  if (cycle.opened_at === null)
    await trx.updateTable('cycle').set({ opened_at: now }).where('id', '=', cycleId).execute()
  const { period, programme_id: programmeId, due_on: dueOn } = cycle
  if (made > 0 || cycle.opened_at === null)
    await announce(trx, 'delivery.cycle_opened', { cycleId, programmeId, period, dueOn, obligations: made })
  await appendAudit(trx, {
    ...{ action: 'delivery.open_cycle', subjectKind: 'cycle', subjectId: cycleId },
    ...{ after: { period, obligations: made } },
  })
  return made
}

async function ownCycle(trx: Trx, actor: By, cycleId: string): Promise<CycleRow> {
  const seen = await findCycle(trx, cycleId)
  await holdProgramme(trx, seen.programme_id)
  if (actor && seen.owner_organization_id !== actor.organizationId)
    throw refusals.notYourCycle(await organizationName(trx, seen.owner_organization_id))
  return findCycle(trx, cycleId, true)
}

async function makeObligations(trx: Trx, cycle: CycleRow): Promise<number> {
  const { rows } = await sql<Answering & { taskId: string; home: string; owner: string; isReported: boolean }>`
    select t.id as "taskId", t.home_jurisdiction as home, t.owner_organization_id as owner,
      a.organization_id as "organizationId", a.role, a.seq, o.jurisdiction_code as jurisdiction,
      exists (select from report_obligation before where before.cycle_id = ${cycle.id}::uuid and before.task_id = t.id
        and before.succeeded_by_id = a.organization_id and before.waived_cause is null) as "isReported"
    from task t join task_assignment a on a.task_id = t.id and a.ended_on is null
      join organization o on o.id = a.organization_id
    where t.programme_id = ${cycle.programme_id}::uuid and t.state in ('dispatched', 'underway', 'closing')
    order by t.id, a.seq`.execute(trx)
  const { id: cycleId, programme_id: programmeId, visibility, opens_on: opensOn, due_on: dueOn } = cycle
  const of = { cycleId, programmeId, visibility, opensOn, dueOn }
  const rowsToAdd: Record<string, unknown>[] = []
  for (const [taskId, units] of Map.groupBy(rows, (row) => row.taskId)) {
    for (const unit of units) {
      if (unit.isReported) continue
      const { home, owner, organizationId, role } = unit
      rowsToAdd.push(
        obligationRow({ ...of, home, owner, taskId }, organizationId, role, receiverOf(unit, units, owner)),
      )
    }
  }
  return addObligations(trx, rowsToAdd)
}

/**
 * Adds a cycle to a programme. Its dates follow from the programme: the last working day of the period or of its day,
 * and so many days before.
 * @throws Refusal reporting_programme_not_found, cycle_of_another_office, period_invalid, cycle_exists
 */
export async function createCycle(trx: Trx, actor: By, programmeId: string, name: string): Promise<string> {
  const programme = await trx.selectFrom('programme').selectAll().where('id', '=', programmeId).executeTakeFirst()
  if (!programme) throw refusals.programmeNotFound(programmeId)
  if (actor && programme.owner_organization_id !== actor.organizationId)
    throw refusals.notYourCycle(await organizationName(trx, programme.owner_organization_id))
  if (programme.retired_reason !== null) throw refusals.programmeRetired(programme.title, programme.retired_reason)
  const period = periodNamed(programme.frequency, name)
  if (!period) throw refusals.periodInvalid(name, programme.frequency)
  const id = await insertCycle(trx, programme, period)
  if (!id) throw refusals.cycleExists(name)
  await appendAudit(trx, {
    ...{ action: 'delivery.add_cycle', subjectKind: 'cycle', subjectId: id },
    ...{ after: { programmeId, period: name } },
  })
  return id
}

interface ProgrammeFacts {
  id: string
  due_day: string
  opens_days_before: number
  owner_organization_id: string
  visibility: string
}

async function insertCycle(trx: Trx, programme: ProgrammeFacts, period: Period): Promise<string | null> {
  const { dueOn, opensOn } = datesOf(period, {
    dueDay: programme.due_day,
    opensDaysBefore: programme.opens_days_before,
  })
  const id = randomUUID()
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('cycle')
    .values({
      id,
      programme_id: programme.id,
      period: period.period,
      starts_on: period.startsOn,
      ends_on: period.endsOn,
      opens_on: opensOn,
      due_on: dueOn,
      owner_organization_id: programme.owner_organization_id,
      visibility: programme.visibility,
      opened_at: null,
      closed_at: null,
    })
    .onConflict((conflict) => conflict.columns(['programme_id', 'period']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? id : null
}

/** Takes no more reports (or takes them again). What was not sent stays owed, and late. */
export async function closeCycle(trx: Trx, actor: Actor, cycleId: string, close: boolean, now: Date): Promise<void> {
  const cycle = await ownCycle(trx, actor, cycleId)
  if (close ? cycle.closed_at !== null || cycle.opened_at === null : cycle.closed_at === null)
    throw refusals.cycleState(cycle.period, 'open')
  await trx
    .updateTable('cycle')
    .set({ closed_at: close ? now : null })
    .where('id', '=', cycleId)
    .execute()
  await announce(trx, close ? 'delivery.cycle_closed' : 'delivery.cycle_reopened', { cycleId, period: cycle.period })
  await appendAudit(trx, {
    ...{ action: close ? 'delivery.close_cycle' : 'delivery.reopen_cycle', subjectKind: 'cycle', subjectId: cycleId },
    ...{ after: { period: cycle.period } },
  })
}

/**
 * What the day brings: programmes get the cycle that is due to open, and each whose day has come opens. Runs as the
 * system, by a job; a day that was missed is made up for, from the day on which the programme was made.
 * @returns how many cycles were opened
 */
export async function openDueCycles(database: DatabaseHandle, now: Date, log?: JobLog): Promise<number> {
  const today = todayInChina(now)
  const programmes = await database.asSystem((trx) =>
    trx.selectFrom('programme').selectAll().where('retired_at', 'is', null).execute(),
  )
  let opened = 0
  const open = async (programme: (typeof programmes)[number]) => {
    opened += await database.asSystem(async (trx) => {
      const begun = [programme.starts_on, todayInChina(programme.created_at), await askedUpTo(trx, programme.id, today)]
        .sort()
        .at(-1) as string
      const until = programme.ends_on !== null && programme.ends_on < today ? programme.ends_on : today
      for (const period of periodsBetween(programme.frequency, begun, until)) {
        const { opensOn } = datesOf(period, {
          dueDay: programme.due_day,
          opensDaysBefore: programme.opens_days_before,
        })
        if (opensOn <= today) await insertCycle(trx, programme, period)
      }
      const due = await trx
        .selectFrom('cycle')
        .select('id')
        .where('programme_id', '=', programme.id)
        .where('opened_at', 'is', null)
        .where('opens_on', '<=', today)
        .where('starts_on', '<=', today)
        .execute()
      for (const { id } of due) await openCycle(trx, null, id, now)
      return due.length
    })
  }
  await eachAlone(programmes, open, log)
  return opened
}

/**
 * The day after what was asked for so far. From there on a programme goes by the frequency that it has now: a changed one
 * asks for nothing of the past again.
 */
async function askedUpTo(trx: Trx, programmeId: string, today: string): Promise<string> {
  const { last } = await trx
    .selectFrom('cycle')
    .select(({ fn }) => fn.max('ends_on').as('last'))
    .where('programme_id', '=', programmeId)
    .where('starts_on', '<=', today)
    .executeTakeFirstOrThrow()
  return last ? addDays(last, 1) : ''
}
