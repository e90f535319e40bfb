import type { Retention } from '../../../../src/monitoring/schemas.ts'

export type RetentionMonth = Retention['months'][number]

/** Nothing goes before it was announced for so many days (MON-161). */
const ANNOUNCED_MS = 7 * 86_400_000

/**
 * What comes of a month with the next run of the job, which is once a day: it `goes`; it was announced and its week is not
 * over, it `rests`; it is announced with the next run; it `waits` for what blocks it; it is `gone`. A month in which
 * nothing has to go is null.
 */
export function stepOf(month: RetentionMonth, now: number): 'goes' | 'rests' | 'announced' | 'waits' | 'gone' | null {
  const { state, observations, plannedAt, blockedBy } = month
  if (state === 'done') return 'gone'
  if (observations === 0) return null
  if (blockedBy.length > 0) return 'waits'
  if (plannedAt === null) return 'announced'
  return Date.parse(plannedAt) + ANNOUNCED_MS <= now ? 'goes' : 'rests'
}

/** From when on an announced month may go. */
export const earliestOf = (plannedAt: string): string => new Date(Date.parse(plannedAt) + ANNOUNCED_MS).toISOString()

/** How many observations the next run takes out. */
export const goingOf = (months: readonly RetentionMonth[], now: number): number =>
  months.reduce((sum, month) => sum + (stepOf(month, now) === 'goes' ? month.observations : 0), 0)

/** The youngest month (`2023-05`) whose time is over today: so many whole months after the month itself have passed. */
export function lastMonthToGo(today: string, keepMonths: number): string {
  const months = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - (keepMonths + 1)
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}
