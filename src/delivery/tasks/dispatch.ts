import { sql } from 'kysely'
import type { Commitment } from '../../plan/index.ts'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { idOfKey } from '../../platform/http/index.ts'
import { holdProgramme } from '../holds.ts'
import { createTasks, type NewTask, ownProgramme } from './create.ts'
import { findProgramme } from './programmes.ts'
import { taskRefusals as refusals } from './refusals.ts'
import { type NamedUnit, proposeLeads, saysWhoLeads, statedLeadRule } from './rules/leads.ts'
import type { DispatchBody, Dispatched, DispatchItem, DispatchPreview } from './schemas.ts'

interface CommitmentRow {
  id: string
  revision: number
  kind: string
  state: string
  title: string
  text: string
  provision: string
  provisionLabel: string
  chapter: string
  chapterLabel: string
  deadlineOn: string | null
  recurs: boolean
  responsibilities: Commitment['responsibilities']
  taskId: string | null
}

/** What can become a task: a task of the plan; a project or a mechanism where it names units. */
const CANDIDATE = sql`c.document_id = p.document_id and c.current and c.state in ('extracted', 'confirmed')
  and (c.kind = 'task' or (c.kind in ('project', 'mechanism') and exists (
    select from responsibility r where r.commitment_id = c.id and r.kind = 'unit')))`

async function candidates(trx: Trx, programmeId: string, ids: readonly string[] | null): Promise<CommitmentRow[]> {
  const { rows } = await sql<CommitmentRow>`
    select c.id, c.revision, c.kind, c.state, c.title, c.text, c.provision, c.provision_label as "provisionLabel",
      c.chapter, c.chapter_label as "chapterLabel", case when c.deadline_on between '2000-01-01' and '2199-12-31' then c.deadline_on end as "deadlineOn",
      coalesce(c.deadline::jsonb ->> 'recurs', '') <> '' as recurs, c.responsibilities,
      (select t.id from task t where t.programme_id = p.id and t.commitment_id = c.id and t.state <> 'retired' limit 1) as "taskId"
    from programme p join commitment c on ${CANDIDATE}
    where p.id = ${programmeId}::uuid and (${ids === null} or c.id = any (${ids ?? []}::uuid[]))
    order by c.sort_key`.execute(trx)
  return rows
}

/**
 * What the document of a programme holds that can be dispatched, with who would answer for each: as the plan names them,
 * today's holder of the duty where the unit is no more, and a lead where the plan's own rule gives one. A proposal: the
 * office changes it before it sends.
 * @throws Refusal programme_not_found
 */
export async function previewDispatch(trx: Trx, programmeId: string): Promise<DispatchPreview> {
  const programme = await findProgramme(trx, programmeId)
  const text = programme.document ? await textOf(trx, programme.document.id) : ''
  const stated = statedLeadRule(text)
  const rows = await candidates(trx, programmeId, null)
  const units = await unitsOf(trx, rows)
  const items = rows.map((row): DispatchItem => {
    const named = namedUnits(row, units, stated.rule === 'none' ? null : text)
    const proposed = proposeLeads(named, stated.rule)
    return {
      commitmentId: row.id,
      revision: row.revision,
      kind: row.kind,
      title: row.title,
      text: row.text,
      provision: { address: row.provision, label: row.provisionLabel },
      chapter: { address: row.chapter, label: row.chapterLabel },
      dueOn: row.deadlineOn,
      units: proposed.map(({ organizationId, name, printed, role, because }) => ({
        ...{ organizationId, name, printed, role, because },
      })),
      split: splitsOf(row),
      unresolved: row.responsibilities
        .filter(({ kind, organization, today }) => kind === 'class' || (!organization && today.length === 0))
        .map(({ printed }) => printed),
      state: stateOf(row, proposed),
      taskId: row.taskId,
    }
  })
  return { programme, rule: stated.rule, ruleQuote: stated.quote, items }
}

function stateOf(row: CommitmentRow, units: readonly { role: string }[]): DispatchItem['state'] {
  if (row.taskId) return 'dispatched'
  if (row.state !== 'confirmed') return 'not_confirmed'
  if (units.length === 0) return 'no_unit'
  return units.length > 1 && !units.some(({ role }) => role === 'lead') ? 'no_lead' : 'ready'
}

/** Printed units that several hold the duties of today: who of them answers is a question to the office. */
const splitsOf = ({ responsibilities }: CommitmentRow): DispatchItem['split'] =>
  responsibilities
    .filter(({ kind, today }) => kind === 'unit' && today.length > 1)
    .map(({ printed, today }) => ({ printed, today: today.map(({ shortName }) => shortName) }))

