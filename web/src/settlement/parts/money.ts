/** Whole fen as yuan that people read: 1,234,567.89. Exact: no step of it goes through a fraction. */
export function yuanOf(fen: number): string {
  const [whole, part] = split(fen, 100, 2)
  return `${whole}.${part}`
}

/** Whole fen in 万元, without ending zeros: 10,000,000,000 fen is 10,000. */
export function tenThousandYuanOf(fen: number): string {
  const [whole, part] = split(fen, 1_000_000, 6)
  const kept = part.replace(/0+$/, '')
  return kept ? `${whole}.${kept}` : whole
}

function split(fen: number, by: number, digits: number): [string, string] {
  const size = Math.abs(fen)
  const whole = grouped(String(Math.floor(size / by)))
  return [`${fen < 0 ? '−' : ''}${whole}`, String(size % by).padStart(digits, '0')]
}

/** Marks between the thousands of a decimal text, which keeps its decimals: 1234.5 is 1,234.5. */
export function grouped(decimal: string): string {
  const [whole = '', ...rest] = decimal.split('.')
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.')
}

/** A decimal text with no more decimals than asked for; what was cut is told by ≈. */
export function shortened(decimal: string, decimals = 6): string {
  const [, part = ''] = decimal.split('.')
  if (part.length <= decimals) return grouped(decimal)
  return `≈ ${grouped(Number(decimal).toFixed(decimals).replace(/0+$/, '').replace(/\.$/, ''))}`
}

/** Whether reading the amount in 万元 is easier than in yuan. */
export const isLarge = (fen: number): boolean => Math.abs(fen) >= 1_000_000
