import { PERIOD } from './parts.ts'

/** What the address of the page holds. */
export interface ScoreFilter {
  period?: string | undefined
  by?: 'city' | 'province' | undefined
  /** Whose score is explained: a unit, or a place of `by`. */
  unit?: string | undefined
  place?: string | undefined
  rule?: number | undefined
}

export function readScoreFilter(search: Record<string, unknown>): ScoreFilter {
  const { period, by, unit, place, rule } = search
  return {
    ...(typeof period === 'string' && PERIOD.test(period) ? { period } : {}),
    ...(by === 'city' || by === 'province' ? { by } : {}),
    ...(typeof unit === 'string' && /^[0-9a-f-]{36}$/.test(unit) ? { unit } : {}),
    ...(/^\d{6}$/.test(String(place ?? '')) ? { place: String(place) } : {}),
    ...(Number.isInteger(Number(rule)) && Number(rule) > 0 ? { rule: Number(rule) } : {}),
  }
}
