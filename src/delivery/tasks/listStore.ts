import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { httpRefusals } from '../../platform/http/index.ts'
import type { TaskFilter, TaskList, TaskQuery, TaskRow } from './schemas.ts'
import { TASK_PLACE } from './schemas.ts'

/** What a list shows of a task `t` with its light `l`. */
export const TASK_ROW = sql`'id', t.id, 'number', t.number, 'title', t.title, 'state', t.state, 'pace', t.pace, 'dueOn', t.due_on,
  'programme', json_build_object('id', p.id, 'title', p.title), 'documentId', t.document_id,
  'commitmentId', t.commitment_id, 'provision', t.provision, 'provisionLabel', t.provision_label, 'chapter', t.chapter,
  'chapterLabel', t.chapter_label, 'light', l.light, 'since', l.since,
  'units', (select coalesce(json_agg(json_build_object('organizationId', o.id, 'name', o.name, 'shortName', o.short_name,
      'role', a.role) order by a.role <> 'lead', a.seq), '[]')
    from task_assignment a join organization o on o.id = a.organization_id
    where a.task_id = t.id and a.ended_on is null),
  'unreceived', (select count(*) from task_assignment a
    where a.task_id = t.id and a.ended_on is null and a.received_at is null
      and t.state in ('dispatched', 'underway', 'closing'))`

/** A sort is an order of three values: the last two make it total. */
const SORTS = {
  text: 't.programme_id::text, t.sort_key, t.id::text',
  due: "coalesce(t.due_on::text, '9999-12-31'), t.sort_key, t.id::text",
  worst: "coalesce(lpad(l.severity::text, 4, '0'), '9999'), t.sort_key, t.id::text",
  updated:
    "lpad((9999999999999 - (extract(epoch from t.updated_at) * 1000)::bigint)::text, 13, '0'), t.sort_key, t.id::text",
} as const satisfies Record<NonNullable<TaskFilter['sort']>, string>

function conditionOf(filter: TaskFilter): RawBuilder<unknown> {
  const { programme, document, unit, role, place, chapter, light, state, receipt, dueBefore, dueAfter, q } = filter
  const conditions: RawBuilder<unknown>[] = [state ? sql`t.state = ${state}` : sql`t.state <> 'retired'`]
  if (programme) conditions.push(sql`t.programme_id = ${programme}::uuid`)
  if (document) conditions.push(sql`t.document_id = ${document}::uuid`)
  if (unit || role || receipt) {
    const own = [sql`a.task_id = t.id and a.ended_on is null`]
    if (unit) {
      conditions.push(sql`t.assigned @> array[${unit}::uuid]`)
      own.push(sql`a.organization_id = ${unit}::uuid`)
    }
    if (role) own.push(sql`a.role = ${role}`)
    if (receipt) own.push(sql`a.received_at is null and t.state in ('dispatched', 'underway', 'closing')`)
    conditions.push(sql`exists (select from task_assignment a where ${sql.join(own, sql` and `)})`)
  }
  if (place) conditions.push(sql`t.places @> array[${place}::char(6)]`)
  if (chapter !== undefined) conditions.push(sql`t.chapter = ${chapter}`)
  if (light) conditions.push(sql`l.light = ${light}`)
  if (dueBefore) conditions.push(sql`t.due_on <= ${dueBefore}::date`)
  if (dueAfter) conditions.push(sql`t.due_on >= ${dueAfter}::date`)
  for (const word of (q ?? '').split(/\s+/).filter(Boolean)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(t.title || ' ' || t.text || ' ' || t.number) ilike ${pattern}`)
  }
  return sql.join(conditions, sql` and `)
}

/**
 * One page of the tasks that the actor sees, and how many there are. Retired ones only when asked for.
 * @throws Refusal cursor_invalid
 */
export async function listTasks(trx: Trx, query: Partial<TaskQuery>, most = 200): Promise<TaskList> {
  const { limit = 50, cursor, sort = 'text', ...filter } = query
  const after = TASK_PLACE.read(cursor)
  if (after && after[0] !== sort) throw httpRefusals.cursorInvalid()
  const condition = conditionOf(filter)
  const order = sql.raw(SORTS[sort])
  const beyond = after ? sql`(${order}) > (${after[1]}::text, ${after[2]}::bigint, ${after[3]}::text)` : sql`true`
  const size = Math.min(limit, most)
  const { rows } = await sql<{ total: number; items: (TaskRow & { at: [string, number, string] })[] }>`
    select (select count(*)::int from task t left join task_light l on l.task_id = t.id where ${condition}) as total,
      (select coalesce(json_agg(item), '[]') from (
        select json_build_object(${TASK_ROW}, 'at', json_build_array(${order})) as item
        from task t join programme p on p.id = t.programme_id left join task_light l on l.task_id = t.id
        where ${condition} and ${beyond}
        order by ${order} limit ${size + 1}) page) as items`.execute(trx)
  const { total = 0, items = [] } = rows[0] ?? {}
  const page = items.slice(0, size)
  const last = page.at(-1)
  return {
    items: page.map(({ at, ...item }) => item),
    total,
    next: items.length > size && last ? TASK_PLACE.write(sort, ...last.at) : null,
  }
}

/** The chapters that a programme's tasks are of, in the order of the text. */
export async function taskChapters(trx: Trx, programme: string) {
  const { rows } = await sql<{ chapter: string; label: string; count: number }>`
    select t.chapter, max(t.chapter_label) as label, count(*)::int as count from task t
    where t.programme_id = ${programme}::uuid and t.state <> 'retired'
    group by t.chapter order by min(t.sort_key)`.execute(trx)
  return rows
}
