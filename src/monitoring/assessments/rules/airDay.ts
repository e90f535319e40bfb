import { Exact } from '../../../platform/exact.ts'
import { type AirIndex, type AirInputs, airIndex } from '../../standards/air/airIndex.ts'
import { airLimit } from '../../standards/air/limits.ts'
import { type AirMeanValue, dailyMaximum8h, dayMean, type HoursOfDay } from '../../standards/air/validity.ts'
import { airQualityVersionOf, indexVersionOf } from '../../standards/air/versions.ts'

/** The hours of a day, by item. */
export type AirHours = Readonly<Partial<Record<AirItemName, HoursOfDay>>>
export const AIR_ITEMS = ['so2', 'no2', 'co', 'o3', 'pm10', 'pm25'] as const
export type AirItemName = (typeof AIR_ITEMS)[number]

export interface AirDay {
  index: AirIndex
  /** What each input was made of; what has too few hours takes no part. */
  means: Readonly<Record<string, AirMeanValue>>
}

/** The index of a station for a day by the versions that held on that day (MON-13). @throws Refusal before 2016 */
export function judgeAirDay(day: string, hours: AirHours): AirDay {
  const version = indexVersionOf(day)
  const limit = airLimit(airQualityVersionOf(day), 'o3', 'max8h', 'II') ?? 160
  const means: Record<string, AirMeanValue> = {}
  const inputs: AirInputs = {}
  for (const item of AIR_ITEMS) {
    const own = hours[item]
    if (!own) continue
    if (item === 'o3') {
      means.o3_8h = dailyMaximum8h(own, limit)
      means.o3_1h = dailyMaximum1h(own)
    } else means[`${item}_24h`] = dayMean(own)
  }
  for (const [input, { valid, value }] of Object.entries(means))
    if (valid && value !== null) inputs[input as keyof AirInputs] = value
  return { index: airIndex(version, 'daily', inputs), means }
}

/** The highest hour of ozone; as a mean of a day it needs 20 of them (own). */
function dailyMaximum1h(hours: HoursOfDay): AirMeanValue {
  const mean = dayMean(hours)
  const most = hours.reduce<Exact | null>(
    (top, hour) => (hour === null ? top : top === null || top.below(hour) ? Exact.of(hour) : top),
    null,
  )
  return { ...mean, value: most, confidence: 'own' }
}
