/** The last day that a planned or recorded time can mean: a start planned for 2026-05 is late from June on. */
export function lastDayOf(text: string): string
export function lastDayOf(text: string | null): string | null
export function lastDayOf(text: string | null): string | null {
  if (text === null || /^\d{4}-\d{2}-\d{2}$/.test(text)) return text
  const [year = 0, month = 12] = text.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
