import { Exact } from '../../../platform/exact.ts'
import { type Measured, meanValue } from '../../standards/measured.ts'
import { assessLake } from '../../standards/surfaceWater/lake.ts'
import { type Origin, originOf } from '../../standards/surfaceWater/period.ts'
import { assessSection, type SectionAssessment } from '../../standards/surfaceWater/section.ts'
import type { WaterBody } from '../../standards/surfaceWater/table.ts'
import type { TrophicState } from '../../standards/surfaceWater/trophic.ts'
import type { TargetClass } from '../../tables.ts'

/** What one datastream brought to a month of a section: the sums of the days on which its station stood there. */
export interface Source {
  datastream: number
  station: string
  parameter: string
  origin: Origin
  /** Values that take part, of them below detection and outliers; and what had no number (dry, frozen …). */
  count: number
  below: number
  flagged: number
  without: number
  /** Exact, of what takes part: half of a limit, of pH the activity. */
  sum: string
  lowest: number | null
}

/** What two laboratories agreed upon, or what the agreement says where they did not. */
export interface Attested {
  id: number
  parameter: string
  /** Null: a third laboratory is awaited. */
  value: string | null
  belowDetection: boolean
  /** The mean of both laboratories, and not one's own value: it is rounded as every mean before it is compared. */
  isMean?: boolean
}

export interface MonthGround {
  water: WaterBody
  targetClass: TargetClass | null
  sources: readonly Source[]
  attested: readonly Attested[]
}

/** One parameter of a month, as it is judged and kept. */
export interface KeptValue {
  /** Decimal text in the unit of the parameter; of one datum below detection the limit; null: there is no number. */
  value: string | null
  belowDetection: boolean
  of: 'datum' | 'mean'
  from: Origin | 'attested'
  count: number
  below: number
  flagged: number
  without: number
}

/** Why what was measured took no part: another way of measuring comes first, or an attested value stands. */
export interface Aside {
  parameter: string
  datastreams: readonly number[]
  why: 'otherOriginFirst' | 'attested' | 'noNumber'
}

export interface MonthJudgement {
  assessment: SectionAssessment
  trophic: TrophicState | null
  values: Readonly<Record<string, KeptValue>>
  aside: readonly Aside[]
  /** Parameters for which a third laboratory is awaited: what stands meanwhile is the mean of what was measured. */
  pending: readonly string[]
}

/** Decimals that are kept of a mean: more than any rule rounds to. */
const KEPT_DECIMALS = 12

/**
 * The month of a section: of each parameter what was attested, otherwise the automatic or the manual data after MON-9, all
 * data of that origin alike; then the class by MON-5. A lake of several stations is judged by the mean of their means.
 */
export function judgeMonth({ water, targetClass, sources, attested }: MonthGround): MonthJudgement {
  const { values, points, aside } = valuesOf({ sources, attested })
  const target = targetClass ? { targetClass } : {}
  const pending = attested.filter(({ value }) => value === null).map(({ parameter }) => parameter)
  if (water === 'lake') {
    const members = [...points].map(([name, own]) => ({ name, values: own }))
    const { quality, trophic } = assessLake(members, targetClass ?? undefined)
    return { assessment: quality, trophic, values, aside, pending }
  }
  const measured = Object.fromEntries(Object.entries(values).map(([code, value]) => [code, measuredOf(value)]))
  const assessment = assessSection({ waterBody: water, values: measured, ...target })
  return { assessment, trophic: null, values, aside, pending }
}

/** What was measured: one value of each parameter, that of each station, and what took no part. */
export interface ValuesOfGround {
  values: Readonly<Record<string, KeptValue>>
  points: ReadonlyMap<string, Record<string, Measured>>
  aside: readonly Aside[]
}

