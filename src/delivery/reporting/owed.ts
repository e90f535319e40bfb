import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { shareProgrammesOf } from '../holds.ts'
import { recordEvents, type TaskHappening } from '../timeline.ts'
import { type Following, followingOf, type OwedNow, type TaskNow } from './rules/following.ts'
import type { Answering } from './rules/receivers.ts'

interface Loaded {
  taskId: string
  home: string
  programmeId: string
  isOpen: boolean
  owner: string
  cycleId: string
  period: string
  visibility: string
  opensOn: string
  dueOn: string
  units: Answering[]
  succeeded: string[]
  owed: OwedNow[]
}

/**
 * Brings what is owed in the cycles that are open into line with who answers for these tasks now: call it in every
 * transaction that dispatches a task, ends one, or gives it to other units. `reason` stands with what is waived.
 * @returns how many reports were asked for, and how many are asked for no more
 */
export async function followTasks(
  trx: Trx,
  actor: Actor | null,
  taskIds: readonly string[],
  { now, reason }: { now: Date; reason: string },
): Promise<{ asked: number; waived: number }> {
  if (taskIds.length === 0) return { asked: 0, waived: 0 }
  await shareProgrammesOf(trx, taskIds)
  const today = todayInChina(now)
  const rowsToAdd: Record<string, unknown>[] = []
  const changes: Change[] = []
  const noted: TaskHappening[] = []
  for (const row of await load(trx, taskIds)) {
    const task: TaskNow = { isOpen: row.isOpen, office: row.owner, units: row.units, succeeded: row.succeeded }
    const found = followingOf(task, row.owed, row.dueOn, today)
    for (const { organizationId, role, reportsTo } of found.ask)
      rowsToAdd.push(rowOf(row, organizationId, role, reportsTo))
    changes.push(...changesOf(found, reason))
    for (const { id, organizationId, cause } of found.waive) {
      const facts = { obligationId: id, organizationId, period: row.period, cause, reason }
      noted.push({ taskId: row.taskId, kind: 'report_waived', facts })
    }
    for (const { id } of found.askAgain)
      noted.push({
        taskId: row.taskId,
        kind: 'report_demanded',
        facts: { obligationId: id, period: row.period, reason },
      })
  }
  const asked = await addObligations(trx, rowsToAdd)
  await change(trx, changes)
  await recordEvents(trx, actor, noted)
  const waived = changes.filter(({ state }) => state === 'waived').length
  return { asked: asked + changes.filter(({ state }) => state === 'due').length, waived }
}

async function load(trx: Trx, taskIds: readonly string[]): Promise<Loaded[]> {
  const { rows } = await sql<Loaded>`
    select t.id as "taskId", t.home_jurisdiction as home, t.programme_id as "programmeId",
      t.state in ('dispatched', 'underway', 'closing') as "isOpen", t.owner_organization_id as owner,
      c.id as "cycleId", c.period, c.visibility, c.opens_on as "opensOn", c.due_on as "dueOn",
      coalesce((select json_agg(json_build_object('organizationId', a.organization_id, 'role', a.role, 'seq', a.seq,
          'jurisdiction', u.jurisdiction_code) order by a.seq)
        from task_assignment a join organization u on u.id = a.organization_id
        where a.task_id = t.id and a.ended_on is null), '[]') as units,
      coalesce((select json_agg(a.organization_id) from task_assignment a
        where a.task_id = t.id and a.ended_cause = 'succeeded'), '[]') as succeeded,
      coalesce((select json_agg(json_build_object('id', o.id, 'organizationId', o.organization_id,
          'succeededBy', o.succeeded_by_id, 'state', o.state, 'waivedCause', o.waived_cause, 'role', o.role,
          'reportsTo', o.reports_to) order by o.id)
        from report_obligation o where o.task_id = t.id and o.cycle_id = c.id), '[]') as owed
    from task t join cycle c on c.programme_id = t.programme_id and c.opened_at is not null and c.closed_at is null
    where t.id = any(${[...new Set(taskIds)]}::uuid[])
    order by t.id, c.due_on`.execute(trx)
  return rows
}

/** A new row of report_obligation. */
function rowOf(
  cycle: Pick<Loaded, 'home' | 'cycleId' | 'programmeId' | 'taskId' | 'owner' | 'visibility' | 'opensOn' | 'dueOn'>,
  organizationId: string,
  role: Answering['role'],
  reportsTo: string,
): Record<string, unknown> {
  return {
    home_jurisdiction: cycle.home,
    id: randomUUID(),
    revision: 1,
    cycle_id: cycle.cycleId,
    programme_id: cycle.programmeId,
    task_id: cycle.taskId,
    organization_id: organizationId,
    role,
    reports_to: reportsTo,
    owner_organization_id: cycle.owner,
    visibility: cycle.visibility,
    opens_on: cycle.opensOn,
    due_on: cycle.dueOn,
    state: 'due',
    returns: 0,
  }
}

/** Adds rows of report_obligation, in one statement; who owes already is not asked twice. @returns how many were new */
export async function addObligations(trx: Trx, rows: readonly Record<string, unknown>[]): Promise<number> {
  if (rows.length === 0) return 0
  const { numAffectedRows } = await sql`
    insert into report_obligation (home_jurisdiction, id, revision, cycle_id, programme_id, task_id, organization_id, role,
      reports_to, owner_organization_id, visibility, opens_on, due_on, state, returns)
    select home_jurisdiction, id, revision, cycle_id, programme_id, task_id, organization_id, role, reports_to,
      owner_organization_id, visibility, opens_on, due_on, state, returns
    from json_populate_recordset(null::report_obligation, ${JSON.stringify(rows)}::json)
    on conflict (task_id, cycle_id, organization_id) do nothing`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

export { rowOf as obligationRow }

interface Change {
  id: string
  state: 'waived' | 'due' | null
  cause: string | null
  reason: string | null
  role: string | null
  reportsTo: string | null
}

function changesOf({ waive, askAgain, readdress }: Following, reason: string): Change[] {
  return [
    ...waive.map(({ id, cause }): Change => ({ id, state: 'waived', cause, reason, role: null, reportsTo: null })),
    ...askAgain.map(
      ({ id, role, reportsTo }): Change => ({
        ...{ id, state: 'due', cause: null, reason: null, role, reportsTo },
      }),
    ),
    ...readdress.map(
      ({ id, role, reportsTo }): Change => ({
        ...{ id, state: null, cause: null, reason: null, role, reportsTo },
      }),
    ),
  ]
}

/** In one statement; what a unit sent at this very moment is left as it is. */
async function change(trx: Trx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  await sql`
    update report_obligation o set revision = o.revision + 1, state = coalesce(x.state, o.state),
      waived_cause = case when x.state is null then o.waived_cause else x.cause end,
      waived_reason = case when x.state is null then o.waived_reason else x.reason end,
      role = coalesce(x.role, o.role), reports_to = coalesce(x."reportsTo", o.reports_to)
    from json_to_recordset(${JSON.stringify(changes)}::json)
      as x (id uuid, state text, cause text, reason text, role text, "reportsTo" uuid)
    where o.id = x.id and case x.state when 'waived' then o.state in ('due', 'returned')
      when 'due' then o.state = 'waived' else o.state in ('due', 'returned', 'submitted') end`.execute(trx)
}