async function textOf(trx: Trx, documentId: string): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select x.text from document d join document_text x on x.document_id = d.id and x.version = d.newest_version
    where d.id = ${documentId}::uuid`.execute(trx)
  return rows[0]?.text ?? ''
}

interface UnitFacts {
  id: string
  name: string
  kind: string
  jurisdiction: string | null
}

async function unitsOf(trx: Trx, rows: readonly CommitmentRow[]): Promise<Map<string, UnitFacts>> {
  const ids = new Set<string>()
  for (const { responsibilities } of rows) {
    for (const { organization, today } of responsibilities) {
      if (organization) ids.add(organization.id)
      for (const one of today) ids.add(one.id)
    }
  }
  return factsOf(trx, [...ids])
}

async function factsOf(trx: Trx, ids: readonly string[]): Promise<Map<string, UnitFacts>> {
  if (ids.length === 0) return new Map()
  const found = await trx
    .selectFrom('organization')
    .select(['id', 'name', 'kind', 'jurisdiction_code as jurisdiction'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(found.map((one) => [one.id, one]))
}

/**
 * Each unit once, under the strongest role that it is named with, in the order of the text. A lead that the text does not
 * call so was read from the plan's rule: it counts as responsible, for the rule to be applied to who the units are.
 */
function namedUnits(row: CommitmentRow, units: ReadonlyMap<string, UnitFacts>, text: string | null): NamedUnit[] {
  const named = new Map<string, NamedUnit>()
  const spans = row.responsibilities.flatMap(({ kind, span }) => (kind === 'unit' ? [span] : []))
  // What a person entered stands in no text, and stays.
  const isAsRead = spans.every((span) => span !== null)
  const byRule = text !== null && isAsRead && !saysWhoLeads(text, spans as [number, number][])
  for (const { kind, printed, role: read, organization, today } of row.responsibilities) {
    if (kind !== 'unit') continue
    const role = byRule ? 'responsible' : read
    for (const { id } of today.length > 0 ? today : organization ? [organization] : []) {
      const facts = units.get(id)
      if (!facts) continue
      const before = named.get(id)
      if (before && (before.role === 'lead' || role !== 'lead')) continue
      named.set(id, {
        organizationId: id,
        name: facts.name,
        printed,
        role,
        kind: facts.kind,
        jurisdiction: facts.jurisdiction,
        split: today.length > 1,
      })
    }
  }
  return [...named.values()]
}

/**
 * Dispatches (下达) confirmed commitments as tasks to the units that the office chose, all or none. The same
 * Idempotency-Key again adds nothing and answers the same.
 * @throws Refusal programme_not_found, programme_not_yours, programme_retired, commitment_unfit, task_unit_unknown,
 *   task_lead_missing, task_unit_twice
 */
export async function dispatch(
  trx: Trx,
  actor: Actor,
  programmeId: string,
  { items }: DispatchBody,
  { key, now }: { key?: string | undefined; now: Date },
): Promise<Dispatched> {
  // Two that dispatch at once would both find nothing dispatched: one waits for the other.
  await holdProgramme(trx, programmeId)
  const programme = await ownProgramme(trx, actor, programmeId)
  const wanted = new Map(items.map((item) => [item.commitmentId, item]))
  if (wanted.size < items.length) throw refusals.commitmentTwice()
  const rows = await candidates(trx, programmeId, [...wanted.keys()])
  const known = new Map(rows.map((row) => [row.id, row]))
  const units = await factsOf(trx, [...new Set(items.flatMap((item) => item.units.map((one) => one.organizationId)))])
  const document = await documentIdOf(trx, programmeId)
  const results: Dispatched['results'] = []
  const tasks: NewTask[] = []
  // In the order of the text, whatever the order of the request.
  for (const row of rows) {
    const item = wanted.get(row.id)
    if (!item) continue
    const ownId = key ? idOfKey(key, actor, programmeId, row.id) : undefined
    if (row.taskId) {
      results.push({
        commitmentId: row.id,
        outcome: row.taskId === ownId ? 'dispatched' : 'already',
        taskId: row.taskId,
      })
      continue
    }
    if (row.state !== 'confirmed') throw refusals.commitmentUnfit(row.id, 'not_confirmed')
    if (row.revision !== item.revision) throw refusals.commitmentUnfit(row.id, 'changed_meanwhile')
    const missing = item.units.find(({ organizationId }) => !units.has(organizationId))
    if (missing) throw refusals.unitUnknown(missing.organizationId)
    const printedOf = new Map(
      row.responsibilities.flatMap(({ printed, organization, today }) =>
        [...(organization ? [organization] : []), ...today].map(({ id }) => [id, printed] as const),
      ),
    )
    tasks.push({
      ...(ownId ? { id: ownId } : {}),
      programmeId,
      origin: 'commitment',
      title: row.title,
      text: row.text,
      measure: item.measure ?? '',
      pace: item.pace ?? (row.recurs ? 'ongoing' : 'finite'),
      dueOn: item.dueOn === undefined ? row.deadlineOn : item.dueOn,
      units: item.units.map(({ organizationId, role }) => ({
        organizationId,
        role,
        printed: printedOf.get(organizationId) ?? units.get(organizationId)?.name ?? '',
      })),
      commitmentId: row.id,
      ...document,
      provision: row.provision,
      provisionLabel: row.provisionLabel,
      chapter: row.chapter,
      chapterLabel: row.chapterLabel,
    })
  }
  const absent = items.find(({ commitmentId }) => !known.has(commitmentId))
  if (absent) throw refusals.commitmentUnfit(absent.commitmentId, 'not_found')
  const ids = await createTasks(trx, actor, programme, tasks, now)
  for (const [index, taskId] of ids.entries()) {
    results.push({ commitmentId: tasks[index]?.commitmentId ?? '', outcome: 'dispatched', taskId })
  }
  if (ids.length > 0) {
    await announce(trx, 'delivery.tasks_dispatched', { programmeId, taskIds: ids })
    await appendAudit(trx, {
      ...{ action: 'delivery.dispatch', subjectKind: 'programme', subjectId: programmeId },
      after: { tasks: tasks.map(({ title, commitmentId, units }) => ({ title, commitmentId, units })) },
    })
  }
  return { dispatched: ids.length, results }
}

async function documentIdOf(trx: Trx, programmeId: string): Promise<{ documentId: string } | null> {
  const row = await trx
    .selectFrom('programme')
    .select('document_id as documentId')
    .where('id', '=', programmeId)
    .executeTakeFirst()
  return row?.documentId ? { documentId: row.documentId } : null
}