/** One value of each parameter from what was measured and attested, all data of the origin that comes first alike. */
export function valuesOf({ sources, attested }: Pick<MonthGround, 'sources' | 'attested'>): ValuesOfGround {
  const aside: Aside[] = []
  const values: Record<string, KeptValue> = {}
  const points = new Map<string, Record<string, Measured>>()
  const stationsOf = Map.groupBy(sources, ({ station }) => station)
  for (const [parameter, all] of Map.groupBy(sources, (source) => source.parameter)) {
    const standing = attested.filter((one) => one.parameter === parameter && one.value !== null)
    if (standing.length > 0) {
      values[parameter] = attestedValue(parameter, standing)
      aside.push({ parameter, datastreams: idsOf(all), why: 'attested' })
      for (const station of stationsOf.keys()) pointOf(points, station)[parameter] = measuredOf(values[parameter])
      continue
    }
    const withNumbers = all.filter(({ count }) => count > 0)
    const origin = originOf(parameter, [...new Set(withNumbers.map((one) => one.origin))])
    const taken = withNumbers.filter((one) => one.origin === origin)
    const other = withNumbers.filter((one) => one.origin !== origin)
    if (other.length > 0) aside.push({ parameter, datastreams: idsOf(other), why: 'otherOriginFirst' })
    if (!origin) aside.push({ parameter, datastreams: idsOf(all), why: 'noNumber' })
    const without = all.reduce((sum, one) => sum + one.without, 0)
    values[parameter] = { ...pooled(parameter, taken), from: origin ?? all[0]?.origin ?? 'manual', without }
    for (const [station, own] of Map.groupBy(taken, (one) => one.station))
      pointOf(points, station)[parameter] = measuredOf(pooled(parameter, own))
  }
  return { values, points, aside }
}

const idsOf = (sources: readonly Source[]) => sources.map(({ datastream }) => datastream).sort((a, b) => a - b)

function pointOf(points: Map<string, Record<string, Measured>>, station: string): Record<string, Measured> {
  const known = points.get(station) ?? {}
  points.set(station, known)
  return known
}

/** A kept value as the rules of the standards take it. */
export const measuredOf = ({
  value,
  belowDetection,
  of,
}: Pick<KeptValue, 'value' | 'belowDetection' | 'of'>): Measured => ({
  value,
  of,
  ...(belowDetection ? { belowDetection } : {}),
})

function attestedValue(parameter: string, standing: readonly Attested[]): KeptValue {
  const [first] = standing
  const below = standing.filter(({ belowDetection }) => belowDetection).length
  const facts = { from: 'attested', count: standing.length, below, flagged: 0, without: 0 } as const
  if (first && standing.length === 1)
    return { value: first.value, belowDetection: first.belowDetection, of: first.isMean ? 'mean' : 'datum', ...facts }
  const mean = meanValue(parameter, standing)
  return {
    value: mean?.value == null ? null : Exact.of(mean.value).toText(),
    belowDetection: false,
    of: 'mean',
    ...facts,
  }
}

/** All data of several datastreams alike: one datum stands as it is, several as their mean. */
function pooled(parameter: string, sources: readonly Source[]): Omit<KeptValue, 'from'> {
  const total = (of: (source: Source) => number) => sources.reduce((sum, source) => sum + of(source), 0)
  const [count, below] = [total((one) => one.count), total((one) => one.below)]
  const facts = { count, below, flagged: total((one) => one.flagged), without: total((one) => one.without) }
  const only = sources[0]?.lowest
  if (count === 0 || only == null) return { value: null, belowDetection: false, of: 'datum', ...facts }
  if (count === 1) return { value: Exact.of(only).toText(), belowDetection: below === 1, of: 'datum', ...facts }
  const mean = Exact.sum(sources.map(({ sum }) => sum)).over(count)
  const value = parameter === 'ph' ? (-Math.log10(mean.toNumber())).toFixed(10) : mean.toText(KEPT_DECIMALS)
  return { value, belowDetection: false, of: 'mean', ...facts }
}
