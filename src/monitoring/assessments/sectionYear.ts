import { sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import type { WaterBody, WaterClass } from '../standards/surfaceWater/table.ts'
import type { KeptValue } from './rules/month.ts'

/** A month of a section as settlement takes it. */
export interface AssessedMonth {
  month: number
  /** By parameter: decimal text in its unit, of one datum below detection the limit; null: there is no number. */
  values: Readonly<Record<string, Pick<KeptValue, 'value' | 'belowDetection' | 'of'>>>
  class: WaterClass | null
  /** Whether each of the items that were asked for has a number. */
  complete: boolean
  /** The assessment, and the observations behind it by their ids (`observations/7_1767225600000`, or a datastream and its days). */
  provenance: readonly string[]
}

export interface AssessedYear {
  /** As it was asked for: the id, the code or the name of the section. */
  section: string
  year: number
  /** By whose limits its months are judged: those of phosphorus differ two to four times. */
  water: WaterBody
  months: readonly AssessedMonth[]
  /** When the newest of these assessments was made: data that came in later do not count here. */
  knownAt: string
}

interface Behind {
  attestations: readonly number[]
  sources: readonly {
    datastream: number
    parameter: string
    first: string
    last: string
    observations: string[] | null
  }[]
}

/** The sections that agreements name by their ids, codes or names; those that the actor does not see are left out. */
export async function findSectionIds(trx: Trx, sections: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ name: string; id: string }>`
    select distinct on (n.name) n.name, s.id from unnest(${[...sections]}::text[]) n (name)
      join section s on s.id::text = n.name or s.code = n.name or s.name = n.name
    order by n.name, (s.id::text = n.name) desc, (s.code = n.name) desc nulls last, s.created_at`.execute(trx)
  return new Map(rows.map(({ name, id }) => [name, id]))
}

/** By what agreements may name these sections: ids, codes and names. */
export async function sectionNames(trx: Trx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select n.name from section s cross join lateral (values (s.id::text), (s.code), (s.name)) n (name)
    where s.id = any(${ids}::uuid[]) and n.name is not null`.execute(trx)
  return rows.map(({ name }) => name)
}

/**
 * The twelve months of a section in a year as they stand; months without an assessment have no values. Null where the actor
 * sees no such section, or nothing of that year was assessed.
 * @param items that must have a number, for `complete`, and whose observations are named
 */
export async function assessedYear(
  trx: Trx,
  { section, year, items }: { section: string; year: number; items: readonly string[] },
): Promise<AssessedYear | null> {
  const id = (await findSectionIds(trx, [section])).get(section)
  if (id === undefined) return null
  const { rows } = await sql<{
    id: number
    month: number
    class: WaterClass | null
    values: Record<string, KeptValue>
    behind: Behind
    water: WaterBody
    madeAt: string
  }>`
    select a.id, extract(month from a.begins)::integer as month, a.class, a."values", a.behind, a.derivation ->> 'water' as water,
      ${momentText('a.made_at')} as "madeAt"
    from section_assessment a
    where a.section_id = ${id}::uuid and a.period = 'month' and a.superseded_at is null
      and a.begins between make_date(${year}::integer, 1, 1) and make_date(${year}::integer, 12, 31)
    order by a.begins`.execute(trx)
  if (rows.length === 0) return null
  const months = rows.map(
    ({ id: assessment, month, class: rated, values, behind }): AssessedMonth => ({
      month,
      class: rated,
      values: Object.fromEntries(
        Object.entries(values).map(([code, { value, belowDetection, of }]) => [code, { value, belowDetection, of }]),
      ),
      complete: items.every((item) => values[item]?.value != null),
      provenance: [`assessments/${assessment}`, ...provenanceOf(behind, items)],
    }),
  )
  const missing = Array.from({ length: 12 }, (_, index) => index + 1)
    .filter((month) => !months.some((one) => one.month === month))
    .map((month): AssessedMonth => ({ month, class: null, values: {}, complete: false, provenance: [] }))
  const knownAt =
    rows
      .map(({ madeAt }) => madeAt)
      .sort()
      .at(-1) ?? ''
  return {
    section,
    year,
    water: rows.at(-1)?.water ?? 'river',
    months: [...months, ...missing].sort((a, b) => a.month - b.month),
    knownAt,
  }
}

function provenanceOf({ attestations, sources }: Behind, items: readonly string[]): string[] {
  const wanted = items.length === 0 ? sources : sources.filter(({ parameter }) => items.includes(parameter))
  return [
    ...attestations.map((id) => `attestations/${id}`),
    ...wanted.flatMap(({ datastream, first, last, observations }) =>
      observations ? observations.map((id) => `observations/${id}`) : [`datastreams/${datastream}/${first}/${last}`],
    ),
  ]
}
