/** An area as people say it: 公顷 up to a square kilometre's hundred, 亩 beside it, km² above. */
export interface AreaWords {
  hectares: number
  mu: number
  squareKilometres: number
}

/** One 亩 is a fifteenth of a hectare. */
export function areaWords(squareMetres: number): AreaWords {
  return {
    hectares: squareMetres / 10_000,
    mu: (squareMetres / 10_000) * 15,
    squareKilometres: squareMetres / 1_000_000,
  }
}

/** Three digits that count, more of what is large: 0.123, 12.3, 1,234. */
export function digitsFor(value: number): number {
  if (value === 0 || value >= 100) return value >= 1000 || value === 0 ? 0 : 1
  return Math.min(6, 2 - Math.floor(Math.log10(value)))
}
