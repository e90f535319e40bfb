import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type {} from '../tables.ts'
import type { Claim, ObligationEvidence, TaskEvidence } from './rules/evidence.ts'
import { ALL_CHAPTERS, LIGHT_GRADES, LIGHTS, type Light, type LightGrade, type LightReason } from './types.ts'

/** Only one at a time writes lights, on whichever process: the counts are differences. */
const LIGHTS_LOCK = 7_108_301

export async function lockLights(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(LIGHTS_LOCK)})`.execute(trx)
}

/** Takes tasks whose evidence changed, each with all that was noted of it, or whose day has come; at most about so many. */
export async function takeDue(trx: Trx, today: string, limit: number): Promise<string[]> {
  const changed = await sql<{ task_id: string }>`
    delete from light_due where task_id in (select task_id from light_due order by seq limit ${limit}) returning task_id
  `.execute(trx)
  const ids = new Set(changed.rows.map(({ task_id }) => task_id))
  const turned = await trx
    .selectFrom('task_light')
    .select('task_id')
    .where('check_on', '<=', today)
    .orderBy('check_on')
    .limit(Math.max(limit - ids.size, 1))
    .execute()
  for (const { task_id } of turned) ids.add(task_id)
  return [...ids]
}

/** Where a task is counted, and who sees it. */
export interface Counted {
  programmeId: string
  chapter: string
  places: string[]
  visibility: 'cluster' | 'organization'
  owner: string
  assigned: string[]
}

/** A task as the rules see it; null evidence: a retired one has no light. */
export interface DueTask extends Counted {
  taskId: string
  chapterLabel: string
  evidence: TaskEvidence | null
}

export async function loadDueTasks(trx: Trx, ids: readonly string[]): Promise<DueTask[]> {
  const tasks = await sql<{
    id: string
    programme_id: string
    chapter: string
    chapter_label: string
    places: string[]
    visibility: 'cluster' | 'organization'
    owner: string
    assigned: string[]
    state: 'retired' | TaskEvidence['state']
    pace: TaskEvidence['pace']
    due_on: string | null
    assignments: TaskEvidence['assignments'] | null
    milestones: TaskEvidence['milestones'] | null
    obligations: (Omit<ObligationEvidence, 'claim' | 'grade'> & { reportId: string | null })[] | null
    contradictions: TaskEvidence['contradictions'] | null
  }>`
    select t.id, t.programme_id, t.chapter, t.chapter_label, t.places, t.visibility, t.owner_organization_id as owner,
      t.assigned, t.state, t.pace, t.due_on,
      a.list as assignments, m.list as milestones, o.list as obligations, c.list as contradictions
    from task t
      left join lateral (
        select json_agg(json_build_object('organizationId', a.organization_id, 'organization', u.short_name,
            'role', a.role, 'receiptDueOn', a.receipt_due_on, 'received', a.received_at is not null) order by a.seq) as list
        from task_assignment a join organization u on u.id = a.organization_id
        where a.task_id = t.id and a.ended_on is null
      ) a on t.state not in ('retired', 'closed')
      left join lateral (
        select json_agg(json_build_object('title', m.title, 'dueOn', m.due_on, 'done', false,
            'organizationId', m.organization_id, 'organization', u.short_name) order by m.due_on, m.id) as list
        from milestone m join organization u on u.id = m.organization_id
        where m.task_id = t.id and m.dropped_at is null and m.done_on is null
      ) m on t.state not in ('retired', 'closed')
      left join lateral (
        select json_agg(json_build_object('organizationId', one.holder, 'organization', u.short_name,
            'role', one.role, 'state', one.state, 'dueOn', one.due_on, 'reportId', one.latest_report_id)
            order by one.due_on, one.organization_id) as list
        from (
          -- What a unit reported speaks for who has its duty today.
          select o.organization_id, coalesce(o.succeeded_by_id, o.organization_id) as holder, o.role, o.state, o.due_on,
            case when o.state = 'accepted' then o.latest_report_id end as latest_report_id,
            row_number() over (partition by coalesce(o.succeeded_by_id, o.organization_id), o.state = 'accepted' order by o.due_on desc) as back
          from report_obligation o
          where o.task_id = t.id and o.state <> 'waived' and (t.state <> 'closed' or o.state = 'accepted')
            and (o.state <> 'accepted' or o.role <> 'participant')
        ) one join organization u on u.id = one.organization_id
        where (one.state <> 'accepted' or one.back = 1)
          and exists (select from task_assignment a where a.task_id = t.id and a.organization_id = one.holder
            and a.ended_on is null)
      ) o on t.state <> 'retired'
      left join lateral (
        select json_agg(json_build_object('kind', c.kind, 'organizationId', r.organization_id,
            'organization', r.organization_name) order by c.found_at, c.id) as list
        from contradiction c join report r on r.id = c.report_id
          join report_obligation o on o.id = r.obligation_id
        where c.task_id = t.id and c.settled_at is null and o.latest_report_id = r.id
          and o.state = 'accepted'
      ) c on t.state not in ('retired', 'closed')
    where t.id = any(${sql.val(ids)}::uuid[])
  `.execute(trx)
  const reportIds = tasks.rows.flatMap(({ obligations }) =>
    (obligations ?? []).flatMap(({ reportId }) => (reportId ? [reportId] : [])),
  )
  const said = await loadClaims(trx, reportIds)
  return tasks.rows.map((row) => ({
    taskId: row.id,
    programmeId: row.programme_id,
    chapter: row.chapter,
    chapterLabel: row.chapter_label,
    places: row.places,
    visibility: row.visibility,
    owner: row.owner,
    assigned: row.assigned,
    evidence:
      row.state === 'retired'
        ? null
        : {
            state: row.state,
            pace: row.pace,
            dueOn: row.due_on,
            assignments: row.assignments ?? [],
            milestones: row.milestones ?? [],
            obligations: (row.obligations ?? []).map(({ reportId, ...one }) => ({
              ...one,
              ...((reportId && said.get(reportId)) || { claim: null, grade: 'none' as const }),
            })),
            contradictions: row.contradictions ?? [],
            findings: [],
          },
  }))
}

async function loadClaims(trx: Trx, ids: readonly string[]): Promise<Map<string, { claim: Claim; grade: LightGrade }>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; claim: Claim; grade: LightGrade }>`
    select id, claim, report_grade(id) as grade from report where id = any(${sql.val(ids)}::uuid[])
  `.execute(trx)
  return new Map(rows.map(({ id, claim, grade }) => [id, { claim, grade }]))
}

/** A light as it stands in task_light. */
export interface StandingLight extends Counted {
  light: Light
  reasons: LightReason[]
  severity: number
  grade: LightGrade
  rulesVersion: number
  since: string
  checkOn: string | null
}

export async function loadLights(trx: Trx, ids: readonly string[]): Promise<Map<string, StandingLight>> {
  const { rows } = await sql<{ task_id: string } & StandingLight>`
    select task_id, light, reasons, severity, grade, rules_version as "rulesVersion", since, check_on as "checkOn",
      programme_id as "programmeId", chapter, places, visibility, owner_organization_id as owner, assigned
    from task_light where task_id = any(${sql.val(ids)}::uuid[])
  `.execute(trx)
  return new Map(rows.map(({ task_id, ...light }) => [task_id, light]))
}

export async function saveLights(trx: Trx, lights: readonly ({ taskId: string } & StandingLight)[], now: Date) {
  if (lights.length === 0) return
  await sql`
    insert into task_light (task_id, light, reasons, severity, grade, rules_version, since, computed_at, check_on,
      programme_id, chapter, places, visibility, owner_organization_id, assigned)
    select "taskId", light, reasons, severity, grade, "rulesVersion", since, ${now}, "checkOn", "programmeId", chapter, places,
      visibility, owner, assigned
    from jsonb_to_recordset(${JSON.stringify(lights)}::jsonb) as one ("taskId" uuid, light text, reasons jsonb,
      severity smallint, grade text, "rulesVersion" integer, since date, "checkOn" date, "programmeId" uuid,
      chapter text, places char(6)[], visibility text, owner uuid, assigned uuid[])
    on conflict (task_id) do update set light = excluded.light, reasons = excluded.reasons, severity = excluded.severity,
      grade = excluded.grade, rules_version = excluded.rules_version, since = excluded.since,
      computed_at = excluded.computed_at, check_on = excluded.check_on, programme_id = excluded.programme_id,
      chapter = excluded.chapter, places = excluded.places,
      visibility = excluded.visibility, owner_organization_id = excluded.owner_organization_id, assigned = excluded.assigned
  `.execute(trx)
}

/** Lights by another version of the rules are due. */
export async function judgeAnew(trx: Trx, rulesVersion: number): Promise<void> {
  await sql`insert into light_due (task_id) select task_id from task_light where rules_version <> ${rulesVersion}`.execute(
    trx,
  )
}

/** They are looked at again on that day, unless their evidence changes before. */
export async function putOff(trx: Trx, ids: readonly string[], day: string): Promise<void> {
  if (ids.length)
    await sql`update task_light set check_on = ${day} where task_id = any(${sql.val(ids)}::uuid[])`.execute(trx)
}

export async function removeLights(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length) await sql`delete from task_light where task_id = any(${sql.val(ids)}::uuid[])`.execute(trx)
}

export interface LightChange {
  taskId: string
  light: Light | 'none'
  reasons: LightReason[]
  rulesVersion: number
}

export async function addLightChanges(trx: Trx, changes: readonly LightChange[], now: Date): Promise<void> {
  if (changes.length === 0) return
  await sql`
    insert into light_change (task_id, at, light, reasons, rules_version)
    select "taskId", ${now}, light, reasons, "rulesVersion"
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as one ("taskId" uuid, light text, reasons jsonb, "rulesVersion" integer)
  `.execute(trx)
}

/** A cell of light_count, and by how much each of its counts changes. */
export interface CountDifference extends Record<Light, number>, Record<`grade_${LightGrade}`, number> {
  programmeId: string
  chapter: string
  chapterLabel: string
  place: string
}

const COUNTS = [...LIGHTS, ...LIGHT_GRADES.map((grade) => `grade_${grade}` as const)] as const

export function noDifference(cell: Pick<CountDifference, 'programmeId' | 'chapter' | 'chapterLabel' | 'place'>) {
  const zero = Object.fromEntries(COUNTS.map((count) => [count, 0])) as Record<(typeof COUNTS)[number], number>
  return { ...cell, ...zero }
}

export async function addToCounts(trx: Trx, differences: readonly CountDifference[]): Promise<void> {
  if (differences.length === 0) return
  const cells = sql`
    jsonb_to_recordset(${JSON.stringify(differences)}::jsonb) as one ("programmeId" uuid, chapter text,
      "chapterLabel" text, place char(6), ${sql.raw(COUNTS.map((count) => `${count} integer`).join(', '))})`
  await sql`
    insert into light_count (programme_id, chapter, place, chapter_label)
    select "programmeId", chapter, place, "chapterLabel" from ${cells} on conflict do nothing`.execute(trx)
  await sql`
    update light_count c set chapter_label = "chapterLabel",
      ${sql.raw(COUNTS.map((count) => `${count} = c.${count} + one.${count}`).join(', '))}
    from ${cells}
    where c.programme_id = "programmeId" and c.chapter = one.chapter and c.place = one.place`.execute(trx)
}

/** Keeps how the lights stood when a cycle was closed: once for each time that it was closed, last. */
export async function snapshotClosedCycles(trx: Trx): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update cycle set lights_kept_at = closed_at
    where closed_at is not null and lights_kept_at is distinct from closed_at returning id`.execute(trx)
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await sql`delete from light_snapshot where cycle_id = any(${sql.val(ids)}::uuid[])`.execute(trx)
  const counts = LIGHTS.map((light) => `count(*) filter (where at_close.light = '${light}')`)
  await sql`
    insert into light_snapshot (cycle_id, programme_id, chapter, place, ${sql.raw(LIGHTS.join(', '))})
    select c.id, c.programme_id, counted.chapter, place, ${sql.raw(counts.join(', '))}
    from cycle c
      join task t on t.programme_id = c.programme_id
      cross join lateral (
        select h.light from light_change h where h.task_id = t.id and h.at <= c.closed_at order by h.at desc, h.seq desc limit 1
      ) at_close
      cross join lateral unnest(t.places) place
      cross join lateral (values (t.chapter), (${sql.lit(ALL_CHAPTERS)})) counted (chapter)
    where c.id = any(${sql.val(ids)}::uuid[]) and at_close.light <> 'none'
    group by c.id, c.programme_id, counted.chapter, place
  `.execute(trx)
}
