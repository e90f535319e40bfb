import { monitoringRefusals } from '../../refusals.ts'

export type IndexVersion = 'HJ 633-2012' | 'HJ 633-2026'
export type AirQualityVersion = 'GB 3095-2012' | 'GB 3095-2026 transition' | 'GB 3095-2026 final'

/** First days in force, newest first. The 74 cities that went ahead from 2013 name the version themselves. */
const INDEX_VERSIONS: readonly [string, IndexVersion][] = [
  ['2026-03-01', 'HJ 633-2026'],
  ['2016-01-01', 'HJ 633-2012'],
]
const QUALITY_VERSIONS: readonly [string, AirQualityVersion][] = [
  ['2031-01-01', 'GB 3095-2026 final'],
  ['2026-03-01', 'GB 3095-2026 transition'],
  ['2016-01-01', 'GB 3095-2012'],
]

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

function inForce<Version>(standard: string, versions: readonly [string, Version][], date: string): Version {
  if (!DAY.test(date)) throw monitoringRefusals.inputInvalid('date', 'a day like 2026-03-01', date)
  const found = versions.find(([from]) => from <= date)
  if (!found) throw monitoringRefusals.versionMissing(standard, date, versions.at(-1)?.[0] ?? '')
  return found[1]
}

/**
 * The version of HJ 633 that holds for a datum of this day: 2012 to 2026-02-28, 2026 from 2026-03-01. Never by today's
 * date: PM2.5 of 75 µg/m³ is an index of 100 in February 2026 and of 114 in March.
 * @throws Refusal standard_version_missing before 2016-01-01
 */
export const indexVersionOf = (date: string): IndexVersion => inForce('HJ 633', INDEX_VERSIONS, date)

/** The version of GB 3095 for a datum of this day: 2012, 2026 with the limits of the transition, from 2031 the final ones. */
export const airQualityVersionOf = (date: string): AirQualityVersion => inForce('GB 3095', QUALITY_VERSIONS, date)
