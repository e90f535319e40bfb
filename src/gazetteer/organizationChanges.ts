import { sql } from 'kysely'
import { appendAudit } from '../platform/audit/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { announce } from '../platform/events/index.ts'
import { expectVersion } from '../platform/http/index.ts'
import { dayBefore } from './catalogue.ts'
import { jurisdictionIndex, NATION } from './jurisdictions.ts'
import { readName, tidy } from './names.ts'
import type { NameKind } from './organizations.ts'
import { gazetteerRefusals as refusals } from './refusals.ts'
import type { NewName, NewOrganization, NewRelation, OrganizationEdit } from './schemas.ts'

// What people do to organizations. Each is one transaction with its audit line; `If-Match` guards what is edited.

/**
 * Adds a unit with its names. @returns its id
 * @throws Refusal organization_name_taken when another unit bears the name in that time, organization_name_unclear,
 * organization_name_needs_place, organization_dates_reversed, jurisdiction_unknown
 */
export async function createOrganization(trx: Trx, input: NewOrganization): Promise<string> {
  const { jurisdiction, kind, validFrom = null, validTo = null, source, confidence, note = null } = input
  checkJurisdiction(jurisdiction)
  checkDates(validFrom, validTo)
  const name = tidy(input.name)
  const shortName = tidy(input.shortName ?? input.name)
  const names = shortName === name ? [name] : [name, shortName]
  for (const one of names) await refuseTaken(trx, one, jurisdiction, validFrom, validTo)
  const { id } = await trx
    .insertInto('organization')
    .values({
      jurisdiction_code: jurisdiction,
      kind,
      name,
      short_name: shortName,
      valid_from: validFrom,
      valid_to: validTo,
      origin: 'person',
      source,
      confidence,
      note,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await insertName(trx, id, name, 'full', jurisdiction, { source })
  if (shortName !== name) await insertName(trx, id, shortName, 'short', jurisdiction, { source })
  await appendAudit(trx, { action: 'gazetteer.add', subjectKind: 'organization', subjectId: id, after: input })
  return id
}

/** @throws Refusal organization_not_found, version_needed, version_outdated, and those of createOrganization */
export async function editOrganization(
  trx: Trx,
  id: string,
  edit: OrganizationEdit,
  ifMatch: string | undefined,
): Promise<void> {
  const before = await needOrganization(trx, id)
  expectVersion(ifMatch, before.version)
  const { jurisdiction, validFrom, validTo, kind, source, confidence, note } = edit
  if (jurisdiction !== undefined) checkJurisdiction(jurisdiction)
  checkDates(validFrom === undefined ? before.valid_from : validFrom, validTo === undefined ? before.valid_to : validTo)
  await trx
    .updateTable('organization')
    .set({
      ...(jurisdiction === undefined ? {} : { jurisdiction_code: jurisdiction }),
      ...(validFrom === undefined ? {} : { valid_from: validFrom }),
      ...(validTo === undefined ? {} : { valid_to: validTo }),
      ...(kind === undefined ? {} : { kind }),
      ...(source === undefined ? {} : { source }),
      ...(confidence === undefined ? {} : { confidence }),
      ...(note === undefined ? {} : { note }),
      ...newVersion,
    })
    .where('id', '=', id)
    .execute()
  await audit(trx, 'gazetteer.edit', id, before, edit)
}

/** Adds a way in which the unit is or was called. @throws Refusal organization_name_taken and as createOrganization */
export async function addOrganizationName(
  trx: Trx,
  id: string,
  input: NewName,
  ifMatch: string | undefined,
): Promise<void> {
  const before = await needOrganization(trx, id)
  expectVersion(ifMatch, before.version)
  const { validFrom = null, validTo = null } = input
  checkDates(validFrom, validTo)
  const name = tidy(input.name)
  const within = [validFrom ?? before.valid_from, validTo ?? before.valid_to] as const
  await refuseTaken(trx, name, before.jurisdiction_code, ...within, id)
  await insertName(trx, id, name, input.kind, before.jurisdiction_code, { ...input, validFrom, validTo })
  await trx.updateTable('organization').set(newVersion).where('id', '=', id).execute()
  await audit(trx, 'gazetteer.add_name', id, undefined, input)
}

/**
 * Records what became of the unit. Unless only a duty moved, the unit ends the day before (where no end is known yet).
 * @throws Refusal organization_not_found, organization_relation_incomplete
 */
export async function addOrganizationRelation(
  trx: Trx,
  id: string,
  input: NewRelation,
  ifMatch: string | undefined,
): Promise<void> {
  const before = await needOrganization(trx, id)
  expectVersion(ifMatch, before.version)
  const { kind, to = null, duty = null, date, precision, source, confidence, note = null } = input
  if (kind !== 'abolished' && to === null) throw refusals.relationIncomplete(kind, 'the organization that took over')
  if (kind === 'abolished' && to !== null) throw refusals.relationIncomplete(kind, 'no successor')
  if (kind === 'duty_moved' && !duty) throw refusals.relationIncomplete(kind, 'the duty that moved')
  if (to === id) throw refusals.relationIncomplete(kind, 'another organization than itself')
  if (to !== null) await needOrganization(trx, to)
  await trx
    .insertInto('organization_relation')
    .values({
      from_id: id,
      to_id: to,
      kind,
      duty,
      happened_on: date,
      date_precision: precision,
      source,
      confidence,
      note,
    })
    .execute()
  const ends = kind !== 'duty_moved' && before.valid_to === null
  await trx
    .updateTable('organization')
    .set({ ...newVersion, ...(ends ? { valid_to: dayBefore(date) } : {}) })
    .where('id', '=', id)
    .execute()
  await audit(trx, 'gazetteer.add_relation', id, undefined, input)
}

/** A person vouches for a unit that a machine added. @throws Refusal organization_not_provisional */
export async function confirmOrganization(trx: Trx, id: string): Promise<void> {
  const before = await needOrganization(trx, id)
  if (before.state !== 'provisional') throw refusals.notProvisional(id, before.state)
  await trx
    .updateTable('organization')
    .set({ state: 'confirmed', confidence: 'K', ...newVersion })
    .where('id', '=', id)
    .execute()
  await audit(trx, 'gazetteer.confirm', id, { state: before.state }, { state: 'confirmed' })
}

/**
 * A provisional unit proves to be a known one: its names become printed names of that one, so that the next paper finds
 * it at once. The provisional row stays and points there; rooms above hear of it by the event.
 * @throws Refusal organization_not_provisional, organization_merge_target
 */
export async function mergeOrganization(trx: Trx, id: string, intoId: string): Promise<void> {
  const before = await needOrganization(trx, id)
  if (before.state !== 'provisional') throw refusals.notProvisional(id, before.state)
  const into = await needOrganization(trx, intoId)
  if (into.id === id || into.state !== 'confirmed') throw refusals.mergeIntoItself(intoId)
  await sql`
    insert into organization_name (organization_id, name, kind, scope_code, name_key, own_papers_only, source)
    select ${intoId}::uuid, name, 'printed', scope_code, name_key, own_papers_only, source
    from organization_name where organization_id = ${id}::uuid
    on conflict (organization_id, name) do nothing`.execute(trx)
  await trx
    .updateTable('organization')
    .set({ state: 'merged', merged_into_id: intoId, ...newVersion })
    .where('id', '=', id)
    .execute()
  await announce(trx, 'gazetteer.organization_merged', { organizationId: id, intoId })
  await audit(trx, 'gazetteer.merge', id, { state: before.state }, { state: 'merged', mergedIntoId: intoId })
}

const newVersion = { version: sql<number>`version + 1`, updated_at: sql<Date>`now()` }

async function needOrganization(trx: Trx, id: string) {
  const row = await trx.selectFrom('organization').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw refusals.organizationNotFound(id)
  return row
}

function audit(trx: Trx, action: string, id: string, before: unknown, after: unknown): Promise<number> {
  return appendAudit(trx, {
    action,
    subjectKind: 'organization',
    subjectId: id,
    ...(before === undefined ? {} : { before }),
    after,
  })
}

function checkJurisdiction(code: string | null): void {
  if (code !== null && !jurisdictionIndex().byCode(code)) throw refusals.jurisdictionUnknown(code)
}

function checkDates(from: string | null, to: string | null): void {
  if (from !== null && to !== null && from > to) throw refusals.datesReversed(from, to)
}

/** How a name is filed. @throws Refusal organization_name_unclear, organization_name_needs_place */
function filed(name: string, jurisdiction: string | null): { scope: string; key: string } {
  const read = readName(name, jurisdiction, jurisdictionIndex(), 'everywhere')
  if (read.kind === 'class') throw refusals.nameNamesNoBody(name)
  if (read.kind === 'needs_context') throw refusals.nameNeedsPlace(name)
  return read.keys.length > 1 ? { scope: NATION, key: read.keys[0].key } : read.keys[0]
}

async function insertName(
  trx: Trx,
  id: string,
  name: string,
  kind: NameKind,
  jurisdiction: string | null,
  facts: { source: string; validFrom?: string | null; validTo?: string | null },
): Promise<void> {
  const { scope, key } = filed(name, jurisdiction)
  await trx
    .insertInto('organization_name')
    .values({
      organization_id: id,
      name,
      kind,
      scope_code: scope,
      name_key: key,
      valid_from: facts.validFrom ?? null,
      valid_to: facts.validTo ?? null,
      source: facts.source,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'name']).doNothing())
    .execute()
}

/** Two units with the same name at the same time and place would leave every paper in doubt. */
async function refuseTaken(
  trx: Trx,
  name: string,
  jurisdiction: string | null,
  from: string | null,
  to: string | null,
  except?: string,
): Promise<void> {
  const { scope, key } = filed(name, jurisdiction)
  const { rows } = await sql<{ id: string; name: string }>`
    select o.id, o.name from organization_name n join organization o on o.id = n.organization_id
    where n.name_key = ${key} and n.scope_code = ${scope} and o.state <> 'merged' and not n.own_papers_only
      and coalesce(greatest(o.valid_from, n.valid_from), '-infinity') <= coalesce(${to}::date, 'infinity')
      and coalesce(least(o.valid_to, n.valid_to), 'infinity') >= coalesce(${from}::date, '-infinity')
      and o.id <> coalesce(${except ?? null}::uuid, '00000000-0000-0000-0000-000000000000')
    limit 1`.execute(trx)
  const [other] = rows
  if (other) throw refusals.nameTaken(name, other.id, other.name)
}
