import type { Grade } from '../tables.ts'
import { compare, DECIMAL } from './decimal.ts'
import { endOfPeriod, PERIOD } from './period.ts'

const STRENGTH = ['statement', 'document', 'measured', 'verified'] as const satisfies readonly Grade[]

/**
 * Whether a figure of an accepted report becomes the figure of its period: it is the first one, or says something else
 * on evidence that is as good, or the same on better evidence. What was measured is not overwritten by somebody's word:
 * both stand, and the report is contradicted.
 */
export function revisesFigure(
  known: { value: string; grade: Grade } | null,
  reported: { value: string; grade: Grade },
): boolean {
  if (known === null) return true
  const gain = STRENGTH.indexOf(reported.grade) - STRENGTH.indexOf(known.grade)
  return compare(known.value, reported.value) === 0 ? gain > 0 : gain >= 0
}

/**
 * Whether a figure of a report can be one of an indicator: a period that there is, and a number as it is kept. Reports of
 * before the form asked for both hold others; they stay what was said.
 */
export const isFigure = ({ period, value }: { period: string; value: number }): boolean =>
  new RegExp(PERIOD).test(period) && Number.isFinite(value) && new RegExp(DECIMAL).test(decimalOf(value))

/** Whether a report of that cycle sees the figure's period whole: a year's figure in its first half is a forecast. */
export const isSeenWhole = (period: string, cycle: string): boolean => endOfPeriod(period) <= endOfPeriod(cycle)

/** A number of a report as decimal text: 0.00001 and not 1e-5. */
export function decimalOf(value: number): string {
  const text = String(value)
  if (!text.includes('e')) return text
  return Number.isInteger(value) ? String(BigInt(value)) : value.toFixed(20).replace(/\.?0+$/, '')
}
