import type { Assessment, SectionValues } from '../../../../src/monitoring/schemas.ts'
import { monthFrom } from './filter.ts'

export interface MonthCell {
  /** 2026-03 */
  month: string
  /** Null: nothing was assessed, which is a gap unless the month is not over. */
  assessment: Assessment | null
  isFuture: boolean
}

/** The twelve months of a year. A month without an assessment is a gap as soon as it is over. */
export function yearCells(months: readonly Assessment[], year: number, today: string): MonthCell[] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = `${year}-${String(index + 1).padStart(2, '0')}`
    const assessment = months.find(({ begins }) => begins.startsWith(month)) ?? null
    return { month, assessment, isFuture: assessment === null && month >= today.slice(0, 7) }
  })
}

export const yearsOf = (months: readonly Assessment[]): number[] =>
  [...new Set(months.map(({ begins }) => Number(begins.slice(0, 4))))].sort((one, other) => one - other)

export type MonthPoint = SectionValues['months'][number]

/** Every month from the first to the last with a value, in its order; a month without one is a gap. */
export function monthLine(months: readonly MonthPoint[]): { month: string; point: MonthPoint | null }[] {
  const first = months[0]?.begins.slice(0, 7)
  const last = months.at(-1)?.begins.slice(0, 7)
  if (!first || !last) return []
  const found = new Map(months.map((point) => [point.begins.slice(0, 7), point]))
  const line: { month: string; point: MonthPoint | null }[] = []
  for (let month = first; month <= last; month = monthFrom(month, 1))
    line.push({ month, point: found.get(month) ?? null })
  return line
}
