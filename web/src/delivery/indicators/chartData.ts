import type { IndicatorDetail } from '../../../../src/delivery/indicators/schemas.ts'

type Source = Pick<
  IndicatorDetail,
  'figures' | 'path' | 'accumulation' | 'base' | 'baseYear' | 'target' | 'upper' | 'targetYear'
>
type Point = [at: number, value: number | null]

/**
 * The chart's series. Sums and reductions are drawn as they add up, year by year, and end at the first gap; everything
 * else as observed, with an empty point for each year of the plan that has no figure.
 */
export function yearlyFigures(one: Source) {
  const yearly = new Map(
    one.figures.filter(({ period }) => period.length === 4).map(({ period, value }) => [Number(period), Number(value)]),
  )
  const known = [...yearly.keys(), ...(one.baseYear === null ? [] : [one.baseYear])]
  const first = Math.min(...known, one.targetYear ?? Number.POSITIVE_INFINITY)
  const last = Math.max(...known, one.targetYear ?? Number.NEGATIVE_INFINITY)
  const years = Number.isFinite(first) ? Array.from({ length: last - first + 1 }, (_, step) => first + step) : []
  const accumulates = one.accumulation === 'cumulative' || one.accumulation === 'reduction'
  const figures = accumulates
    ? accumulated(one, yearly, years)
    : years.map((year): Point => [year, at(one, yearly, year)])
  const parts: Point[] = accumulates
    ? []
    : one.figures
        .filter(({ period }) => period.length > 4)
        .map(({ period, value }): Point => [partOfYear(period), Number(value)])
  return {
    years,
    figures: [...figures, ...parts].sort((left, right) => left[0] - right[0]),
    path: one.path.map(({ year, expected }): Point => [year, expected]),
    target: one.accumulation === 'growth' ? (one.path.at(-1)?.expected ?? null) : numberOf(one.target),
    upper: one.accumulation === 'interval' ? numberOf(one.upper) : null,
  }
}

const numberOf = (text: string | null) => (text === null ? null : Number(text))

function at(one: Source, yearly: ReadonlyMap<number, number>, year: number): number | null {
  return yearly.get(year) ?? (year === one.baseYear ? numberOf(one.base) : null)
}

function accumulated(one: Source, yearly: ReadonlyMap<number, number>, years: readonly number[]): Point[] {
  const points: Point[] = []
  let sum = 0
  let left = 1
  for (const year of years) {
    const value = yearly.get(year)
    if (year === one.baseYear) points.push([year, 0])
    else if (value === undefined) break
    else {
      sum += value
      left *= 1 - value / 100
      points.push([year, one.accumulation === 'cumulative' ? sum : (1 - left) * 100])
    }
  }
  return points
}

/** 2026H1 ends at the middle of 2026, which the axis has at 2025.5: whole years are their ends. */
function partOfYear(period: string): number {
  const year = Number(period.slice(0, 4)) - 1
  const rest = period.slice(4)
  if (rest.startsWith('H')) return year + Number(rest.slice(1)) / 2
  if (rest.startsWith('Q')) return year + Number(rest.slice(1)) / 4
  return year + Number(rest.slice(1)) / 12
}
