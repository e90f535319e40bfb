import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { httpRefusals, namesVersion } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { ownProgramme } from './create.ts'
import { taskRefusals as refusals } from './refusals.ts'
import type { NewProgramme, Programme, ProgrammeEdit, ProgrammeList } from './schemas.ts'

/** Another document that stands has taken the place of the programme's (`d`). */
export const SUPERSEDED = sql<boolean>`exists (select from document_relation r join document n on n.id = r.from_id
  where r.to_id = d.id and r.kind = 'supersedes' and n.withdrawn_at is null)`

const PROGRAMME = sql<Programme>`json_build_object('id', p.id, 'revision', p.revision, 'title', p.title,
  'document', case when d.id is not null then json_build_object('id', d.id, 'title', d.title) end,
  'owner', json_build_object('id', o.id, 'name', o.name), 'visibility', p.visibility, 'frequency', p.frequency,
  'opensDaysBefore', p.opens_days_before, 'dueDay', p.due_day, 'receiptDays', p.receipt_days, 'startsOn', p.starts_on,
  'endsOn', p.ends_on, 'retiredReason', p.retired_reason, 'sample', p.sample,
  'planFallen', d.id is not null and (d.withdrawn_at is not null or ${SUPERSEDED}),
  'tasks', (select coalesce(json_object_agg(state, n), '{}') from (
    select state, count(*) as n from task t where t.programme_id = p.id group by state) states),
  'unreceived', (select count(*) from task t join task_assignment a on a.task_id = t.id
    where t.programme_id = p.id and a.ended_on is null and a.received_at is null
      and t.state in ('dispatched', 'underway', 'closing')))`

/** The programmes that the actor sees, newest first: the first so many, and how many there are. */
export async function listProgrammes(trx: Trx, documentId?: string, most = 500): Promise<ProgrammeList> {
  const { rows } = await sql<{ item: Programme; total: number }>`
    select ${PROGRAMME} as item, count(*) over () as total from programme p join organization o on o.id = p.owner_organization_id
      left join document d on d.id = p.document_id
    where ${documentId ?? null}::uuid is null or p.document_id = ${documentId ?? null}::uuid
    order by p.retired_at is not null, p.created_at desc, p.id limit ${most}`.execute(trx)
  return { items: rows.map(({ item }) => item), total: rows[0]?.total ?? 0 }
}

/** @throws Refusal programme_not_found */
export async function findProgramme(trx: Trx, id: string): Promise<Programme> {
  const { rows } = await sql<{ item: Programme }>`
    select ${PROGRAMME} as item from programme p join organization o on o.id = p.owner_organization_id
      left join document d on d.id = p.document_id
    where p.id = ${id}::uuid`.execute(trx)
  const [row] = rows
  if (!row) throw refusals.programmeNotFound(id)
  return row.item
}

/**
 * Opens a programme (台账): of a document, or without one, for tasks that come from meetings and ledgers.
 * @throws Refusal document_not_found, programme_exists
 */
export async function createProgramme(trx: Trx, actor: Actor, wanted: NewProgramme, now: Date): Promise<string> {
  const document = wanted.documentId ? await documentOf(trx, wanted.documentId) : null
  const owner = await trx
    .selectFrom('organization')
    .select('jurisdiction_code as home')
    .where('id', '=', actor.organizationId)
    .executeTakeFirst()
  if (document) {
    const known = await trx
      .selectFrom('programme')
      .select('id')
      .where('document_id', '=', document.id)
      .where('owner_organization_id', '=', actor.organizationId)
      .executeTakeFirst()
    if (known) throw refusals.programmeExists(known.id)
  }
  const startsOn = wanted.startsOn ?? todayInChina(now)
  expectInOrder(startsOn, wanted.endsOn ?? null)
  const id = randomUUID()
  await trx
    .insertInto('programme')
    .values({
      id,
      home_jurisdiction: document?.home ?? owner?.home ?? '000000',
      title: wanted.title,
      document_id: document?.id ?? null,
      owner_organization_id: actor.organizationId,
      visibility: wanted.visibility ?? document?.visibility ?? 'cluster',
      frequency: wanted.frequency ?? 'half_year',
      opens_days_before: wanted.opensDaysBefore ?? 20,
      due_day: wanted.dueDay ?? 'end',
      receipt_days: wanted.receiptDays ?? 5,
      starts_on: startsOn,
      ends_on: wanted.endsOn ?? null,
      retired_at: null,
      retired_reason: null,
      sample: document?.sample ?? false,
      created_at: now, // cycles are made up for from this day on
    })
    .execute()
  await announce(trx, 'delivery.programme_opened', { programmeId: id, documentId: document?.id ?? null })
  await appendAudit(trx, {
    ...{ action: 'delivery.open_programme', subjectKind: 'programme', subjectId: id },
    after: { ...wanted },
  })
  return id
}

function expectInOrder(startsOn: string, endsOn: string | null): void {
  if (endsOn !== null && endsOn < startsOn)
    throw httpRefusals.schemaMismatch('body', 'endsOn', `no day before the programme begins (${startsOn})`)
}

async function documentOf(trx: Trx, id: string) {
  const document = await trx
    .selectFrom('document')
    .select(['id', 'home_jurisdiction as home', 'visibility', 'sample'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!document) throw refusals.documentNotFound(id)
  return document
}

/** @throws Refusal programme_not_found, programme_not_yours, programme_retired, version_needed, version_outdated with what stands now */
export async function editProgramme(
  trx: Trx,
  actor: Actor,
  id: string,
  edit: ProgrammeEdit,
  ifMatch: string | undefined,
): Promise<void> {
  await ownProgramme(trx, actor, id)
  const before = await trx
    .selectFrom('programme')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (!namesVersion(ifMatch, before.revision))
    throw httpRefusals.versionOutdated(before.revision, await findProgramme(trx, id))
  expectInOrder(before.starts_on, edit.endsOn ?? null)
  await trx
    .updateTable('programme')
    .set({
      title: edit.title ?? before.title,
      frequency: edit.frequency ?? before.frequency,
      opens_days_before: edit.opensDaysBefore ?? before.opens_days_before,
      due_day: edit.dueDay ?? before.due_day,
      receipt_days: edit.receiptDays ?? before.receipt_days,
      ends_on: edit.endsOn === undefined ? before.ends_on : edit.endsOn,
      revision: before.revision + 1,
      updated_at: CLOCK_NOW,
    })
    .where('id', '=', id)
    .execute()
  await appendAudit(trx, {
    ...{ action: 'delivery.edit_programme', subjectKind: 'programme', subjectId: id },
    before: {
      ...{ title: before.title, frequency: before.frequency, opensDaysBefore: before.opens_days_before },
      ...{ dueDay: before.due_day, receiptDays: before.receipt_days, endsOn: before.ends_on },
    },
    after: edit,
  })
}
