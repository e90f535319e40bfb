import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { Exact } from '../../platform/exact.ts'
import { QUALIFIER } from '../observations/values.ts'
import { monitoringRefusals } from '../refusals.ts'
import { findParameter } from '../standards/parameters/catalogue.ts'
import { stationRefusals } from '../stations/refusals.ts'
import { findSection } from '../stations/store.ts'
import { attestationRefusals as refusals } from './refusals.ts'
import { type AttestationTerms, attest, type Reading } from './rules/attest.ts'
import type { Attestation, AttestationQuery, NewAttestation, NewAttestationRule } from './schemas.ts'

const signature = (actor: Actor) =>
  sql`${actor.userId}, ${actor.userName}, ${actor.organizationId}::uuid, ${actor.organizationName}`
const nameOf = (side: 'upstream' | 'downstream' | 'third') =>
  sql.raw(`a.${side}_stream || '_' || round(extract(epoch from a.${side}_time) * 1000)::bigint`)

/**
 * Says what stands from a day on where two laboratories disagree.
 * @throws Refusal section_not_found, station_not_yours, parameter_unknown, attestation_rule_taken
 */
export async function addAttestationRule(trx: Trx, actor: Actor, rule: NewAttestationRule): Promise<number> {
  const { sectionId, disagreement, tolerance, tolerances = {}, basis, validFrom } = rule
  for (const code of Object.keys(tolerances)) if (!findParameter(code)) throw monitoringRefusals.parameterUnknown(code)
  const section = await findSection(trx, sectionId)
  if (!section.mayEdit) throw stationRefusals.stationNotYours(section.name, section.organization.name)
  const { rows } = await sql<{ id: number }>`
    insert into attestation_rule (section_id, disagreement, tolerance, tolerances, basis, valid_from, user_id, user_name,
      organization_id, organization_name)
    values (${sectionId}::uuid, ${disagreement}, ${tolerance}::numeric, ${JSON.stringify(tolerances)}::jsonb,
      ${basis.trim()}, ${validFrom}::date, ${signature(actor)}) returning id`
    .execute(trx)
    .catch((error: { code?: string }) => {
      throw error.code === '23505' ? refusals.attestationRuleTaken(validFrom) : error
    })
  const line = { subjectKind: 'section', subjectId: sectionId, after: rule }
  await appendAudit(trx, { action: 'monitoring.set_attestation_rule', ...line })
  return rows[0]?.id ?? 0
}

interface Read {
  id: string
  datastream: number
  time: string
  day: string
  organization: string
  reading: Reading
}

/** A value of a laboratory, named by its observation. @throws Refusal attestation_reading_unfit */
async function readingOf(trx: Trx, sectionId: string, parameter: string, id: string): Promise<Read> {
  const [datastream = '', time = ''] = id.split('_')
  const { rows } = await sql<{
    value: number | null
    qualifier: number
    parameter: string
    organization: string
    day: string
    time: string
    atSection: boolean
  }>`
    select o.value, o.qualifier, d.parameter, d.organization_id as organization, ${momentText('o.time')} as time,
      (o.time at time zone 'Asia/Shanghai')::date::text as day,
      exists (select from station_place p where p.station_id = d.station_id and p.section_id = ${sectionId}::uuid
        and p.valid_from <= (o.time at time zone 'Asia/Shanghai')::date
        and (p.valid_to is null or p.valid_to >= (o.time at time zone 'Asia/Shanghai')::date)) as "atSection"
    from datastream d join observation o on o.datastream_id = d.id
      and o.time = to_timestamp(${time}::numeric / 1000) where d.id = ${datastream}::bigint`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.readingUnfit(id, 'an observation that you see')
  if (!found.atSection || found.parameter !== parameter)
    throw refusals.readingUnfit(id, `${parameter} measured at this section`)
  if (found.value === null || found.qualifier > QUALIFIER.belowDetection) throw refusals.readingUnfit(id, 'a number')
  const reading = {
    value: Exact.of(found.value).toText(),
    belowDetection: found.qualifier === QUALIFIER.belowDetection,
  }
  const { day, organization } = found
  return { id, datastream: Number(datastream), time: found.time, day, organization, reading }
}

/**
 * Says what stands of a sample that both laboratories measured. Said again of the same sample it takes the place of what
 * was said before, which stays readable.
 * @throws Refusal section_not_found, attestation_rule_missing, attestation_same_laboratory, attestation_reading_unfit,
 *   attestation_third_not_asked, attestation_not_yours
 */
