import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { type DatabaseHandle, momentText, type Trx } from '../../platform/database/index.ts'
import { idOfKey, isMade } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import type { Columns } from './columns.ts'
import { observationRefusals as refusals } from './refusals.ts'
import type { NewRetentionRule, Retention, RetentionRule } from './schemas.ts'
import { dayOf, monthOfDay, textOfDay } from './values.ts'

/** Nothing goes before it was announced for so many days; the database holds the same. */
export const ANNOUNCED_DAYS = 7
/** No rule keeps less than a year: what is younger is written without a look at what is gone. */
const LEAST_MONTHS = 12
/** Months that go in one run of the job: each holds the table for a moment. */
const MOST_MONTHS = 12

const RULE = sql`r.id, r.origin, r.keep_months as "keepMonths", r.basis, ${momentText('r.at')} as at,
  r.user_name as "userName", r.organization_name as "organizationName", ${momentText('r.retired_at')} as "retiredAt"`

/**
 * Says how long observations of an origin are kept one by one. @throws Refusal retention_rule_taken
 */
export async function addRetentionRule(
  trx: Trx,
  actor: Actor,
  rule: NewRetentionRule,
  key?: string,
): Promise<RetentionRule> {
  await sql`select actor_must('observation.retire')`.execute(trx)
  const id = idOfKey(key, actor, 'retention_rule', rule)
  if (!(await isMade(trx, 'retention_rule', key, id))) {
    const { origin, keepMonths, basis = '' } = rule
    await sql`
      insert into retention_rule (id, origin, keep_months, basis, user_id, user_name, organization_id, organization_name)
      values (${id}::uuid, ${origin}, ${keepMonths}, ${basis}, ${actor.userId}, ${actor.userName},
        ${actor.organizationId}::uuid, ${actor.organizationName})`
      .execute(trx)
      .catch((error: { code?: string; constraint?: string }) => {
        throw error.code === '23505' ? refusals.retentionRuleTaken(origin) : error
      })
    const line = { subjectKind: 'retention_rule', subjectId: id, after: rule }
    await appendAudit(trx, { action: 'monitoring.add_retention_rule', ...line })
  }
  return findRule(trx, id)
}

/** Ends a rule: what was announced by it stays, what went by it is gone. @throws Refusal retention_rule_not_found */
export async function endRetentionRule(trx: Trx, id: string): Promise<RetentionRule> {
  await sql`select actor_must('observation.retire')`.execute(trx)
  const { numAffectedRows } = await sql`
    update retention_rule set retired_at = clock_now() where id = ${id}::uuid and retired_at is null`.execute(trx)
  if (numAffectedRows !== 1n) throw refusals.retentionRuleNotFound(id)
  const line = { subjectKind: 'retention_rule', subjectId: id }
  await appendAudit(trx, { action: 'monitoring.end_retention_rule', ...line })
  return findRule(trx, id)
}

async function findRule(trx: Trx, id: string): Promise<RetentionRule> {
  const { rows } = await sql<RetentionRule>`select ${RULE} from retention_rule r where r.id = ${id}::uuid`.execute(trx)
  const [rule] = rows
  if (!rule) throw refusals.retentionRuleNotFound(id)
  return rule
}

/** SQL: partitions that are there, months whose time is over by a rule in force, and why one may not go as yet. */
const dueMonths = (today: string) => sql`
  select m.month, r.id as rule_id, r.origin,
    (select coalesce(sum(k.count + k.without), 0)::bigint from observation_months k join datastream d on d.id = k.datastream_id
      where k.month = m.month and d.origin = r.origin and k.count + k.without > 31) as expected,
    array_remove(array[
      case when exists (select from assessment_due a where a.month = m.month) then 'assessment_due' end,
      case when exists (select from observation_conflict c where c.state = 'open'
        and c.time >= (m.month::text || ' 00:00+08')::timestamptz
        and c.time < ((m.month + interval '1 month')::date::text || ' 00:00+08')::timestamptz) then 'conflicts_open' end,
      case when exists (select from station_place p join section c on c.id = p.section_id and c.water <> 'sea'
          join datastream d on d.station_id = p.station_id
          join observation_days k on k.datastream_id = d.id and k.day >= greatest(p.valid_from, m.month)
            and k.day <= least(p.valid_to, (m.month + interval '1 month')::date - 1)
        where p.valid_from < (m.month + interval '1 month')::date and (p.valid_to is null or p.valid_to >= m.month)
          and not exists (select from section_assessment s where s.section_id = p.section_id and s.period = 'month'
            and s.begins = m.month and s.superseded_at is null))
        or exists (select from station t join datastream d on d.station_id = t.id
          join observation_days k on k.datastream_id = d.id and k.count > 0
            and k.day >= greatest(m.month, date '2016-01-01') and k.day < (m.month + interval '1 month')::date
        where t.kind = 'air' and d.parameter in ('so2', 'no2', 'co', 'o3', 'pm10', 'pm25')
          and not exists (select from air_assessment s where s.station_id = t.id and s.day = k.day
            and s.superseded_at is null)) then 'not_assessed' end
    ], null) as blocks
  from (select to_date(right(c.relname, 7), 'YYYY_MM') as month from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'public.observation'::regclass) m
    join retention_rule r on r.retired_at is null
      and (m.month + make_interval(months => 1 + r.keep_months))::date <= ${today}::date
  where not exists (select from observation_retirement p where p.month = m.month and p.origin = r.origin
    and p.done_at is not null)`

