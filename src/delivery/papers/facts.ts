import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { listIndicators } from '../indicators/store.ts'
import type { LightReason } from '../lights/index.ts'
import type { LightName } from './charts.ts'
import { paperRefusals } from './refusals.ts'

// Rows behind the papers, as the actor's own policies show them. Days are those of China.

export interface ProgrammeFacts {
  id: string
  title: string
  documentId: string | null
  document: string | null
  owner: string
  startsOn: string
  endsOn: string | null
}

export interface TaskFact {
  id: string
  number: number
  title: string
  text: string
  measure: string
  chapter: string
  chapterLabel: string
  /** The heading next below the chapter that the task's provision lies under; empty: none is known. */
  section: string
  sectionLabel: string
  provisionLabel: string
  pace: 'finite' | 'ongoing'
  state: 'dispatched' | 'underway' | 'closing' | 'closed' | 'retired'
  dueOn: string | null
  dispatchedOn: string | null
  closedOn: string | null
  places: string[]
  units: { role: 'lead' | 'participant' | 'responsible'; name: string }[]
}

export interface ObligationFact {
  id: string
  cycleId: string
  period: string
  taskId: string
  taskNumber: number
  unit: string
  role: 'lead' | 'participant' | 'responsible'
  dueOn: string
  state: 'due' | 'submitted' | 'returned' | 'accepted' | 'waived'
  submittedOn: string | null
  waivedReason: string | null
  returns: number
}

export interface LightFact {
  light: LightName
  reasons: LightReason[]
}

export interface EscalationFact {
  id: string
  number: string
  title: string
  state: string
  raisedBy: string
  raisedOn: string
  taskNumber: number
  matter: string
  answer: string | null
}

export interface NoticeFact {
  id: string
  number: string
  title: string
  state: string
  unit: string
  issuedOn: string | null
  dueOn: string
  signedOffOn: string | null
  /** Null: of no task, issued by the programme's office. */
  taskNumber: number | null
}

const dayOf = (moment: RawBuilder<unknown>) => sql`to_char(${moment} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`

