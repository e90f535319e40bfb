/** What the address of the page holds. */
export interface ScoreFilter {
  period?: string | undefined
  by?: 'city' | 'province' | undefined
  unit?: string | undefined
  rule?: number | undefined
}

export function readScoreFilter(search: Record<string, unknown>): ScoreFilter {
  const { period, by, unit, rule } = search
  return {
    ...(typeof period === 'string' && /^\d{4}(H[12]|Q[1-4]|-\d{2})?$/.test(period) ? { period } : {}),
    ...(by === 'city' || by === 'province' ? { by } : {}),
    ...(typeof unit === 'string' && /^[0-9a-f-]{36}$/.test(unit) ? { unit } : {}),
    ...(Number.isInteger(Number(rule)) && Number(rule) > 0 ? { rule: Number(rule) } : {}),
  }
}
