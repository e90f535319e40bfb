import { sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import type { LightReason } from '../lights/index.ts'
import type {} from '../tables.ts'

/** How a task of the cluster stands, as its government tells it: no report's words, nothing that was not submitted. */
export interface ClusterTask {
  number: number
  title: string
  programme: string
  /** The plan that it comes from, and where in it; null: it was entered without one. */
  document: { title: string; number: string | null } | null
  provision: string | null
  provisionLabel: string
  chapterLabel: string
  units: {
    name: string
    shortName: string
    role: 'lead' | 'participant' | 'responsible'
    jurisdictionCode: string | null
  }[]
  state: string
  pace: 'finite' | 'ongoing'
  dueOn: string | null
  /** Null: not computed yet. */
  light: string | null
  since: string | null
  reasons: LightReason[]
  /** The last that was submitted to the office; null: none was. */
  lastReport: {
    period: string
    unit: string
    submittedAt: string
    state: string
    claim: string
    grade: string
    /** 0–100; null: not said. */
    percent: number | null
    figures: { indicator: string; unit: string; period: string; value: number | null }[]
  } | null
}

const UNITS = sql`(select coalesce(json_agg(json_build_object('name', o.name, 'shortName', o.short_name, 'role', a.role,
    'jurisdictionCode', o.jurisdiction_code) order by a.role <> 'lead', a.seq), '[]')
  from task_assignment a join organization o on o.id = a.organization_id where a.task_id = t.id and a.ended_on is null)`

// What a participant sends its lead is between the two; what goes to the office is the government's word.
const LAST_REPORT = sql`(select json_build_object('period', c.period, 'unit', r.organization_name,
    'submittedAt', ${momentText('r.at')}, 'state', b.state, 'claim', r.claim, 'grade', r.grade, 'percent', r.content -> 'percent',
    'figures', (select coalesce(json_agg(json_build_object('indicator', i.name, 'unit', i.unit, 'period', f ->> 'period',
        'value', f -> 'value') order by f.place), '[]')
      from jsonb_array_elements(r.content -> 'figures') with ordinality as f (f, place)
        join indicator i on i.id = (f ->> 'indicatorId')::uuid))
  from report r join report_obligation b on b.id = r.obligation_id join cycle c on c.id = r.cycle_id
  where r.task_id = t.id and b.reports_to = b.owner_organization_id
  order by r.at desc, r.number desc, r.id limit 1)`

// Retired tasks are no more; what a programme keeps to its own organization is nobody else's.
const OF_CLUSTER = (place: string) => sql`t.visibility = 'cluster' and t.state <> 'retired' and exists (
  select from task_assignment a join organization o on o.id = a.organization_id
  where a.task_id = t.id and a.ended_on is null and o.jurisdiction_code::text like place_pattern(${place}))`

/**
 * The tasks that the whole cluster may know of (programmes that are shared) and that units of a jurisdiction answer for, as
 * they stand now, by their id. The transaction acts as the system.
 * @param place GB/T 2260 code: 450000 has all of 广西
 */
export async function clusterTasks(trx: Trx, place: string): Promise<{ id: string; task: ClusterTask }[]> {
  const { rows } = await sql<{ id: string; task: ClusterTask }>`
    select t.id, json_build_object('number', t.number, 'title', t.title, 'programme', p.title,
      'document', case when d.id is not null then json_build_object('title', d.title, 'number', d.number) end,
      'provision', t.provision, 'provisionLabel', t.provision_label, 'chapterLabel', t.chapter_label, 'units', ${UNITS},
      'state', t.state, 'pace', t.pace, 'dueOn', t.due_on, 'light', l.light, 'since', l.since,
      'reasons', coalesce(l.reasons, '[]'), 'lastReport', ${LAST_REPORT}) as task
    from task t join programme p on p.id = t.programme_id left join document d on d.id = t.document_id
      left join task_light l on l.task_id = t.id
    where ${OF_CLUSTER(place)} order by t.id`.execute(trx)
  return rows
}

/** What clusterTasks reads: while nothing of it changes, its answer does not. */
export const CLUSTER_TASK_TABLES = [
  ...['task', 'programme', 'document', 'task_assignment', 'organization'],
  ...['task_light', 'report', 'report_obligation', 'cycle', 'indicator'],
] as const
