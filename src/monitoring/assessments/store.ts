import { type RawBuilder, sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { percentOf } from '../standards/percent.ts'
import { SECTION_GRADES, WATER_CLASSES, type WaterClass } from '../standards/surfaceWater/table.ts'
import { findSection, jurisdictionAt } from '../stations/store.ts'
import { assessmentRefusals as refusals } from './refusals.ts'
import { trendOf, type YearOfTrend } from './rules/year.ts'
import {
  type AirDays,
  type AirQuery,
  ASSESSMENT_PLACE,
  type Assessment,
  type AssessmentDetail,
  type AssessmentFilter,
  type AssessmentList,
  type AssessmentQuery,
  type MapQuery,
  type PassRates,
  type RatesQuery,
  type SectionMap,
  type SectionYears,
} from './schemas.ts'

/** Colours of the classes on maps and tables: the words are of 环办〔2011〕22号, the codes our own. */
export const CLASS_COLOURS: Readonly<Record<WaterClass, string>> = {
  I: '#4aa3df',
  II: '#1f77c9',
  III: '#3aa655',
  IV: '#f2c230',
  V: '#f0852d',
  劣V: '#d7301f',
}

const byClass = (values: Readonly<Record<WaterClass, string>>, column: RawBuilder<unknown>) =>
  sql`case ${column} ${sql.join(
    WATER_CLASSES.map((one) => sql`when ${sql.lit(one)} then ${sql.lit(values[one])}`),
    sql` `,
  )} end`
const GRADES = Object.fromEntries(WATER_CLASSES.map((one) => [one, SECTION_GRADES[one].zh])) as Record<
  WaterClass,
  string
>
const colour = byClass(CLASS_COLOURS, sql`a.class`)
const moment = (column: string) => momentText(sql.ref(column))

const EXCEEDING = sql`coalesce(a.derivation #> '{target,exceeding}', '[]')`
const ROW = sql`a.id, json_build_object('id', c.id, 'code', c.code, 'name', c.name) as section, a.period, a.begins, a.river,
  a.class, ${colour} as colour, ${byClass(GRADES, sql`a.class`)} as grade, a.target_class as "targetClass", a.meets,
  a.decided_by as "decidedBy", ${EXCEEDING} as exceeding, a.measured, a.met,
  a.with_target as "withTarget", a.derivation ->> 'passRate' as "passRate", a.valid, a.late,
  ${moment('a.made_at')} as "madeAt", ${moment('a.superseded_at')} as "supersededAt"`
const FROM = sql`from section_assessment a join section c on c.id = a.section_id`
const patternOf = (place: string) => `${place === '000000' ? '' : place.replace(/(?:0000|00)$/, '')}%`

/** SQL: assessments that stand, of a filter. */
function standing({ period, section, place, river, from, to, meets }: AssessmentFilter): RawBuilder<unknown> {
  const conditions = [sql`a.superseded_at is null`]
  if (period) conditions.push(sql`a.period = ${period}`)
  if (section) conditions.push(sql`a.section_id = ${section}::uuid`)
  if (place) conditions.push(sql`a.jurisdiction_code like ${patternOf(place)}`)
  if (river) conditions.push(sql`a.river = ${river}`)
  if (from) conditions.push(sql`a.begins >= ${from}::date`)
  if (to) conditions.push(sql`a.begins <= ${to}::date`)
  if (meets !== undefined) conditions.push(sql`a.meets = ${meets}`)
  return sql.join(conditions, sql` and `)
}

/** Standing assessments that the actor sees, the newest made first. */
export async function listAssessments(trx: Trx, query: AssessmentQuery): Promise<AssessmentList> {
  const where = standing(query)
  const after = ASSESSMENT_PLACE.read(query.cursor)
  const { rows } = await sql<Assessment>`select ${ROW} ${FROM} where ${where}
    ${after ? sql`and a.id < ${after[0]}::bigint` : sql``} order by a.id desc limit ${query.limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total ${FROM} where ${where}`.execute(trx)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  const next = last ? ASSESSMENT_PLACE.write(last.id) : null
  return { items: rows.slice(0, query.limit), total: counted.rows[0]?.total ?? 0, next }
}

/** One assessment with its derivation, standing or not. @throws Refusal assessment_not_found */
export async function findAssessment(trx: Trx, id: number): Promise<AssessmentDetail> {
  const { rows } = await sql<AssessmentDetail>`
    select ${ROW}, a."values", a.derivation, a.behind,
      (select json_agg(json_build_object('id', h.id, 'class', h.class, 'meets', h.meets, 'madeAt', ${moment('h.made_at')},
          'supersededAt', ${moment('h.superseded_at')}) order by h.id desc)
        from section_assessment h where h.section_id = a.section_id and h.period = a.period and h.begins = a.begins) as history
    ${FROM} where a.id = ${id}::bigint`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.assessmentNotFound(String(id))
  return found
}

/** The standing months of a section, in their order. @throws Refusal section_not_found */
export async function sectionMonths(trx: Trx, section: string, year?: number): Promise<{ items: Assessment[] }> {
  await findSection(trx, section)
  const span = year === undefined ? {} : { from: `${year}-01-01`, to: `${year}-12-31` }
  const { rows } = await sql<Assessment>`
    select ${ROW} ${FROM} where ${standing({ period: 'month', section, ...span })} order by a.begins`.execute(trx)
  return { items: rows }
}

/** The standing years of a section and what they say of each other. @throws Refusal section_not_found */
export async function sectionYears(trx: Trx, section: string): Promise<SectionYears> {
  await findSection(trx, section)
  const { rows } = await sql<Assessment & { values: YearOfTrend['values'] }>`
    select ${ROW}, a."values" ${FROM} where ${standing({ period: 'year', section })} order by a.begins`.execute(trx)
  const { changes, correlations } = trendOf(
    rows.map((row) => ({ year: Number(row.begins.slice(0, 4)), class: row.class, values: row.values })),
  )
  return {
    items: rows.map(({ values: _, ...row }) => row),
    trend: { changes: [...changes], correlations: [...correlations] },
  }
}

/**
 * Every section that the actor sees, with its newest month that has ended, or that of the day that is asked for. A month
 * that goes on speaks of a few days only, and stands where there is none before it.
 */
export async function sectionMap(trx: Trx, { month, place, river }: MapQuery): Promise<SectionMap> {
  const conditions = [sql`c.water <> 'sea'`]
  if (place) conditions.push(sql`c.jurisdiction_code like ${patternOf(place)}`)
  if (river) conditions.push(sql`t.river = ${river}`)
  const day = month === undefined ? sql`(clock_now() at time zone 'Asia/Shanghai')::date` : sql`${month}::date`
  const { rows } = await sql<SectionMap['items'][number]>`
    select json_build_object('id', c.id, 'code', c.code, 'name', c.name) as section, c.jurisdiction_code as jurisdiction,
      ${jurisdictionAt(sql`t.upstream_code`)} as upstream, ${jurisdictionAt(sql`t.downstream_code`)} as downstream,
      st_x(c.location) as longitude, st_y(c.location) as latitude, coalesce(t.river, '') as river,
      t.target_class as "targetClass",
      (select json_build_object('id', a.id, 'begins', a.begins, 'class', a.class, 'colour', ${colour}, 'meets', a.meets,
          'grade', ${byClass(GRADES, sql`a.class`)}, 'targetClass', a.target_class, 'decidedBy', a.decided_by,
          'exceeding', ${EXCEEDING}, 'late', a.late)
        from section_assessment a where a.section_id = c.id and a.period = 'month' and a.superseded_at is null
          ${month === undefined ? sql`` : sql`and a.begins = date_trunc('month', ${month}::date)::date`}
        order by (a.begins + interval '1 month' <= clock_now() at time zone 'Asia/Shanghai') desc, a.begins desc limit 1) as assessment
    from section c left join section_term t on t.section_id = c.id and t.valid_from <= ${day}
      and (t.valid_to is null or t.valid_to >= ${day})
    where ${sql.join(conditions, sql` and `)} and (select actor_may('assessment.read')) order by c.name, c.id`.execute(
    trx,
  )
  return { items: rows }
}

interface RateRow {
  key: string
  name: string
  sections: number
  months: number
  withTarget: number
  met: number
  good: number
  classes: Record<string, number>
}

/** Of a year: how many section-months met their target, by jurisdiction of the section or by river. */
export async function passRates(trx: Trx, { by, year, place }: RatesQuery): Promise<PassRates> {
  const where = standing({ period: 'month', from: `${year}-01-01`, to: `${year}-12-31`, ...(place ? { place } : {}) })
  const key = by === 'river' ? sql`a.river` : sql`a.jurisdiction_code::text`
  const { rows } = await sql<RateRow>`
    select k.*, ${by === 'river' ? sql`k.key` : sql`coalesce((select j.name from jurisdiction j where j.code = k.key), k.key)`} as name
    from (
      select ${key} as key, count(distinct a.section_id)::integer as sections, count(a.class)::integer as months,
        count(a.meets)::integer as "withTarget", (count(*) filter (where a.meets))::integer as met,
        (count(*) filter (where a.class in ('I', 'II', 'III')))::integer as good,
        json_build_object(${sql.join(
          WATER_CLASSES.map((one) => sql`${sql.lit(one)}, count(*) filter (where a.class = ${sql.lit(one)})`),
        )}) as classes
      ${FROM} where ${where} group by 1
    ) k order by k.key`.execute(trx)
  return {
    items: rows.map(({ good, ...row }) => ({
      ...row,
      passRate: percentOf(row.met, row.withTarget),
      goodPercent: percentOf(good, row.months),
    })),
  }
}

/** The days of an air station, those that stand. */
export async function airDays(trx: Trx, { station, from, to }: AirQuery): Promise<AirDays> {
  const { rows } = await sql<AirDays['items'][number]>`
    select a.id, a.day, a.version, a.index, a.level, a."primary", a.derivation, ${moment('a.made_at')} as "madeAt"
    from air_assessment a where a.station_id = ${station}::uuid and a.superseded_at is null
      and a.day between ${from}::date and ${to}::date order by a.day limit 400`.execute(trx)
  return { items: rows }
}
