import type { Trx } from '../../platform/database/index.ts'
import { percentOf } from '../standards/percent.ts'
import { sharesOf } from '../standards/surfaceWater/group.ts'
import { judgeCity } from './rules/air.ts'
import { cityIndexOf, compareCities } from './rules/cities.ts'
import { formerOf, lastDayOf, type Months, monthsUntil } from './rules/period.ts'
import { judgeSea } from './rules/sea.ts'
import { changesBetween, judgeWater, partOf, type SectionOfPeriod, type WaterOfPeriod } from './rules/water.ts'
import type { AirEvaluation, CityQuery, EvaluatedSection, FormerGroup, WaterEvaluation, WaterQuery } from './schemas.ts'
import {
  airDaysOfCities,
  type Chosen,
  citiesOf,
  expectEvaluationReader,
  measuredPoints,
  measuredSections,
} from './store.ts'

/** What the method says of the sections of rivers, of a basin or of a jurisdiction in a period, and since former ones. */
export async function evaluateWater(
  trx: Trx,
  { month, months = 1, river, place }: WaterQuery,
): Promise<WaterEvaluation> {
  await expectEvaluationReader(trx)
  const chosen: Chosen = { ...(river ? { river } : {}), ...(place ? { place } : {}) }
  const period = monthsUntil(month, months)
  const former = formerOf(period)
  const now = judgeWater(await measuredSections(trx, chosen, period), months)
  const before = await since(trx, chosen, former.before, now)
  const lastYear = await since(trx, chosen, former.lastYear, now)
  const { group, sections, withTarget, met } = now
  return {
    period,
    group: {
      ...groupOf(now),
      ...{ method: group.method, shares: group.shares, class: group.means?.class ?? null, withTarget, met },
      means: (group.means?.items ?? []).map(({ code, class: found, compared, meets }) => ({
        ...{ code, value: compared.value, class: found, limit: meets?.limit ?? null },
      })),
      mainPollutants: group.mainPollutants.map((one) => ({ ...one })),
      metPercent: percentOf(met, withTarget),
    },
    before: before.whole,
    lastYear: lastYear.whole,
    index: indexOf(sections),
    sections: sections.map((one) => ({
      ...evaluated(one, now),
      before: before.sections.get(one.section.id) ?? null,
      lastYear: lastYear.sections.get(one.section.id) ?? null,
    })),
    ...(await rankedCities(trx, sections)),
    sea: seaOf(judgeSea(await measuredPoints(trx, chosen, period))),
  }
}

async function since(trx: Trx, chosen: Chosen, months: Months, now: WaterOfPeriod) {
  const then = judgeWater(await measuredSections(trx, chosen, months), months.months)
  const { group, sections } = changesBetween(then, now)
  const whole: FormerGroup = { ...months, ...groupOf(then), change: group }
  return { whole, sections }
}

function groupOf({ group: { sections, goodPercent, worstPercent, grade }, short }: WaterOfPeriod) {
  const said = grade && { zh: grade.zh, row: grade.row, confidence: grade.confidence }
  return { sections, goodPercent, worstPercent, grade: said, short: [...short] }
}

function evaluated(one: SectionOfPeriod, now: WaterOfPeriod): Omit<EvaluatedSection, 'before' | 'lastYear'> {
  const { id, code, name, river, place, water, targetClass, months } = one.section
  return {
    ...{ id, code, name, river, place, water, targetClass, part: partOf(one, now.group) },
    ...{ class: one.class, grade: one.grade, meets: one.meets, decidedBy: [...one.decidedBy] },
    exceeding: one.exceeding.map((item) => ({ ...item })),
    valid: one.valid,
    months: months.filter((month) => month.class !== null).length,
    assessments: months.map((month) => month.id),
    trophic: one.trophic && { index: one.trophic.index, grade: one.trophic.grade },
  }
}

function indexOf(sections: readonly SectionOfPeriod[]): WaterEvaluation['index'] {
  const found = cityIndexOf(sections)
  const part = (one: NonNullable<typeof found>['rivers']) => one && { index: one.index, missing: [...one.missing] }
  return (
    found && { index: found.index, missing: [...found.missing], rivers: part(found.rivers), lakes: part(found.lakes) }
  )
}

/** Cities by their index over the items that all of them have, the best first; what has none stands last. */
async function rankedCities(
  trx: Trx,
  sections: readonly SectionOfPeriod[],
): Promise<Pick<WaterEvaluation, 'cities' | 'cityItems'>> {
  const names = await citiesOf(
    trx,
    sections.map(({ section }) => section.place),
  )
  const cities = Map.groupBy(sections, ({ section }) => names.get(section.place)?.place ?? section.place)
  if (cities.size < 2) return { cities: [], cityItems: [] }
  const { items, indices } = compareCities(cities)
  const weight = ({ index }: { index: string | null }) => Number(index ?? Number.MAX_VALUE)
  const ranked = [...cities].map(([place, own]) => {
    const classed = own.filter((one) => one.class !== null)
    const [name = place] = own.flatMap(({ section }) => names.get(section.place)?.name ?? [])
    return {
      ...{ place, name, sections: classed.length, index: indices.get(place) ?? null },
      missing: cityIndexOf(own)?.missing.length ?? 0,
      goodPercent: classed.length === 0 ? null : sharesOf(countsOf(classed)).goodPercent,
    }
  })
  return { cities: ranked.sort((one, other) => weight(one) - weight(other)), cityItems: [...items] }
}

function countsOf(sections: readonly SectionOfPeriod[]): Parameters<typeof sharesOf>[0] {
  const counts: Parameters<typeof sharesOf>[0] = {}
  for (const { class: found } of sections) if (found) counts[found] = (counts[found] ?? 0) + 1
  return counts
}

function seaOf({ points, counts, grade }: ReturnType<typeof judgeSea>): WaterEvaluation['sea'] {
  if (points.length === 0) return null
  return {
    points: points.map(({ point: { id, code, name }, assessment }) => ({
      ...{ id, code, name, class: assessment.class, decidedBy: [...assessment.decidedBy] },
      ...{ targetClass: assessment.target?.class ?? null, meets: assessment.target?.meets ?? null },
      exceeding: (assessment.target?.exceeding ?? []).map((item) => ({ ...item })),
      items: assessment.items.map((item) => ({
        ...{ code: item.code, value: item.compared.value, class: item.class, limit: item.meets?.limit ?? null },
      })),
      confidence: assessment.confidence,
    })),
    counts: { ...counts },
    ...{ goodPercent: grade?.goodPercent ?? null, grade: grade?.grade ?? null, doubt: grade?.doubt ?? null },
  }
}

/** The air of the cities in a period, the best composite index first. */
export async function evaluateAir(trx: Trx, { month, months = 1, place }: CityQuery): Promise<AirEvaluation> {
  await expectEvaluationReader(trx)
  const period = monthsUntil(month, months)
  const found = await airDaysOfCities(trx, place, period)
  const cities = found.map(({ place: code, name, days }) => {
    const { items, missing, ...city } = judgeCity(days, period.first, lastDayOf(period.last))
    return {
      ...{ place: code, name, ...city, missing: [...missing] },
      items: items.map(({ year, ...item }) => ({ ...item, meets: year?.meets ?? null })),
    }
  })
  const weight = ({ composite }: (typeof cities)[number]) => Number(composite?.index ?? Number.POSITIVE_INFINITY)
  return { period, cities: cities.sort((one, other) => weight(one) - weight(other)) }
}
