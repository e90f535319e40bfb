import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { firstDueInTime } from '../../platform/calendar/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { cutList } from '../../platform/http/index.ts'
import { reportingRefusals as refusals } from './refusals.ts'
import type {
  CycleCounts,
  CycleList,
  CycleOverview,
  CycleSummary,
  ObligationLine,
  ObligationList,
  ObligationQuery,
  Reminded,
  UnitCount,
} from './schemas.ts'
import { OBLIGATION_PLACE } from './schemas.ts'
import { organizationName } from './store.ts'
import { tellReminded } from './tell.ts'

const UNIT = (alias: string) =>
  sql`json_build_object('id', ${sql.ref(`${alias}.id`)}, 'name', ${sql.ref(`${alias}.name`)}, 'shortName', ${sql.ref(`${alias}.short_name`)})`

/** Owed reports, by task and unit. A report's claim is shown to whom its content is. */
export async function listObligations(
  trx: Trx,
  actor: Actor,
  query: ObligationQuery,
  today: string,
): Promise<ObligationList> {
  const where = conditionsOf(query, actor, today)
  const after = OBLIGATION_PLACE.read(query.cursor)
  const page = after
    ? sql`and (t.sort_key, o.role, o.id) > (${after[0]}::bigint, ${after[1]}::text, ${after[2]}::uuid)`
    : sql``
  const { rows } = await sql<ObligationLine & { sortKey: number }>`
    select o.id, o.revision, o.state, o.role, ${UNIT('u')} as organization, ${UNIT('to')} as "reportsTo",
      json_build_object('id', t.id, 'number', t.number, 'title', t.title) as task, o.programme_id as "programmeId",
      o.cycle_id as "cycleId", c.period, o.due_on as "dueOn", o.submitted_at as "submittedAt", o.returns,
      o.waived_reason as "waivedReason", o.waived_cause as "waivedCause", r.id as "latestReportId", r.claim,
      report_grade(r.id) as grade,
      (select count(*) from contradiction x where x.report_id = r.id and x.settled_at is null) as contradictions,
      l.light, t.sort_key as "sortKey"
    from report_obligation o join cycle c on c.id = o.cycle_id join task t on t.id = o.task_id
      join organization u on u.id = o.organization_id join organization "to" on "to".id = o.reports_to
      left join report r on r.id = o.latest_report_id left join task_light l on l.task_id = o.task_id
    where ${where} ${page}
    order by t.sort_key, o.role, o.id limit ${query.limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`
    select count(*) as total from report_obligation o join cycle c on c.id = o.cycle_id join task t on t.id = o.task_id
    where ${where}`.execute(trx)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit).map(({ sortKey: _, ...item }) => item),
    total: counted.rows[0]?.total ?? 0,
    next: last ? OBLIGATION_PLACE.write(last.sortKey, last.role, last.id) : null,
  }
}

function conditionsOf(query: ObligationQuery, actor: Actor, today: string) {
  const conditions = [sql`true`]
  const me = actor.organizationId
  if (query.cycle) conditions.push(sql`o.cycle_id = ${query.cycle}::uuid`)
  if (query.programme) conditions.push(sql`o.programme_id = ${query.programme}::uuid`)
  if (query.task) conditions.push(sql`o.task_id = ${query.task}::uuid`)
  if (query.organization) conditions.push(sql`o.organization_id = ${query.organization}::uuid`)
  if (query.state) conditions.push(sql`o.state = ${query.state}`)
  if (query.mine === 'to_review') conditions.push(sql`o.reports_to = ${me}::uuid and o.state = 'submitted'`)
  if (query.mine === 'owned') conditions.push(sql`o.owner_organization_id = ${me}::uuid`)
  if (query.overdue)
    conditions.push(sql`o.state in ('due', 'returned') and o.due_on < ${firstDueInTime(today)}::date
      and c.closed_at is null and ${RUNNING}`)
  return sql.join(conditions, sql` and `)
}

/** Tasks that ended owe nothing more. (The tasks are asked once for all rows, not once for each.) */
const RUNNING = sql`o.task_id in (select id from task where state in ('dispatched', 'underway', 'closing'))`

const COUNTS = (today: string) => sql<CycleCounts>`json_build_object(
  'due', count(*) filter (where o.state = 'due'), 'submitted', count(*) filter (where o.state = 'submitted'),
  'returned', count(*) filter (where o.state = 'returned'), 'accepted', count(*) filter (where o.state = 'accepted'),
  'waived', count(*) filter (where o.state = 'waived'),
  'overdue', count(*) filter (where o.state in ('due', 'returned') and o.due_on < ${firstDueInTime(today)}::date
    and ${RUNNING}))`

const CYCLE = sql`c.id, c.period, c.starts_on as "startsOn", c.ends_on as "endsOn", c.opens_on as "opensOn",
  c.due_on as "dueOn", c.opened_at as "openedAt", c.closed_at as "closedAt",
  json_build_object('id', p.id, 'title', p.title, 'frequency', p.frequency) as programme, ${UNIT('u')} as owner`

/** Cycles, the newest first, with how many reports came: the first so many, and how many there are. */
export async function listCycles(
  trx: Trx,
  programmeId: string | undefined,
  today: string,
  most = 200,
): Promise<Omit<CycleList, 'today'>> {
  const { rows } = await sql<CycleSummary & { total: number }>`
    select ${CYCLE}, count(*) over () as total, (select ${COUNTS(today)} from report_obligation o where o.cycle_id = c.id) as counts
    from cycle c join programme p on p.id = c.programme_id join organization u on u.id = c.owner_organization_id
    where ${programmeId ? sql`c.programme_id = ${programmeId}::uuid` : sql`true`}
    order by c.due_on desc, p.title, c.id limit ${most}`.execute(trx)
  return cutList(rows)
}

/** One cycle unit by unit: who has not reported comes first. @throws Refusal cycle_not_found */
export async function cycleOverview(trx: Trx, actor: Actor, id: string, today: string): Promise<CycleOverview> {
  const { rows } = await sql<CycleSummary>`
    select ${CYCLE}, (select ${COUNTS(today)} from report_obligation o where o.cycle_id = c.id) as counts
    from cycle c join programme p on p.id = c.programme_id join organization u on u.id = c.owner_organization_id
    where c.id = ${id}::uuid`.execute(trx)
  const [cycle] = rows
  if (!cycle) throw refusals.cycleNotFound(id)
  const units = await sql<UnitCount>`
    select ${UNIT('u')} as organization, ${COUNTS(today)} as counts,
      (select count(*) from cycle_reminder m where m.cycle_id = ${id}::uuid and m.organization_id = u.id) as reminders,
      (select max(m.at) from cycle_reminder m where m.cycle_id = ${id}::uuid and m.organization_id = u.id) as "remindedAt"
    from report_obligation o join organization u on u.id = o.organization_id
    where o.cycle_id = ${id}::uuid group by u.id, u.name, u.short_name
    order by count(*) filter (where o.state in ('due', 'returned')) desc, u.short_name`.execute(trx)
  return { ...cycle, today, mine: cycle.owner.id === actor.organizationId, units: units.rows }
}

/**
 * 催报: reminds the units that still owe reports in the cycle (all, or those named). Who owes nothing is not reminded.
 * @throws Refusal cycle_not_found, cycle_of_another_office
 */
export async function remind(
  trx: Trx,
  actor: Actor,
  cycleId: string,
  organizationIds: readonly string[],
  now: Date,
): Promise<Reminded> {
  const cycle = await trx.selectFrom('cycle').selectAll().where('id', '=', cycleId).executeTakeFirst()
  if (!cycle) throw refusals.cycleNotFound(cycleId)
  if (cycle.owner_organization_id !== actor.organizationId)
    throw refusals.notYourCycle(await organizationName(trx, cycle.owner_organization_id))
  if (cycle.closed_at !== null) throw refusals.cycleClosed(cycle.period)
  const { rows } = await sql<{ organizationId: string; obligations: number }>`
    select o.organization_id as "organizationId", count(*) as obligations from report_obligation o
    where o.cycle_id = ${cycleId}::uuid and o.state in ('due', 'returned') and ${RUNNING}
      ${organizationIds.length > 0 ? sql`and o.organization_id = any(${organizationIds}::uuid[])` : sql``}
    group by o.organization_id order by 1`.execute(trx)
  for (const { organizationId, obligations } of rows) {
    await trx
      .insertInto('cycle_reminder')
      .values({
        ...{ id: randomUUID(), cycle_id: cycleId, organization_id: organizationId, obligations, at: now },
        ...{ user_id: actor.userId, user_name: actor.userName },
      })
      .execute()
    await announce(trx, 'delivery.report_reminded', {
      ...{ cycleId, programmeId: cycle.programme_id, period: cycle.period, dueOn: cycle.due_on },
      ...{ organizationId, obligations, byOrganizationId: actor.organizationId },
    })
  }
  await tellReminded(trx, cycle, rows, now)
  const sum = { units: rows.length, obligations: rows.reduce((all, { obligations }) => all + obligations, 0) }
  await appendAudit(trx, {
    ...{ action: 'delivery.remind', subjectKind: 'cycle', subjectId: cycleId },
    ...{ after: sum },
  })
  return sum
}
