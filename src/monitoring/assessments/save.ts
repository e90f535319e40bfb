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
  const { rows: fresh } = await sql<Omit<Saved, 'id'>>`
    with fresh as materialized (
      select f.section_id, f.period, f.begins from ${given(rows)}
        left join section_assessment s on s.section_id = f.section_id and s.period = f.period and s.begins = f.begins
          and s.superseded_at is null
      where s.digest is distinct from f.digest and (f.says_something or s.id is not null)
    ), taken as (
      update section_assessment s set superseded_at = clock_now() from fresh f
      where s.section_id = f.section_id and s.period = f.period and s.begins = f.begins and s.superseded_at is null
      returning s.id
    )
    select section_id as section, period, begins::text as begins from fresh
    where (select count(*) from taken) >= 0`.execute(trx)
  if (fresh.length === 0) return []
  const kept = new Set(fresh.map(({ section, period, begins }) => `${section} ${period} ${begins}`))
  const wanted = rows.filter(({ section_id, period, begins }) => kept.has(`${section_id} ${period} ${begins}`))
  const names = sql.join(Object.keys(COLUMNS).map((name) => sql.ref(name)))
  const { rows: added } = await sql<Saved>`
    insert into section_assessment (${names}) select ${names} from ${given(wanted)} order by section_id, period, begins
    returning id, section_id as section, period, begins::text as begins`.execute(trx)
  return added
}

/** Columns that an assessment is kept in, with their types. */
const COLUMNS = {
  ...{ section_id: 'uuid', period: 'text', begins: 'date', class: 'text', target_class: 'text', meets: 'boolean' },
  ...{ decided_by: 'text[]', measured: 'integer', met: 'integer', with_target: 'integer', valid: 'boolean' },
  ...{ river: 'text', jurisdiction_code: 'text', upstream_code: 'text', downstream_code: 'text', late: 'boolean' },
  ...{ values: 'jsonb', derivation: 'jsonb', behind: 'jsonb', digest: 'text' },
} as const

/** SQL: rows of assessments as the table `f`. */
const given = (rows: readonly object[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (${sql.join(
    Object.entries({ ...COLUMNS, says_something: 'boolean' }).map(
      ([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`,
    ),
  )})`
