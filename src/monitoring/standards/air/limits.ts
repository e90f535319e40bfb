import type { Numeric } from '../../../platform/exact.ts'
import { monitoringRefusals } from '../../refusals.ts'
import { readNumber } from '../measured.ts'
import type { Provenance } from '../provenance.ts'
import { exceedMultiple } from '../surfaceWater/item.ts'
import { type AirQualityVersion, airQualityVersionOf } from './versions.ts'

/** Zone I: national parks, nature reserves, nature parks and other specially protected areas; zone II: the rest. */
export type AirZone = 'I' | 'II'

/** What a limit is held against. */
export type AirMean = 'year' | 'season' | 'day' | 'max8h' | 'hour'

type Limits = Readonly<Partial<Record<AirMean, readonly [gradeI: number, gradeII: number]>>>
type LimitTable = Readonly<Record<string, Limits>>

/** GB 3095 Table 2: not changed between the versions but for NOx. */
const OTHER: LimitTable = {
  tsp: { year: [80, 200], day: [120, 300] },
  nox: { year: [50, 50], day: [100, 100], hour: [250, 250] },
  pb: { year: [0.5, 0.5], season: [1, 1] },
  bap: { year: [0.001, 0.001], day: [0.0025, 0.0025] },
}

const LIMITS_2012: LimitTable = {
  so2: { year: [20, 60], day: [50, 150], hour: [150, 500] },
  no2: { year: [40, 40], day: [80, 80], hour: [200, 200] },
  co: { day: [4, 4], hour: [10, 10] },
  o3: { max8h: [100, 160], hour: [160, 200] },
  pm10: { year: [40, 70], day: [50, 150] },
  pm25: { year: [15, 35], day: [35, 75] },
  ...OTHER,
}

/** µg/m³, CO mg/m³. 2012: two sources, grade I partly own; 2026: official. */
const LIMITS: Record<AirQualityVersion, LimitTable> = {
  'GB 3095-2012': LIMITS_2012,
  'GB 3095-2026 transition': {
    ...LIMITS_2012,
    pm10: { year: [40, 60], day: [50, 120] },
    pm25: { year: [15, 30], day: [35, 60] },
  },
  'GB 3095-2026 final': {
    ...LIMITS_2012,
    so2: { year: [20, 20], day: [50, 50], hour: [150, 150] },
    no2: { year: [30, 30], day: [50, 50], hour: [200, 200] },
    pm10: { year: [20, 50], day: [50, 100] },
    pm25: { year: [10, 25], day: [25, 50] },
    nox: { year: [40, 40], day: [70, 70], hour: [250, 250] },
  },
}

/** A concentration held against its limit. */
export interface AirCompliance {
  item: string
  mean: AirMean
  zone: AirZone
  concentration: string
  limit: string
  /** Equal to the limit meets it. */
  meets: boolean
  /** (C − S)/S where it exceeds, two decimals. */
  multiple: string | null
  provenance: Provenance
}

/** The limit of an item, null where the standard sets none for that mean. */
export function airLimit(version: AirQualityVersion, item: string, mean: AirMean, zone: AirZone): number | null {
  const limits = Object.hasOwn(LIMITS[version], item) ? LIMITS[version][item] : undefined
  return limits?.[mean]?.[zone === 'I' ? 0 : 1] ?? null
}

/**
 * Holds a concentration against GB 3095 in the version of the datum's day.
 * @throws Refusal assessment_input_invalid where there is no such limit, standard_version_missing before 2016
 */
export function airCompliance(
  item: string,
  mean: AirMean,
  zone: AirZone,
  concentration: Numeric,
  on: { date: string } | { version: AirQualityVersion },
): AirCompliance {
  const version = 'version' in on ? on.version : airQualityVersionOf(on.date)
  const limit = airLimit(version, item, mean, zone)
  if (limit === null) throw monitoringRefusals.inputInvalid('mean', `one that ${version} limits for ${item}`, mean)
  const value = readNumber(item, concentration)
  if (value.below(0)) throw monitoringRefusals.inputInvalid(item, 'a concentration of 0 or more', value.toText())
  const meets = value.atMost(limit)
  return {
    item,
    mean,
    zone,
    concentration: value.toText(),
    limit: String(limit),
    meets,
    multiple: meets ? null : exceedMultiple(value, limit).roundedHalfEven(2).toText(),
    provenance: {
      standard: version,
      place: `${['tsp', 'nox', 'pb', 'bap'].includes(item) ? '表2' : '表1'} ${item} ${mean}`,
      confidence: version === 'GB 3095-2012' ? 'two' : 'official',
      ...(version === 'GB 3095-2012' && zone === 'I' ? { doubt: 'grade I of 2012 is partly own knowledge' } : {}),
    },
  }
}
