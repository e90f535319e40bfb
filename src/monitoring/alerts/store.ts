import { type RawBuilder, sql } from 'kysely'
import { type Actor, roleMay } from '../../platform/access/index.ts'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { alertRefusals as refusals } from './refusals.ts'
import { ALERT_ACTS, ALERT_MACHINE, type AlertAct, type AlertState } from './rules/machine.ts'
import {
  ALERT_PLACE,
  type Alert,
  type AlertDetail,
  type AlertFilter,
  type AlertList,
  type AlertQuery,
  type AlertRule,
  type ReceiverList,
  type TravelTime,
} from './schemas.ts'

const moment = (column: string) => momentText(sql.ref(column))
const sectionAt = (column: RawBuilder<unknown>) =>
  sql`(select json_build_object('id', s.id, 'code', s.code, 'name', s.name) from section s where s.id = ${column})`
// Who reads an alert that is for it reads its section as well, though it may lie on no border of its own.
const SECTION = sql`coalesce(${sectionAt(sql`a.section_id`)}, json_build_object('id', a.section_id, 'code', '', 'name', ''))`
const RIVER = sql`coalesce((select t.river from section_term t where t.section_id = a.section_id
  and t.valid_from <= (a.observed_at at time zone 'Asia/Shanghai')::date
  and (t.valid_to is null or t.valid_to >= (a.observed_at at time zone 'Asia/Shanghai')::date)), '')`
const ROW = sql`a.id, a.kind, ${SECTION} as section, ${RIVER} as river, a.evidence, a.title, a.title_en as "titleEn", a.parameter,
  ${moment('a.observed_at')} as "observedAt", ${moment('a.expected_at')} as "expectedAt", a.state, a.version,
  ${moment('a.raised_at')} as "raisedAt", ${moment('a.closed_at')} as "closedAt",
  (select coalesce(json_agg(json_build_object('organization',
      json_build_object('id', o.id, 'name', o.name, 'shortName', o.short_name), 'side', p.side,
      'receiveBy', ${moment('p.receive_by')}, 'receivedAt', ${moment('p.received_at')}, 'receivedBy', p.received_by,
      'missedAt', ${moment('p.missed_at')}) order by p.side desc, o.name), '[]')
    from alert_party p join organization o on o.id = p.organization_id where p.alert_id = a.id) as parties,
  actor_receives(a.id) as mine`

