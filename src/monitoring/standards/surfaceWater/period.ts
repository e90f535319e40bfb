import { type Measured, meanValue, takingPart } from '../measured.ts'
import type { Confidence } from '../provenance.ts'

/** A period that the method knows. */
export type Period = 'week' | 'tenDays' | 'month' | 'quarter' | 'year'

/** The mean of a period, and whether there are enough data to speak of it. */
export interface PeriodMean {
  mean: Measured | null
  data: number
  needed: number
  valid: boolean
  confidence: Confidence
}

const NEEDED: Record<Period, { data: number; confidence: Confidence }> = {
  week: { data: 1, confidence: 'one' },
  tenDays: { data: 1, confidence: 'one' },
  month: { data: 1, confidence: 'one' },
  quarter: { data: 2, confidence: 'own' },
  year: { data: 12, confidence: 'own' },
}

/** Months that make a year where ice keeps people from sampling. */
const YEAR_WITH_ICE = 8

/**
 * The mean of a period: a week, ten days or a month stand on one datum, a quarter on two, a year on its twelve monthly
 * values, or on eight where the river freezes. Too few make a mean that is shown but not valid.
 * @param values data of the period; of a year, its monthly values
 */
export function periodMean(code: string, period: Period, values: readonly Measured[], freezes = false): PeriodMean {
  const data = values.filter((value) => takingPart(code, value) !== null).length
  const needed = period === 'year' && freezes ? YEAR_WITH_ICE : NEEDED[period].data
  const mean = meanValue(code, values)
  return { mean, data, needed, valid: data >= needed, confidence: NEEDED[period].confidence }
}

/** What a value came from: an automatic station, or hands and a laboratory. */
export type Origin = 'automatic' | 'manual'

const AUTOMATIC_FIRST: ReadonlySet<string> = new Set([
  'ph',
  'dissolvedOxygen',
  'permanganateIndex',
  'ammoniaNitrogen',
  'totalPhosphorus',
  'totalNitrogen',
])

/** Of two values of one item, the one that counts: six items come from the station where there is one (环办监测函〔2020〕82号, one source). */
export function originOf(code: string, available: readonly Origin[]): Origin | null {
  const first: readonly Origin[] = AUTOMATIC_FIRST.has(code) ? ['automatic', 'manual'] : ['manual', 'automatic']
  return first.find((origin) => available.includes(origin)) ?? null
}
