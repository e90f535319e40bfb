import { sql } from 'kysely'
import { expectPlace } from '../../gazetteer/index.ts'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { awaitTurn, expectVersion, httpRefusals, idOfKey, isMade } from '../../platform/http/index.ts'
import { stationRefusals as refusals } from './refusals.ts'
import type { NewSection, NewTerm, Section, SectionEdit } from './schemas.ts'
import { codeTaken, FIRST_DAY } from './stations.ts'
import { findSection } from './store.ts'

const point = (longitude: number | null | undefined, latitude: number | null | undefined) =>
  longitude == null || latitude == null ? null : sql<string>`st_setsrid(st_makepoint(${longitude}, ${latitude}), 4490)`

/**
 * Adds a section with what it is from a day on.
 * @param key of the request: the same request again with it adds nothing
 * @throws Refusal jurisdiction_unknown, section_sides_uneven, monitoring_code_taken
 */
export async function addSection(trx: Trx, actor: Actor, section: NewSection, key?: string): Promise<string> {
  const id = idOfKey(key, actor, 'section', section)
  if (await isMade(trx, 'section', key, id)) return id
  const { code, name, water, jurisdiction, organizationId, longitude, latitude, description = '', ...term } = section
  await expectPlace(trx, jurisdiction)
  await trx
    .insertInto('section')
    .values({
      id,
      code,
      name,
      water,
      jurisdiction_code: jurisdiction,
      organization_id: organizationId ?? actor.organizationId,
      location: point(longitude, latitude),
      description,
    })
    .execute()
    .catch((error: unknown) => {
      throw codeTaken(error, code)
    })
  await insertTerm(trx, id, { ...term, validFrom: term.validFrom ?? FIRST_DAY })
  await appendAudit(trx, { action: 'monitoring.add_section', subjectKind: 'section', subjectId: id, after: section })
  return id
}

async function insertTerm(trx: Trx, id: string, term: NewTerm): Promise<void> {
  const { river = '', upstream = null, downstream = null, targetClass = null, basis = '', validFrom } = term
  if ((upstream === null) !== (downstream === null) || (upstream !== null && upstream === downstream))
    throw refusals.bordersUneven()
  for (const side of [upstream, downstream]) if (side) await expectPlace(trx, side)
  await trx
    .insertInto('section_term')
    .values({
      section_id: id,
      river,
      upstream_code: upstream,
      downstream_code: downstream,
      target_class: targetClass,
      basis,
      valid_from: validFrom,
      valid_to: null,
    })
    .execute()
    .catch((error: { code?: string }) => {
      throw error.code === '23505' ? refusals.dayTaken(validFrom) : error
    })
}

/** @throws Refusal section_not_found, station_not_yours */
async function keptSection(trx: Trx, id: string): Promise<Section> {
  await awaitTurn(trx, 'section', id)
  const section = await findSection(trx, id)
  if (!section.mayEdit) throw refusals.stationNotYours(section.name, section.organization.name)
  return section
}

/**
 * Corrects what is said of a section; sides, river and target change by terms.
 * @throws Refusal version_needed, version_outdated, overtaken and those of `keptSection`
 */
export async function editSection(trx: Trx, id: string, edit: SectionEdit, ifMatch: string | undefined): Promise<void> {
  const section = await keptSection(trx, id)
  expectVersion(ifMatch, section.version, section)
  const { name = section.name, water = section.water, description = section.description } = edit
  const { longitude = section.longitude, latitude = section.latitude } = edit
  const changed = await trx
    .updateTable('section')
    .set({
      name,
      water,
      description,
      location: point(longitude, latitude),
      closed_on: edit.closedOn === undefined ? section.closedOn : edit.closedOn,
      version: section.version + 1,
      updated_at: CLOCK_NOW,
    })
    .where('id', '=', id)
    .where('version', '=', section.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw httpRefusals.overtaken()
  const before = Object.fromEntries(Object.keys(edit).map((field) => [field, section[field as keyof Section] ?? null]))
  await appendAudit(trx, {
    action: 'monitoring.edit_section',
    subjectKind: 'section',
    subjectId: id,
    before,
    after: edit,
  })
}

/**
 * Says what a section is from a day on: its river, its sides, its target class. The days before stay what they were.
 * @throws Refusal jurisdiction_unknown, section_sides_uneven, monitoring_day_taken and those of `keptSection`
 */
export async function setTerm(trx: Trx, id: string, term: NewTerm): Promise<void> {
  const section = await keptSection(trx, id)
  await insertTerm(trx, id, term)
  await appendAudit(trx, {
    action: 'monitoring.set_term',
    subjectKind: 'section',
    subjectId: id,
    before: { term: section.term },
    after: term,
  })
}
