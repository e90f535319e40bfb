import { monthFrom } from '../sections/filter.ts'

export const SPANS = ['month', 'quarter', 'toDate', 'year'] as const
export type Span = (typeof SPANS)[number]

/** What stands in the address of evaluations. */
export interface EvaluationSearch {
  view?: 'air'
  /** 2026-05; the last month that has ended where it is left out. */
  month?: string
  span?: Span
  /** Several make a basin. */
  river?: string[]
  /** GB/T 2260. */
  place?: string
}

export function readEvaluationSearch(search: Record<string, unknown>): EvaluationSearch {
  const text = (value: unknown, form: RegExp) => (typeof value === 'string' && form.test(value) ? value : undefined)
  const rivers = (Array.isArray(search.river) ? search.river : [search.river]).flatMap(
    (river) => text(river, /^.{1,100}$/) ?? [],
  )
  const found = {
    view: search.view === 'air' ? 'air' : undefined,
    month: text(search.month, /^\d{4}-(0[1-9]|1[0-2])$/),
    span: SPANS.find((one) => one !== 'month' && one === search.span),
    river: rivers.length > 0 ? rivers.slice(0, 50) : undefined,
    place: text(String(search.place ?? ''), /^\d{6}$/),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

/** What the server is asked for: the last month, and how many with it. */
export function askedOf({ month, span = 'month' }: EvaluationSearch, today: string): { month: string; months: number } {
  const chosen = month ?? monthFrom(today.slice(0, 7), -1)
  const number = Number(chosen.slice(5))
  const last = span === 'quarter' ? Math.ceil(number / 3) * 3 : span === 'year' ? 12 : number
  const months = { month: 1, quarter: 3, toDate: number, year: 12 }[span]
  return { month: `${chosen.slice(0, 4)}-${String(last).padStart(2, '0')}-01`, months }
}

/** A period as `usePeriod` names it: 2026, 2026H1, 2026Q2, 2026-05; null where only its ends say it. */
export function nameOfMonths({ first, last, months }: { first: string; last: string; months: number }): string | null {
  const [year, number] = [first.slice(0, 4), Number(first.slice(5, 7))]
  if (months === 1) return last.slice(0, 7)
  if (months === 12 && number === 1) return year
  if (months === 6 && number % 6 === 1) return `${year}H${number === 1 ? 1 : 2}`
  return months === 3 && number % 3 === 1 ? `${year}Q${Math.ceil(number / 3)}` : null
}