/** @throws Refusal paper_programme_not_found */
export async function programmeOf(trx: Trx, id: string): Promise<ProgrammeFacts> {
  const { rows } = await sql<ProgrammeFacts>`
    select p.id, p.title, p.document_id as "documentId", d.title as document, o.name as owner,
      p.starts_on as "startsOn", p.ends_on as "endsOn"
    from programme p join organization o on o.id = p.owner_organization_id left join document d on d.id = p.document_id
    where p.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw paperRefusals.programmeNotFound(id)
  return found
}

/** Tasks that were dispatched, in the order of the text; drafts and retired ones are told apart by their state. */
export async function tasksOf(trx: Trx, programmeId: string): Promise<TaskFact[]> {
  const { rows } = await sql<TaskFact>`
    select t.id, t.number, t.title, t.text, t.measure, t.chapter, t.chapter_label as "chapterLabel",
      coalesce(s.address, '') as section, coalesce(s.label, '') as "sectionLabel",
      t.provision_label as "provisionLabel", t.pace, t.state, t.due_on as "dueOn",
      ${dayOf(sql`t.dispatched_at`)} as "dispatchedOn", ${dayOf(sql`t.closed_at`)} as "closedOn", t.places,
      (select coalesce(json_agg(json_build_object('role', a.role, 'name', o.name) order by a.seq), '[]')
        from task_assignment a join organization o on o.id = a.organization_id
        where a.task_id = t.id and a.ended_on is null) as units
    from task t left join lateral (
      select p.address, p.marker || case when p.marker ~ '^第.+[章节条编篇]$' and p.title <> '' then ' ' else '' end || p.title as label
      from provision p where p.document_id = t.document_id and starts_with(t.provision, t.chapter || '/')
        and p.address = t.chapter || '/' || split_part(substr(t.provision, length(t.chapter) + 2), '/', 1)
      order by p.version desc limit 1) s on true
    where t.programme_id = ${programmeId}::uuid order by t.sort_key, t.number`.execute(trx)
  return rows
}

/** What was owed in the cycles that end within these years. */
export async function obligationsOf(
  trx: Trx,
  programmeId: string,
  from: number,
  to: number,
): Promise<ObligationFact[]> {
  const { rows } = await sql<ObligationFact>`
    select o.id, c.id as "cycleId", c.period, o.task_id as "taskId", t.number as "taskNumber", u.name as unit, o.role,
      o.due_on as "dueOn", o.state, ${dayOf(sql`o.submitted_at`)} as "submittedOn", o.waived_reason as "waivedReason",
      o.returns
    from report_obligation o join cycle c on c.id = o.cycle_id join task t on t.id = o.task_id
      join organization u on u.id = o.organization_id
    where o.programme_id = ${programmeId}::uuid
      and c.ends_on between make_date(${from}, 1, 1) and make_date(${to}, 12, 31)
    order by c.ends_on, t.sort_key, u.name`.execute(trx)
  return rows
}

/**
 * The moment of which a year's lights are told: now for the year that runs; for one that is over the end of its last
 * cycle, which may lie in the next year, or the turn of the year where none was closed.
 */
export async function momentOf(trx: Trx, programmeId: string, year: number, now: Date): Promise<Date> {
  const { rows } = await sql<{ at: Date | null }>`select max(closed_at) as at from cycle
    where programme_id = ${programmeId}::uuid and ends_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)`.execute(
    trx,
  )
  const turn = new Date(`${year + 1}-01-01T00:00:00+08:00`)
  if (now < turn) return now
  const closed = rows[0]?.at
  return closed && closed > turn ? closed : turn
}

/** The light of each task as it was at that moment, from the record of changes; none: it had none yet. */
export async function lightsAt(trx: Trx, programmeId: string, moment: Date): Promise<Map<string, LightFact>> {
  const { rows } = await sql<{ taskId: string; light: LightName | 'none'; reasons: LightReason[] }>`
    select distinct on (c.task_id) c.task_id as "taskId", c.light, c.reasons
    from light_change c join task t on t.id = c.task_id
    where t.programme_id = ${programmeId}::uuid and c.at <= ${moment} order by c.task_id, c.seq desc`.execute(trx)
  const lights = new Map<string, LightFact>()
  for (const { taskId, light, reasons } of rows) if (light !== 'none') lights.set(taskId, { light, reasons })
  return lights
}

export async function escalationsOf(trx: Trx, programmeId: string, from: number, to: number) {
  const { rows } = await sql<EscalationFact>`
    select e.id, '提请〔' || e.year || '〕' || e.serial || '号' as number, e.title, e.state, e.raised_by_name as "raisedBy",
      ${dayOf(sql`e.created_at`)} as "raisedOn", t.number as "taskNumber", e.matter, e.answer
    from escalation e join task t on t.id = e.task_id
    where t.programme_id = ${programmeId}::uuid and e.year between ${from} and ${to}
    order by e.year, e.serial`.execute(trx)
  return rows
}

/** Notices on the programme's tasks; and those of its office that were opened without a task. */
export async function noticesOf(trx: Trx, programmeId: string, from: number, to: number) {
  const { rows } = await sql<NoticeFact>`
    select n.id, '督办〔' || n.year || '〕' || n.serial || '号' as number, n.title, n.state, u.name as unit,
      n.issued_on as "issuedOn", n.due_on as "dueOn", n.signed_off_on as "signedOffOn", t.number as "taskNumber"
    from supervision_notice n left join task t on t.id = n.task_id join organization u on u.id = n.organization_id
    where (t.programme_id = ${programmeId}::uuid or (n.task_id is null and n.owner_organization_id =
        (select p.owner_organization_id from programme p where p.id = ${programmeId}::uuid)))
      and n.issued_on is not null
      and extract(year from n.issued_on) between ${from} and ${to}
    order by n.year, n.serial`.execute(trx)
  return rows
}

/** Claims that other data contradict, found in these years and not explained. */
export async function contradictionsOf(trx: Trx, programmeId: string, from: number, to: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from contradiction c join task t on t.id = c.task_id
    where t.programme_id = ${programmeId}::uuid and c.settled_at is null
      and extract(year from c.found_at at time zone 'Asia/Shanghai') between ${from} and ${to}`.execute(trx)
  return rows[0]?.n ?? 0
}

/** The indicators of the programme's plan, as they stand on that day; without a plan there are none to tell of. */
export async function indicatorsOf(trx: Trx, programme: ProgrammeFacts, day: string) {
  if (!programme.documentId) return []
  const items = []
  let cursor: string | undefined
  do {
    const page = await listIndicators(
      trx,
      { document: programme.documentId, limit: 200, ...(cursor ? { cursor } : {}) },
      day,
    )
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return items
}

export async function placeNames(trx: Trx): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`select code, name from jurisdiction`.execute(trx)
  return new Map(rows.map(({ code, name }) => [code, name]))
}
