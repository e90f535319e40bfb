import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { growthTarget, linearPath, reductionExpected } from './rules/formulas.ts'
import { type PartTarget, rollUp } from './rules/rollUp.ts'
import type { Indicator, IndicatorDetail, RollUpView, Sentence } from './schemas.ts'
import { documentOf, findIndicator, observationsOf, placeOf, tasksOf } from './store.ts'

/** One indicator with everything that its page shows. */
export async function indicatorDetail(trx: Trx, id: string, today: string): Promise<IndicatorDetail> {
  const indicator = await findIndicator(trx, id, today)
  const observations = await observationsOf(trx, id)
  const tasks = await tasksOf(trx, id)
  const { rows: partOf } = await sql<{ id: string; name: string }>`
    select i.id, i.name from indicator_part p join indicator i on i.id = p.higher_id
    where p.lower_id = ${id}::uuid and i.retired_at is null order by i.name, i.id`.execute(trx)
  return {
    ...indicator,
    today,
    observations,
    path: pathOf(indicator),
    rollUpView: indicator.rollUp ? await rollUpOf(trx, indicator, indicator.rollUp) : null,
    partOf,
    tasks,
  }
}

/** What the indicator should be at the end of each year of the plan, from the base year on. */
export function pathOf(indicator: Indicator): { year: number; expected: number }[] {
  const { accumulation, baseYear, targetYear } = indicator
  if (baseYear === null || targetYear === null || indicator.target === null) return []
  const base = indicator.base === null ? null : Number(indicator.base)
  const target = Number(indicator.target)
  const years = targetYear - baseYear
  const at = (year: number): number | null => {
    const passed = year - baseYear
    if (accumulation === 'level')
      return base === null ? null : linearPath({ base, target, baseYear, targetYear }, year, base).expected
    if (accumulation === 'growth') return base === null ? null : growthTarget(base, target / 100, passed)
    if (accumulation === 'cumulative') return (target * passed) / years
    if (accumulation === 'reduction') return reductionExpected(target / 100, years, passed) * 100
    return null
  }
  return Array.from({ length: years + 1 }, (_, step) => baseYear + step).flatMap((year) => {
    const expected = at(year)
    return expected === null || !Number.isFinite(expected) ? [] : [{ year, expected }]
  })
}

type StoredSentence = Sentence & { code: string | null }

/** The higher target, its parts, and what they come to, each with the sentence behind it. */
async function rollUpOf(trx: Trx, { id }: Indicator, kind: RollUpView['kind']): Promise<RollUpView> {
  const { rows } = await sql<StoredSentence & { higher: boolean }>`
    select i.id as "indicatorId", i.name, i.unit, i.direction, i.target_value::text as target,
      i.target_year as "targetYear", p.weight::text as weight, ${placeOf(sql.ref('i.jurisdiction_code'))} as place,
      ${documentOf(sql.ref('i.document_id'))} as document, i.commitment_id as "commitmentId", i.provision,
      i.provision_label as "provisionLabel", i.quote, i.jurisdiction_code as code, i.id = ${id}::uuid as higher
    from indicator i left join indicator_part p on p.higher_id = ${id}::uuid and p.lower_id = i.id
    where i.id = ${id}::uuid or (p.lower_id is not null and i.retired_at is null)
    order by i.jurisdiction_code, i.sort_key, i.id`.execute(trx)
  const { rows: places } = await sql<{ code: string; name: string; shortName: string }>`
    select j.code, j.name, j.short_name as "shortName" from indicator i
      join jurisdiction j on j.code = any(i.expected_places)
    where i.id = ${id}::uuid order by j.code`.execute(trx)
  const [own] = rows.filter(({ higher }) => higher)
  const parts = rows.filter(({ higher }) => !higher)
  if (!own) throw new Error('The indicator is not among its own rows.')
  const told = rollUp(
    kind,
    targetOfSentence(own),
    parts.map(targetOfSentence),
    places.map(({ code }) => code),
  )
  const placeOfCode = (code: string | null) =>
    places.find((place) => place.code === code) ?? rows.find((row) => row.code === code)?.place ?? null
  return {
    ...told,
    kind,
    higher: sentenceOf(own),
    parts: parts.map(sentenceOf),
    expectedPlaces: places,
    findings: told.findings.map(({ place, ...finding }) => ({ ...finding, place: placeOfCode(place) })),
  }
}

const targetOfSentence = (row: StoredSentence): PartTarget => ({
  id: row.indicatorId,
  unit: row.unit,
  direction: row.direction,
  target: row.target,
  targetYear: row.targetYear,
  place: row.code,
  weight: row.weight,
})

function sentenceOf({ code: _, higher: __, ...sentence }: StoredSentence & { higher: boolean }): Sentence {
  return sentence
}