/** Alerts that the actor sees: those that are not over first, the newest first. */
export async function listAlerts(trx: Trx, query: AlertQuery): Promise<AlertList> {
  const { cursor, limit } = query
  const where = conditionsOf(query)
  const after = ALERT_PLACE.read(cursor)
  const { rows } = await sql<Alert>`select ${ROW} from alert a where ${where}
    ${
      after
        ? sql`and (a.state = 'closed') >= ${after[0]} and ((a.state = 'closed') > ${after[0]}
            or (a.raised_at, a.id) < (${after[1]}::timestamptz, ${after[2]}::uuid))`
        : sql``
    }
    order by (a.state = 'closed'), a.raised_at desc, a.id desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from alert a where ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const next = last ? ALERT_PLACE.write(last.state === 'closed', last.raisedAt, last.id) : null
  return { items: rows.slice(0, limit), total: counted.rows[0]?.total ?? 0, next }
}

function conditionsOf({ state, open, section, river, kind, mine, toReceive, missed }: AlertFilter) {
  const conditions = [sql`true`]
  if (state) conditions.push(sql`a.state = ${state}`)
  if (open !== undefined) conditions.push(sql`(a.state <> 'closed') = ${open}`)
  if (section) conditions.push(sql`a.section_id = ${section}::uuid`)
  if (river) conditions.push(sql`${RIVER} = ${river}`)
  if (kind) conditions.push(sql`a.kind = ${kind}`)
  if (mine !== undefined) conditions.push(sql`actor_receives(a.id) = ${mine}`)
  if (toReceive !== undefined)
    conditions.push(sql`(a.state <> 'closed' and exists (select from alert_party p where p.alert_id = a.id
      and p.organization_id = (select actor_organization_id()) and p.received_at is null)) = ${toReceive}`)
  if (missed !== undefined)
    conditions.push(
      sql`exists (select from alert_party p where p.alert_id = a.id and p.missed_at is not null) = ${missed}`,
    )
  return sql.join(conditions, sql` and `)
}

/** What somebody may do with an alert in its state: who has to receive it, once, and the steps of the machine. */
function mayDo({ state, parties }: { state: AlertState; parties: Alert['parties'] }, actor: Actor): AlertAct[] {
  const own = parties.find(({ organization }) => organization.id === actor.organizationId)
  if (!own || !roleMay(actor.role, 'alert.handle')) return []
  return ALERT_ACTS.filter(
    (act) => ALERT_MACHINE[state][act] !== null && (act !== 'received' || own.receivedAt === null),
  )
}

/** One alert with what it stands on and everything that happened. @throws Refusal alert_not_found */
export async function findAlert(trx: Trx, id: string, actor: Actor): Promise<AlertDetail> {
  const { rows } = await sql<Omit<AlertDetail, 'may'>>`
    select ${ROW},
      (select json_build_object('id', s.id, 'code', s.code, 'name', s.name)
        from datastream d join station s on s.id = d.station_id
        where d.id = split_part(a.evidence ->> 'observation', '_', 1)::integer) as station,
      coalesce((select json_build_object('id', r.id, 'name', r.name, 'basis', r.basis, 'spec', r.spec)
        from alert_rule r where r.id = a.rule_id),
        json_build_object('id', a.rule_id, 'name', '', 'basis', '', 'spec', json_build_object('kind', 'arrival'))) as rule,
      (select coalesce(json_agg(json_build_object('id', e.id, 'kind', e.kind, 'text', e.text, 'facts', e.facts,
          'at', ${moment('e.at')}, 'userName', e.user_name, 'organizationName', e.organization_name) order by e.id), '[]')
        from alert_event e where e.alert_id = a.id) as events
    from alert a where a.id = ${id}::uuid`.execute(trx)
  const [alert] = rows
  if (!alert) throw refusals.alertNotFound(id)
  return { ...alert, may: mayDo(alert, actor) }
}

const RULE = sql`r.id, r.name, r.kind, r.spec,
  (select coalesce(json_agg(json_build_object('id', s.id, 'code', s.code, 'name', s.name) order by s.name), '[]')
    from section s where s.id = any (r.sections)) as sections,
  r.receipt_hours as "receiptHours", r.receipt_days as "receiptWorkingDays", r.basis, ${moment('r.at')} as at,
  r.user_name as "userName", r.organization_name as "organizationName", ${moment('r.retired_at')} as "retiredAt"`

/** Rules that the actor sees, those in force first. */
export async function listRules(trx: Trx): Promise<AlertRule[]> {
  const { rows } = await sql<AlertRule>`
    select ${RULE} from alert_rule r order by (r.retired_at is not null), r.at desc, r.id limit 1000`.execute(trx)
  return rows
}

/** @throws Refusal alert_rule_not_found */
export async function findRule(trx: Trx, id: string): Promise<AlertRule> {
  const { rows } = await sql<AlertRule>`select ${RULE} from alert_rule r where r.id = ${id}::uuid`.execute(trx)
  const [rule] = rows
  if (!rule) throw refusals.alertRuleNotFound(id)
  return rule
}

const TRAVEL = sql`x.id, ${sectionAt(sql`x.upstream_id`)} as upstream, ${sectionAt(sql`x.downstream_id`)} as downstream,
  x.travel_hours::text as "travelHours", x.valid_from as "validFrom", x.basis`

/** Travel times between sections that the actor both sees, the newest first. */
export async function listTravelTimes(trx: Trx): Promise<TravelTime[]> {
  const { rows } = await sql<TravelTime>`
    select ${TRAVEL} from section_pair x
    where x.upstream_id in (select id from section) and x.downstream_id in (select id from section)
    order by x.id desc limit 1000`.execute(trx)
  return rows
}

/** Who receives now for each side of the sections that the actor sees; sides for which nobody is named are left out. */
export async function listReceivers(trx: Trx): Promise<ReceiverList['items']> {
  const { rows } = await sql<ReceiverList['items'][number]>`
    select ${sectionAt(sql`x.section_id`)} as section, x.side, ${moment('x.at')} as at, x.user_name as "userName",
      x.organization_name as "organizationName",
      (select json_agg(json_build_object('id', o.id, 'name', o.name, 'shortName', o.short_name) order by o.name)
        from organization o where o.id = any (x.receivers)) as organizations
    from (select distinct on (r.section_id, r.side) r.* from alert_receiver r where r.section_id in (select id from section)
      order by r.section_id, r.side, r.id desc) x
    join section s on s.id = x.section_id order by s.name, s.id, x.side desc limit 2000`.execute(trx)
  return rows
}

/** What the acts on an alert need to know, held until the commit. @throws Refusal alert_not_found, alert_not_yours */
export async function heldAlert(trx: Trx, actor: Actor, id: string) {
  await sql`select from alert where id = ${id}::uuid for no key update`.execute(trx)
  const alert = await trx
    .selectFrom('alert')
    .select(['id', 'state', 'version', 'title', 'title_en as titleEn', 'section_id as section'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!alert) throw refusals.alertNotFound(id)
  const party = await trx
    .selectFrom('alert_party')
    .select(['received_at', 'received_by'])
    .where('alert_id', '=', id)
    .where('organization_id', '=', actor.organizationId)
    .executeTakeFirst()
  if (!party) throw refusals.alertNotYours()
  return { ...alert, party }
}
