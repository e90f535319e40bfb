import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { sourcesOf } from '../assessments/inputs.ts'
import { valuesOf } from '../assessments/rules/month.ts'
import type {} from '../assessments/tables.ts'
import type { AirInput } from '../standards/air/breakpoints.ts'
import type { StationDay } from './rules/air.ts'
import { lastDayOf, type Months, monthAt } from './rules/period.ts'
import type { MeasuredPoint } from './rules/sea.ts'
import type { MeasuredSection } from './rules/water.ts'

/** Which sections are evaluated together. */
export interface Chosen {
  river?: readonly string[]
  place?: string
}

/** GB/T 2260: pattern of the codes within a place. */
const patternOf = (place: string) => `${place === '000000' ? '' : place.replace(/(?:0000|00)$/, '')}%`

/**
 * SQL: the city of a place (k: code and name), or its province where no city is known. GB/T 2260 counts the counties that a
 * province leads itself (省直辖县级行政单位) in a city of the number 90 that is none: such a county is its own city.
 */
const cityOf = (code: RawBuilder<unknown>) => sql`cross join lateral (select j.code, j.name from jurisdiction j
  where j.code in (case when substr(${code}, 3, 2) = '90' then ${code} else rpad(left(${code}, 4), 6, '0') end,
    rpad(left(${code}, 2), 6, '0'))
  order by j.code desc limit 1) k`

export const expectEvaluationReader = (trx: Trx) => sql`select actor_must('assessment.read')`.execute(trx)

/** SQL: sections (c) that were there in the period, with their term (t) of its last day. */
function sectionsOf({ river, place }: Chosen, { first, last }: Months, sea: boolean): RawBuilder<unknown> {
  const day = sql`${lastDayOf(last)}::date`
  const conditions = [sql`(c.water = 'sea') = ${sea}`, sql`(c.closed_on is null or c.closed_on >= ${first}::date)`]
  if (place) conditions.push(sql`c.jurisdiction_code like ${patternOf(place)}`)
  if (river && river.length > 0) conditions.push(sql`t.river = any(${[...river]}::text[])`)
  return sql`from section c left join section_term t on t.section_id = c.id and t.valid_from <= ${day}
      and (t.valid_to is null or t.valid_to >= ${day})
    where ${sql.join(conditions, sql` and `)}`
}

/** Sections of rivers and lakes that the actor sees, with the standing assessments of their months. */
export async function measuredSections(trx: Trx, chosen: Chosen, months: Months): Promise<MeasuredSection[]> {
  const { rows } = await sql<MeasuredSection>`
    select c.id, c.code, c.name, coalesce(t.river, '') as river, c.jurisdiction_code as place, c.water,
      t.target_class as "targetClass", (
        select coalesce(json_agg(json_build_object('id', a.id, 'class', a.class, 'decidedBy', a.decided_by,
          'targetClass', a.target_class, 'exceeding', coalesce(a.derivation #> '{target,exceeding}', '[]'),
          'trophic', a.derivation -> 'trophic', 'values', a."values") order by a.begins), '[]')
        from section_assessment a where a.section_id = c.id and a.period = 'month' and a.superseded_at is null
          and a.begins between ${months.first}::date and ${months.last}::date) as months
    ${sectionsOf(chosen, months, false)} order by coalesce(t.river, ''), c.name, c.id`.execute(trx)
  return rows
}

/** Points of the sea that the actor sees, with one value of each parameter in each month: of each month the origin that comes first in it. */
export async function measuredPoints(trx: Trx, chosen: Chosen, months: Months): Promise<MeasuredPoint[]> {
  const { rows } = await sql<Omit<MeasuredPoint, 'months'>>`
    select c.id, c.code, c.name, c.jurisdiction_code as place, t.target_class as "targetClass"
    ${sectionsOf(chosen, months, true)} order by c.name, c.id`.execute(trx)
  const asked = rows.flatMap(({ id }) =>
    Array.from({ length: months.months }, (_, index) => ({ section: id, month: monthAt(months.first, index) })),
  )
  const sources = Map.groupBy(asked.length === 0 ? [] : await sourcesOf(trx, asked), ({ section }) => section)
  return rows.map((row) => ({
    ...row,
    months: [...Map.groupBy(sources.get(row.id) ?? [], ({ month }) => month).values()].map((own) => ({
      values: valuesOf({ sources: own, attested: [] }).values,
    })),
  }))
}

/** The days of air stations that the actor sees, by the city in which they stood. */
export async function airDaysOfCities(
  trx: Trx,
  place: string | undefined,
  { first, last }: Months,
): Promise<{ place: string; name: string; days: StationDay[] }[]> {
  const { rows } = await sql<{
    station: string
    day: string
    place: string
    name: string
    means: Partial<Record<AirInput, { value: string | null; valid: boolean }>>
  }>`
    select a.station_id as station, a.day::text as day, k.code as place, k.name, a.derivation -> 'means' as means
    from air_assessment a
      join station_place p on p.station_id = a.station_id and p.valid_from <= a.day
        and (p.valid_to is null or p.valid_to >= a.day)
      ${cityOf(sql`p.jurisdiction_code`)}
    where a.superseded_at is null and a.day between ${first}::date and ${lastDayOf(last)}::date
      ${place ? sql`and p.jurisdiction_code like ${patternOf(place)}` : sql``}
    order by k.code, a.day, a.station_id`.execute(trx)
  const cities = Map.groupBy(rows, (row) => row.place)
  return [...cities].map(([code, own]) => ({
    place: code,
    name: own[0]?.name ?? code,
    days: own.map(({ station, day, means }) => ({
      station,
      day,
      values: Object.fromEntries(
        Object.entries(means).flatMap(([input, { value, valid }]) => (valid && value !== null ? [[input, value]] : [])),
      ),
    })),
  }))
}

/** Names of the cities in which places lie, by the codes of the places; a city that is not known is its province. */
export async function citiesOf(
  trx: Trx,
  places: readonly string[],
): Promise<Map<string, { place: string; name: string }>> {
  const { rows } = await sql<{ of: string; place: string; name: string }>`
    select g.code as of, k.code as place, k.name from unnest(${[...new Set(places)]}::text[]) as g (code)
      ${cityOf(sql`g.code`)}`.execute(trx)
  return new Map(rows.map(({ of, ...city }) => [of, city]))
}