export async function addAttestation(
  trx: Trx,
  actor: Actor,
  { sectionId, parameter, upstream, downstream }: NewAttestation,
  third: string | null = null,
): Promise<number> {
  const section = await findSection(trx, sectionId)
  const [one, other] = [
    await readingOf(trx, sectionId, parameter, upstream),
    await readingOf(trx, sectionId, parameter, downstream),
  ]
  const last = third === null ? null : await readingOf(trx, sectionId, parameter, third)
  const laboratories = [one, other, ...(last ? [last] : [])].map(({ organization }) => organization)
  if (new Set(laboratories).size < laboratories.length) throw refusals.sameLaboratory()
  if (!section.mayEdit && one.organization !== actor.organizationId && other.organization !== actor.organizationId)
    throw refusals.notYourSample()
  const { rows: rules } = await sql<AttestationTerms & { id: number; basis: string }>`
    select id, disagreement, coalesce(tolerances ->> ${parameter}, trim_scale(tolerance)::text) as tolerance, basis
    from attestation_rule where section_id = ${sectionId}::uuid and valid_from <= ${one.day}::date
    order by valid_from desc limit 1`.execute(trx)
  const [rule] = rules
  if (!rule) throw refusals.attestationRuleMissing(one.day)
  const found = attest(parameter, rule, one.reading, other.reading, last?.reading ?? null)
  const { rows } = await sql<{ id: number }>`
    insert into attestation (section_id, parameter, sampled_on, rule_id, upstream_stream, upstream_time, downstream_stream,
      downstream_time, third_stream, third_time, outcome, value, below_detection, derivation, user_id, user_name,
      organization_id, organization_name)
    values (${sectionId}::uuid, ${parameter}, ${one.day}::date, ${rule.id}, ${one.datastream}, ${one.time}::timestamptz,
      ${other.datastream}, ${other.time}::timestamptz, ${last?.datastream ?? null}::integer,
      ${last?.time ?? null}::timestamptz, ${found.outcome}, ${found.value}, ${found.belowDetection},
      ${JSON.stringify({ ...found.derivation, basis: rule.basis })}::jsonb, ${signature(actor)}) returning id`.execute(
    trx,
  )
  const id = rows[0]?.id ?? 0
  await appendAudit(trx, {
    action: third === null ? 'monitoring.attest' : 'monitoring.arbitrate',
    subjectKind: 'attestation',
    subjectId: String(id),
    after: { sectionId, parameter, upstream, downstream, third, outcome: found.outcome, value: found.value },
  })
  return id
}

/** Adds what a third laboratory measured to an attestation that awaits it. @throws Refusal attestation_not_found */
export async function arbitrate(trx: Trx, actor: Actor, id: number, third: string): Promise<number> {
  const { sectionId, parameter, upstream, downstream, superseded } = await findAttestation(trx, id)
  if (superseded) throw refusals.attestationNotFound(String(id))
  return addAttestation(trx, actor, { sectionId, parameter, upstream, downstream }, third)
}

const ROW = sql`a.id, a.section_id as "sectionId", a.parameter, a.sampled_on as "sampledOn",
  ${nameOf('upstream')} as upstream, ${nameOf('downstream')} as downstream,
  case when a.third_stream is not null then ${nameOf('third')} end as third, a.outcome, a.value,
  a.below_detection as "belowDetection", a.derivation, coalesce(a.derivation ->> 'basis', '') as basis,
  ${momentText('a.at')} as at, a.user_name as "userName", a.organization_name as "organizationName",
  a.superseded_at is not null as superseded`

/** @throws Refusal attestation_not_found */
export async function findAttestation(trx: Trx, id: number): Promise<Attestation> {
  const { rows } = await sql<Attestation>`select ${ROW} from attestation a where a.id = ${id}::bigint`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.attestationNotFound(String(id))
  return found
}

/** What was attested at a section, the newest first, with what was said before. @throws Refusal section_not_found */
export async function listAttestations(trx: Trx, { section, year }: AttestationQuery): Promise<Attestation[]> {
  await findSection(trx, section)
  const { rows } = await sql<Attestation>`
    select ${ROW} from attestation a where a.section_id = ${section}::uuid
      ${year === undefined ? sql`` : sql`and a.sampled_on between make_date(${year}::integer, 1, 1) and make_date(${year}::integer, 12, 31)`}
    order by a.id desc limit 1000`.execute(trx)
  return rows
}
