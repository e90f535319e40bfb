import { sql } from 'kysely'
import { toldOn } from '../../../delivery/index.ts'
import { momentText, type Trx } from '../../../platform/database/index.ts'
import { contentOf, ToldAlert, ToldReport, ToldTask } from '../cargo/contents.ts'
import { OLD_AFTER_MINUTES } from '../rules/age.ts'
import { selfOf } from './nodeStore.ts'
import { FACTS, WHOSE, wordsIn } from './parts.ts'
import {
  REGION_TASK_PLACE,
  type RegionCockpit,
  type RegionMember,
  type RegionReport,
  type RegionTaskList,
  type RegionTaskQuery,
} from './schemas.ts'

const NEWEST = 8

const LIGHT = sql`coalesce(f.content ->> 'light', 'grey')`
const countedBy = (value: ReturnType<typeof sql>, words: readonly string[]) =>
  sql`json_build_object(${sql.join(
    words.flatMap((word) => [
      sql.lit(word),
      sql`count(*) filter (where f.kind = 'task' and ${value} = ${sql.lit(word)})`,
    ]),
  )})`
const SOMEBODY_OWES = sql`f.content ->> 'state' <> 'closed'
  and jsonb_path_exists(f.content, '$.parties[*] ? (@.receivedAt == null)')`

/** How the members stand by what each told: tasks by light, newest reports, alerts that somebody has still to receive. */
export async function regionCockpit(trx: Trx, now: Date): Promise<RegionCockpit> {
  // Who may not read tasks is refused: what would be left of it are zeros that say nothing.
  await sql`select actor_must('delivery.read')`.execute(trx)
  const { rows: members } = await sql<RegionMember>`
    select n.code, n.name, n.name_en as "nameEn", ${momentText('c.complete_at')} as "completeAt",
      ${momentText('n.revoked_at')} as "revokedAt", count(*) filter (where f.kind = 'task') as tasks,
      ${countedBy(LIGHT, ['red', 'yellow', 'grey', 'green', 'closed'])} as lights,
      ${countedBy(sql`f.content ->> 'state'`, ['dispatched', 'underway', 'closing', 'closed'])} as states,
      max(f.content -> 'lastReport' ->> 'submittedAt') filter (where f.kind = 'task') as "lastReportAt",
      count(*) filter (where f.kind = 'alert' and ${SOMEBODY_OWES}) as "alertsWaiting"
    from node n left join node_channel c on c.peer = n.code
      left join shared_fact f on f.owner = n.code and f.kind in ('task', 'alert') and f.content is not null
    where n.role = 'member' and not n.is_self
    group by n.code, c.complete_at order by n.code`.execute(trx)
  const { rows: reports } = await sql<RegionReport>`
    select ${WHOSE} as owner, f.key, f.content ->> 'title' as title, f.content -> 'lastReport' as report
    from ${FACTS('task')} and jsonb_typeof(f.content -> 'lastReport') = 'object'
    order by f.content -> 'lastReport' ->> 'submittedAt' desc, f.owner, f.key limit ${NEWEST}`.execute(trx)
  const { rows: alerts } = await sql<RegionCockpit['alerts'][number]>`
    select ${WHOSE} as owner, f.key, f.content as alert
    from ${FACTS('alert')} and ${SOMEBODY_OWES}
    order by f.content ->> 'receiveBy', f.owner, f.key limit ${NEWEST}`.execute(trx)
  return {
    ...{ at: now.toISOString(), oldAfterMinutes: OLD_AFTER_MINUTES, self: await selfOf(trx), members },
    reports: reports.filter(({ report }) => contentOf(ToldReport, report)),
    alerts: alerts.filter(({ alert }) => contentOf(ToldAlert, alert)),
  }
}

interface StoredTask {
  owner: RegionTaskList['items'][number]['owner']
  key: string
  toldAt: string
  content: Record<string, unknown>
  at: [number, string, string, string]
}

// The worst first, then what is due first.
const RANK = sql`coalesce(array_position(array['red', 'yellow', 'grey', 'green', 'closed'], ${LIGHT}), 3)`
const DUE = sql`coalesce(f.content ->> 'dueOn', '9999-12-31')`
const TEXTS = sql`concat_ws(' ', f.content ->> 'title', f.content ->> 'number', f.content ->> 'programme',
  f.content -> 'document' ->> 'title', f.content ->> 'units')`

/** Tasks of the cluster as their governments told them, the worst first. */
export async function listRegionTasks(trx: Trx, query: RegionTaskQuery, today: string): Promise<RegionTaskList> {
  const { limit, cursor, owner, light, state, q } = query
  const conditions = [sql`true`, ...wordsIn(q, TEXTS)]
  if (owner) conditions.push(sql`f.owner = ${owner}`)
  if (light) conditions.push(sql`${LIGHT} = ${light}`)
  if (state) conditions.push(sql`f.content ->> 'state' = ${state}`)
  const where = sql.join(conditions, sql` and `)
  const after = REGION_TASK_PLACE.read(cursor)
  const { rows } = await sql<StoredTask>`
    select ${WHOSE} as owner, f.key, ${momentText('f.told_at')} as "toldAt", f.content,
      json_build_array(${RANK}, ${DUE}, f.owner, f.key) as at
    from ${FACTS('task')} and ${where}
      ${after ? sql`and (${RANK}, ${DUE}, f.owner, f.key) > (${after[0]}::integer, ${after[1]}::text, ${after[2]}::text, ${after[3]}::text)` : sql``}
    order by ${RANK}, ${DUE}, f.owner, f.key limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from ${FACTS('task')} and ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).flatMap(({ content, at: _, ...whose }) => {
      const task = contentOf(ToldTask, content)
      return task ? [{ ...whose, ...task, reasons: toldOn(task.reasons, today) }] : []
    }),
    total: counted.rows[0]?.total ?? 0,
    next: last ? REGION_TASK_PLACE.write(...last.at) : null,
  }
}
