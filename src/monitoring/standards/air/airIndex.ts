import type { Numeric } from '../../../platform/exact.ts'
import { monitoringRefusals } from '../../refusals.ts'
import type { Confidence } from '../provenance.ts'
import { leastCertain } from '../provenance.ts'
import { AIR_LEVELS, type AirInput, type AirLevel } from './breakpoints.ts'
import { type IndividualIndex, individualIndex } from './individualIndex.ts'
import type { IndexVersion } from './versions.ts'

/** A report of one day, or of one hour as it happens. */
export type AirReport = 'daily' | 'realTime'

/** What is known of a place for one day or hour. Null: the item is missing. */
export type AirInputs = Partial<Record<AirInput, Numeric | null>>

/** Items that make a report. HJ 633-2012 5.1, 5.2; HJ 633-2026 (official). */
const REPORT_ITEMS: Record<IndexVersion, Record<AirReport, readonly AirInput[]>> = {
  'HJ 633-2012': {
    daily: ['so2_24h', 'no2_24h', 'pm10_24h', 'co_24h', 'o3_1h', 'o3_8h', 'pm25_24h'],
    realTime: ['so2_1h', 'no2_1h', 'pm10_1h', 'pm10_24h', 'co_1h', 'o3_1h', 'o3_8h', 'pm25_1h', 'pm25_24h'],
  },
  'HJ 633-2026': {
    daily: ['so2_24h', 'no2_24h', 'pm10_24h', 'co_24h', 'o3_8h', 'pm25_24h'],
    realTime: ['so2_1h', 'no2_1h', 'pm10_1h', 'co_1h', 'o3_1h', 'pm25_1h'],
  },
}

/** The index of a place (AQI) for a day or an hour, with how it came about. */
export interface AirIndex {
  version: IndexVersion
  report: AirReport
  /** Null: not published, see `why`. */
  index: number | null
  /** Why there is no index. */
  why: 'nothingMeasured' | 'itemsMissingAndNotAbove100' | null
  level: AirLevel | null
  /** 首要污染物: above 50, the inputs with the largest index, side by side. */
  primary: readonly AirInput[]
  /** 超标污染物, above 100: defined in 2012 only, null in 2026. */
  exceeding: readonly AirInput[] | null
  items: readonly IndividualIndex[]
  missing: readonly AirInput[]
  /** Given, but no part of this report in this version. */
  notInReport: readonly AirInput[]
  confidence: Confidence
}

/** What the caller knows beside the values. */
export interface AirIndexOptions {
  /**
   * 2026: inputs that are by plan not monitored and were for three years never the primary pollutant at 轻度污染 or worse.
   * They may be missing.
   */
  mayBeMissing?: readonly AirInput[]
}

/**
 * AQI: the largest index of the items of the report, rounded up (HJ 633, official). 2012 computes it of the items there
 * are; 2026 runs from 1 to 500 and publishes an index with items missing only where it passes 100.
 * @throws Refusal assessment_input_invalid
 */
export function airIndex(
  version: IndexVersion,
  report: AirReport,
  inputs: AirInputs,
  { mayBeMissing = [] }: AirIndexOptions = {},
): AirIndex {
  const wanted = itemsOf(version, report, inputs)
  const given = (Object.keys(inputs) as AirInput[]).filter((input) => inputs[input] != null)
  const items = wanted.flatMap((input) => {
    const concentration = inputs[input]
    return concentration == null ? [] : [individualIndex(version, input, concentration)]
  })
  const missing = wanted.filter((input) => !given.includes(input))
  const largest = items.reduce<number | null>(
    (most, { index }) => (index === null ? most : Math.max(most ?? 0, index)),
    null,
  )
  const held = version === 'HJ 633-2026' && missing.some((input) => !mayBeMissing.includes(input))
  const hidden = held && (largest ?? 0) <= 100
  const index = largest === null || hidden ? null : version === 'HJ 633-2026' ? Math.max(largest, 1) : largest
  const above = (least: number) => items.filter((item) => (item.index ?? 0) > least)
  return {
    version,
    report,
    index,
    why: index !== null ? null : largest === null ? 'nothingMeasured' : 'itemsMissingAndNotAbove100',
    level: index === null ? null : levelOf(index),
    primary:
      index === null || index <= 50
        ? []
        : above(50)
            .filter((item) => item.index === index)
            .map(({ input }) => input),
    exceeding: version === 'HJ 633-2012' ? above(100).map(({ input }) => input) : null,
    items,
    missing,
    notInReport: given.filter((input) => !wanted.includes(input)),
    confidence: leastCertain(items.map(({ provenance }) => provenance.confidence)),
  }
}

/** The items of a report; 2012 puts the 24-hour mean of SO2 in the place of an hour above 800 µg/m³, where there is one. */
function itemsOf(version: IndexVersion, report: AirReport, inputs: AirInputs): readonly AirInput[] {
  const items = REPORT_ITEMS[version][report]
  const { so2_1h: hour, so2_24h: day } = inputs
  const dayStands =
    version === 'HJ 633-2012' && items.includes('so2_1h') && hour != null && day != null
      ? individualIndex(version, 'so2_1h', hour).index === null
      : false
  return dayStands ? [...items, 'so2_24h'] : items
}

/** @throws Refusal assessment_input_invalid where it is no whole number of 0 or more */
export function levelOf(index: number): AirLevel {
  const found = Number.isInteger(index) && index >= 0 ? AIR_LEVELS.find(({ to }) => index <= to) : undefined
  if (!found) throw monitoringRefusals.inputInvalid('AQI', 'a whole number of 0 or more', String(index))
  return found
}
