import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { WaterClass } from '../standards/surfaceWater/table.ts'
import type { Standing } from './inputs.ts'
import type {} from './tables.ts'

/** What an assessment says, ready to be kept. */
export interface Judged {
  standing: Standing
  period: 'month' | 'year'
  class: WaterClass | null
  meets: boolean | null
  decidedBy: readonly string[]
  measured: number
  met: number | null
  withTarget: number | null
  valid: boolean
  late: boolean
  values: object
  derivation: object
  behind: object
}

export interface Saved {
  id: number
  section: string
  period: 'month' | 'year'
  begins: string
}

export const digestOf = (said: unknown) => createHash('sha256').update(JSON.stringify(said)).digest('hex')

/**
 * Keeps what is new: an assessment that says what stands already is not kept again; another one takes its place, and the
 * one before stays readable. What says nothing is kept only where something stood.
 * @returns those that were kept
 */
export async function saveJudged(trx: Trx, judged: readonly Judged[]): Promise<Saved[]> {
  if (judged.length === 0) return []
  const rows = judged.map((one) => {
    const { section, begins, targetClass, river, jurisdiction, upstream, downstream } = one.standing
    const { period, class: found, meets, decidedBy, measured, met, withTarget, valid, values, derivation, behind } = one
    const says = { targetClass, river, jurisdiction, upstream, downstream, found, meets, values, derivation, behind }
    return {
      ...{ section_id: section, period, begins, class: found, target_class: targetClass, meets, decided_by: decidedBy },
      ...{ measured, met, with_target: withTarget, valid, river, jurisdiction_code: jurisdiction, late: one.late },
      ...{ upstream_code: upstream, downstream_code: downstream, values, derivation, behind, digest: digestOf(says) },
      says_something: Object.keys(values).length > 0,
    }
  })
  const { rows: saved } = await sql<Saved>`
    with fresh as materialized (
      select f.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (section_id uuid, period text, begins date,
        class text, target_class text, meets boolean, decided_by text[], measured integer, met integer,
        with_target integer, valid boolean, river text, jurisdiction_code text, upstream_code text, downstream_code text,
        late boolean, "values" jsonb, derivation jsonb, behind jsonb, digest text, says_something boolean)
        left join section_assessment s on s.section_id = f.section_id and s.period = f.period and s.begins = f.begins
          and s.superseded_at is null
      where s.digest is distinct from f.digest and (f.says_something or s.id is not null)
    ), taken as (
      update section_assessment s set superseded_at = clock_now() from fresh f
      where s.section_id = f.section_id and s.period = f.period and s.begins = f.begins and s.superseded_at is null
      returning s.id
    )
    select section_id as section, period, begins::text as begins, 0 as id from fresh
    where (select count(*) from taken) >= 0`.execute(trx)
  if (saved.length === 0) return []
  const kept = new Set(saved.map(({ section, period, begins }) => `${section} ${period} ${begins}`))
  const wanted = rows.filter(({ section_id, period, begins }) => kept.has(`${section_id} ${period} ${begins}`))
  const { rows: added } = await sql<Saved>`
    insert into section_assessment (section_id, period, begins, class, target_class, meets, decided_by, measured, met,
      with_target, valid, river, jurisdiction_code, upstream_code, downstream_code, late, "values", derivation, behind, digest)
    select section_id, period, begins, class, target_class, meets, decided_by, measured, met,
      with_target, valid, river, jurisdiction_code, upstream_code, downstream_code, late, "values", derivation, behind, digest
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as f (section_id uuid, period text, begins date,
      class text, target_class text, meets boolean, decided_by text[], measured integer, met integer,
      with_target integer, valid boolean, river text, jurisdiction_code text, upstream_code text, downstream_code text,
      late boolean, "values" jsonb, derivation jsonb, behind jsonb, digest text)
    order by section_id, period, begins
    returning id, section_id as section, period, begins::text as begins`.execute(trx)
  return added
}