/** The rules, and what goes or went by them: the dry run, as of this moment. */
export async function retentionOf(trx: Trx, now: Date): Promise<Retention> {
  await sql`select actor_must('observation.read')`.execute(trx)
  const { rows: rules } = await sql<RetentionRule>`
    select ${RULE} from retention_rule r order by (r.retired_at is not null), r.at desc, r.id limit 200`.execute(trx)
  // Who reads a few stations is told of all observations that go: the job looks at all of them.
  await sql`set local role qunce_system`.execute(trx)
  const { rows: months } = await sql<Retention['months'][number]>`
    select x.month::text as month, x.origin, case when p.month is null then 'due' else 'planned' end as state,
      x.expected::integer as observations, ${momentText('p.planned_at')} as "plannedAt", null::text as "doneAt",
      x.blocks as "blockedBy"
    from (${dueMonths(todayInChina(now))}) x
      left join observation_retirement p on p.month = x.month and p.origin = x.origin
    union all
    select p.month::text, p.origin, 'done', p.removed::integer, ${momentText('p.planned_at')},
      ${momentText('p.done_at')}, '{}'
    from observation_retirement p where p.done_at is not null
    order by 1 desc, 2`.execute(trx)
  await sql`set local role qunce_app`.execute(trx)
  return { rules, months }
}

/**
 * Announces the months whose time is over, and takes out what was announced a week ago. A month that is not assessed, is
 * to be assessed anew, or has open conflicts waits. Each month goes in a transaction of its own.
 * @returns how many months were announced, and how many observations went
 */
export async function retireObservations(
  database: DatabaseHandle,
  now: Date,
): Promise<{ planned: number; removed: number }> {
  const planned = await database.asSystem((trx) => announceMonths(trx, now))
  const ripe = await database.asSystem(async (trx) => {
    const { rows } = await sql<{ month: string; origin: string }>`
      select x.month::text as month, x.origin from (${dueMonths(todayInChina(now))}) x
        join observation_retirement p on p.month = x.month and p.origin = x.origin and p.rule_id = x.rule_id
      where cardinality(x.blocks) = 0
        and p.planned_at <= ${now.toISOString()}::timestamptz - ${ANNOUNCED_DAYS} * interval '1 day'
      order by x.month, x.origin limit ${MOST_MONTHS}`.execute(trx)
    return rows
  })
  let removed = 0
  for (const { month, origin } of ripe)
    removed += await database.asSystem(async (trx) => {
      const { rows } = await sql<{ removed: number }>`
        select retire_observation_month(${month}::date, ${origin}) as removed`.execute(trx)
      const count = Number(rows[0]?.removed ?? 0)
      const line = { subjectKind: 'observation_month', subjectId: month.slice(0, 7), after: { origin, removed: count } }
      await appendAudit(trx, { action: 'monitoring.retire_observations', ...line })
      return count
    })
  return { planned, removed }
}

/** What was announced by a rule that is no more, is taken back; what is due and not yet announced, is. */
async function announceMonths(trx: Trx, now: Date): Promise<number> {
  await sql`
    delete from observation_retirement p using retention_rule r
    where r.id = p.rule_id and r.retired_at is not null and p.done_at is null`.execute(trx)
  const { rows } = await sql<{ month: string; origin: string; expected: number }>`
    insert into observation_retirement (month, origin, rule_id, expected, planned_at)
    select x.month, x.origin, x.rule_id, x.expected, ${now.toISOString()}::timestamptz
    from (${dueMonths(todayInChina(now))}) x where cardinality(x.blocks) = 0 and x.expected > 0
    on conflict do nothing returning month::text as month, origin, expected`.execute(trx)
  for (const { month, origin, expected } of rows) {
    const after = { origin, expected: Number(expected) }
    const line = { subjectKind: 'observation_month', subjectId: month.slice(0, 7), after }
    await appendAudit(trx, { action: 'monitoring.plan_retirement', ...line })
  }
  return rows.length
}

/**
 * Refuses rows of months of which only sums are kept: they might be what is gone, and would be counted twice. The
 * transaction acts as the system.
 * @param rowOf how who sent it counts a row
 * @throws Refusal observation_month_retired
 */
export async function refuseRetired(
  trx: Trx,
  columns: Columns,
  months: readonly number[],
  rowOf: (row: number) => number,
  now = Date.now(),
): Promise<void> {
  const youngest = monthOfDay(dayOf(now - (LEAST_MONTHS - 1) * 28 * 86_400_000))
  const old = months.filter((month) => month < youngest)
  if (old.length === 0) return
  const { rows: gone } = await sql<{ month: string; origin: string }>`
    select month::text as month, origin from observation_retirement
    where done_at is not null and month = any(${old.map(textOfDay)}::date[])`.execute(trx)
  if (gone.length === 0) return
  const streams = [...new Set(columns.datastream.subarray(0, columns.length))]
  const { rows: origins } = await sql<{ id: number; origin: string }>`
    select id, origin from datastream where id = any(${streams}::integer[])`.execute(trx)
  const originOf = new Map(origins.map(({ id, origin }) => [id, origin]))
  const lost = new Map(gone.map((one) => [`${one.month} ${one.origin}`, one]))
  for (let row = 0; row < columns.length; row++) {
    const month = textOfDay(monthOfDay(dayOf(columns.time[row] as number)))
    const one = lost.get(`${month} ${originOf.get(columns.datastream[row] as number)}`)
    if (one) throw refusals.monthRetired(one.month.slice(0, 7), one.origin, rowOf(row))
  }
}
