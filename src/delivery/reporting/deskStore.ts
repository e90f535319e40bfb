import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { calendarKnownUntil, isLate } from '../../platform/calendar/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import type { PreparedQuery } from '../../platform/database/session.ts'
import { urgencyOf } from './rules/urgency.ts'
import type { Desk, DeskItem, DeskQuery, ObligationState } from './schemas.ts'

const OWED: readonly ObligationState[] = ['due', 'returned']

/** What decides where a report stands on the desk, and whether it is counted. */
interface Place {
  id: string
  state: ObligationState
  dueOn: string
  isRunning: boolean
  light: string | null
}

/**
 * The desk (我的事项): what the unit owes now, what hurts first; or what it reported in the cycles that are open. Tasks
 * that ended owe nothing more. A unit may owe hundreds: all are ranked by what little decides it, and only the first are
 * read as a whole.
 */
export async function deskOf(trx: Trx, actor: Actor, query: DeskQuery, today: string): Promise<Desk> {
  const me = actor.organizationId
  const { places, toReview, missed } = await loadPlaces(trx, me)
  const owed = places.filter(({ state, isRunning }) => isRunning && OWED.includes(state))
  const shown = query.done ? places.filter(({ state }) => !OWED.includes(state)) : owed
  const ranked = shown
    .map(({ id, ...place }) => ({ id, urgency: urgencyOf(place, today) }))
    .sort((one, other) => one.urgency.rank - other.urgency.rank) // stable: within a rank by day, lead, number
    .slice(0, query.limit)
  const details = await loadItems(trx, ranked)
  const count = (wanted: ObligationState) => places.filter(({ state }) => state === wanted).length
  return {
    today,
    calendarKnownUntil: calendarKnownUntil(),
    organization: { id: me, name: actor.organizationName },
    counts: {
      owed: owed.length,
      overdue: owed.filter(({ dueOn }) => isLate(dueOn, today)).length,
      missed,
      returned: owed.filter(({ state }) => state === 'returned').length,
      submitted: count('submitted'),
      accepted: count('accepted'),
      toReview,
    },
    total: shown.length,
    items: ranked.flatMap(({ id, urgency }) => {
      const item = details.get(id)
      return item ? [{ ...item, urgency }] : []
    }),
  }
}

async function loadPlaces(trx: Trx, me: string): Promise<{ places: Place[]; toReview: number; missed: number }> {
  const rows = await prepared(
    trx,
    'desk places',
    sql<{ place: Place | null; toReview: number | null; missed: number | null }>`
    (select json_build_object('id', o.id, 'state', o.state, 'dueOn', o.due_on, 'light', l.light,
        'isRunning', t.state in ('dispatched', 'underway', 'closing')) as place, null::bigint as "toReview", null::bigint as missed
      from cycle c join report_obligation o on o.cycle_id = c.id join task t on t.id = o.task_id
        left join task_light l on l.task_id = o.task_id
      where c.closed_at is null and o.organization_id = ${me}::uuid order by o.due_on, o.role = 'participant', o.programme_id, t.number)
    union all
    select null, count(*), null from report_obligation o where o.reports_to = ${me}::uuid and o.state = 'submitted'
    union all
    select null, null, count(*) from report_obligation o
      join cycle c on c.id = o.cycle_id and c.closed_at is not null
      join task t on t.id = o.task_id and t.state in ('dispatched', 'underway', 'closing')
    where o.state in ('due', 'returned')
      and (o.organization_id = ${me}::uuid and o.succeeded_by_id is null or o.succeeded_by_id = ${me}::uuid)`,
  )
  return {
    places: rows.flatMap(({ place }) => (place ? [place] : [])),
    toReview: rows.find(({ toReview }) => toReview !== null)?.toReview ?? 0,
    missed: rows.find(({ missed }) => missed !== null)?.missed ?? 0,
  }
}

async function loadItems(trx: Trx, wanted: readonly { id: string }[]): Promise<Map<string, Omit<DeskItem, 'urgency'>>> {
  if (wanted.length === 0) return new Map()
  const rows = await prepared(
    trx,
    'desk items',
    sql<Omit<DeskItem, 'urgency'>>`
    select o.id, o.revision, o.state, o.role, c.period, o.due_on as "dueOn", o.returns, o.submitted_at as "submittedAt",
      json_build_object('id', t.id, 'number', t.number, 'title', t.title, 'provisionLabel', t.provision_label,
        'chapterLabel', t.chapter_label, 'dueOn', t.due_on) as task,
      json_build_object('id', p.id, 'title', p.title) as programme,
      json_build_object('id', r.id, 'shortName', r.short_name) as "reportsTo",
      case when l.task_id is not null then json_build_object('colour', l.light, 'reasons', l.reasons) end as light,
      exists (select from report_draft d where d.obligation_id = o.id) as "hasDraft", parts.waiting, parts.parts
    from report_obligation o join cycle c on c.id = o.cycle_id join task t on t.id = o.task_id
      join programme p on p.id = o.programme_id join organization r on r.id = o.reports_to
      left join task_light l on l.task_id = o.task_id
      cross join lateral (select count(*) as parts, count(*) filter (where w.state in ('submitted', 'accepted')) as waiting
        from report_obligation w where o.role = 'lead' and w.task_id = o.task_id and w.cycle_id = o.cycle_id
          and w.reports_to = o.organization_id and w.id <> o.id) parts
    where o.id = any(${sql.val(wanted.map(({ id }) => id))}::uuid[])`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The desk opens many times a minute: its two statements are planned once for each connection. */
async function prepared<R>(trx: Trx, preparedAs: string, statement: RawBuilder<R>): Promise<R[]> {
  const compiled: PreparedQuery<R> = { ...statement.compile(trx), preparedAs }
  const { rows } = await trx.executeQuery<R>(compiled)
  return rows
}
