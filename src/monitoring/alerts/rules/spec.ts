import { addWorkingDays } from '../../../platform/calendar/index.ts'
import { Exact } from '../../../platform/exact.ts'
import { todayInChina } from '../../../platform/time.ts'
import { classifyItem, classNumber, exceedMultipleOf, limitOfClass } from '../../standards/surfaceWater/item.ts'
import { type WaterBody, type WaterClass, waterLimitOf } from '../../standards/surfaceWater/table.ts'
import type { TargetClass } from '../../tables.ts'

/**
 * When a rule gives rise to an alert, as data.
 * - worse_than_target: a month assessed, or the newest datum of an item, is worse than the target class of the section
 * - sudden_change: the newest datum is as many times the median of those before it (or the median as many times it)
 * - arrival: the newest datum at a section upstream is worse than the target of the section downstream
 */
export type AlertSpec =
  | { kind: 'worse_than_target'; on: 'month' | 'datum'; parameters?: readonly string[] }
  | { kind: 'sudden_change'; factor: string; before: number; least?: string; parameters?: readonly string[] }
  | { kind: 'arrival'; parameters?: readonly string[] }

export const watches = ({ parameters }: { parameters?: readonly string[] }, parameter: string): boolean =>
  parameters === undefined || parameters.length === 0 || parameters.includes(parameter)

/** One datum held against a target class, and by how much it is worse than its limit; null where it meets it or the standard says nothing. */
export function worseThan(
  parameter: string,
  value: string,
  target: TargetClass,
  body: WaterBody,
): { class: WaterClass; limit: string; multiple: string | null } | null {
  const limit = waterLimitOf(parameter)
  // What takes no part in a class gives rise to no alert about one.
  if (!limit?.inClass) return null
  const found = classifyItem(limit, body, { value, of: 'datum' })
  if (!found || classNumber(found.class) <= classNumber(target)) return null
  const multiple = exceedMultipleOf(limit, body, value, target)
  return {
    class: found.class,
    limit: limitOfClass(limit, body, target) ?? '',
    multiple: multiple?.roundedHalfEven(2).toText() ?? null,
  }
}

/**
 * Whether a value is a sudden change against the ones before it (the newest last): by the factor above or below their
 * median, which has to be above zero. With fewer values than the rule asks for nothing is said.
 */
export function suddenChange(
  { factor, before, least }: { factor: string; before: number; least?: string },
  earlier: readonly string[],
  value: string,
): { median: string; times: string } | null {
  if (earlier.length < before) return null
  const sorted = earlier
    .slice(-before)
    .map((one) => Exact.of(one))
    .sort((a, b) => a.compare(b))
  const [lower, upper] = [sorted[(before - 1) >> 1], sorted[before >> 1]]
  if (!lower || !upper) return null
  const median = lower.plus(upper).over(2)
  const now = Exact.of(value)
  if (median.atMost(0)) return null
  if (least !== undefined && now.minus(median).absolute().below(least)) return null
  const isHigh = !now.below(median.times(factor))
  const isLow = now.times(factor).atMost(median)
  if (!isHigh && !isLow) return null
  return { median: median.toText(), times: now.over(median).roundedHalfEven(2).toText() }
}

/** A month that was assessed gives rise to an alert until so many days after its end. */
const MONTH_FRESH_DAYS = 62

/** The oldest month (`2026-03`, of China) that gives rise to an alert where it is assessed now: older ones raise none. */
export const firstFreshMonth = (now: Date): string =>
  todayInChina(new Date(now.getTime() - MONTH_FRESH_DAYS * 86_400_000)).slice(0, 7)

/** When what was measured upstream is there downstream. */
export function arrivalOf(observedAt: Date, travelHours: string): Date {
  return new Date(observedAt.getTime() + Math.round(Number(travelHours) * 3_600_000))
}

/** By when an alert has to be received: so many hours after it was raised, or the end of a working day in China. */
export function receiveBy(receipt: { hours: number } | { days: number }, raisedAt: Date, today: string): Date {
  if ('hours' in receipt) return new Date(raisedAt.getTime() + receipt.hours * 3_600_000)
  return new Date(Date.parse(`${addWorkingDays(today, receipt.days)}T00:00:00+08:00`) + 24 * 3_600_000)
}
