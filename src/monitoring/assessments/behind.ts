import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { observationsNamed } from '../observations/named.ts'
import { findSection } from '../stations/store.ts'
import type { AssessmentObservations, SectionValues } from './schemas.ts'
import { findAssessment } from './store.ts'

interface Source {
  datastream: number
  station: string
  parameter: string
  origin: 'automatic' | 'manual'
  first: string
  last: string
  count: number
  flagged: number
  observations: string[] | null
}

/**
 * Everything behind a month in one answer: its observations one by one, denser series by their days.
 * @throws Refusal assessment_not_found
 */
export async function observationsBehind(trx: Trx, id: number): Promise<AssessmentObservations> {
  const { behind } = await findAssessment(trx, id)
  const sources = (behind.sources ?? []) as Source[]
  const dense = sources.filter(({ observations }) => observations === null)
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from station where id = any(${dense.map(({ station }) => station)}::uuid[])`.execute(trx)
  const spans = dense.flatMap(({ station, observations: _, ...source }) => {
    const found = rows.find((one) => one.id === station)
    const { datastream, parameter, origin, first, last, count, flagged } = source
    return found ? [{ datastream, station: found, parameter, origin, first, last, count, flagged }] : []
  })
  const items = await observationsNamed(
    trx,
    sources.flatMap(({ observations }) => observations ?? []),
  )
  return { items, spans }
}

/** What each standing month of a section says of one parameter, and the class of that alone. @throws Refusal section_not_found */
export async function sectionValues(trx: Trx, sectionId: string, parameter: string): Promise<SectionValues> {
  await findSection(trx, sectionId)
  const months = sql`section_assessment a
    where a.section_id = ${sectionId}::uuid and a.period = 'month' and a.superseded_at is null`
  const found = await sql<{ code: string }>`
    select distinct k.code from (select a."values" from ${months}) m cross join lateral jsonb_object_keys(m."values") as k (code)
    order by 1`.execute(trx)
  const { rows } = await sql<SectionValues['months'][number]>`
    select a.id, a.begins::text as begins, v.value, v."belowDetection", v.of, v."from", v.count, v.below, v.flagged, v.without,
      (select i ->> 'class' from jsonb_array_elements(a.derivation -> 'items' || coalesce(a.derivation -> 'apart', '[]')) i
        where i ->> 'code' = ${parameter} limit 1) as class
    from (select * from ${months}) a cross join lateral jsonb_to_record(a."values" -> ${parameter}::text)
      as v (value text, "belowDetection" boolean, of text, "from" text, count integer, below integer, flagged integer, without integer)
    where a."values" -> ${parameter}::text is not null order by a.begins`.execute(trx)
  return { parameters: found.rows.map(({ code }) => code), months: rows }
}
