/** A decimal as it can be read: means are kept with more digits than they mean. */
export function shortNumber(value: string | number, digits = 4): string {
  const number = Number(value)
  if (!Number.isFinite(number)) return String(value)
  const short = Number(number.toPrecision(digits))
  return Math.abs(short) < 1e-6 && short !== 0
    ? String(short)
    : short.toLocaleString('en', { maximumFractionDigits: 10, useGrouping: false })
}

/** What was measured as a laboratory prints it: 0.52, <0.025. */
export const measuredText = (value: string | number | null, belowDetection: boolean): string =>
  value === null ? '—' : `${belowDetection ? '<' : ''}${shortNumber(value, 6)}`

/** A number with its unit; pH has none. */
export const withUnit = (text: string, unit: string): string => (unit && text !== '—' ? `${text} ${unit}` : text)

/** The day in China of a moment. */
export const dayOf = (moment: string): string => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10)

/** A month of the year by its number: 3月, Mar. */
export const monthName = (month: number, language: string): string =>
  language === 'en'
    ? new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2000, month - 1, 1)))
    : `${month}月`
