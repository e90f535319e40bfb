import type { Term } from '../../../../../src/settlement/schemas.ts'

type Value = Term['value']

/** Whether a term has one value, one a year, or none yet. */
export const valueKind = (value: Value): 'one' | 'byYear' | 'open' =>
  value === null ? 'open' : typeof value === 'string' ? 'one' : 'byYear'

/** A term of one value each year as one of a single value: the first of them. */
export const oneValue = (value: Value): string =>
  typeof value === 'string' ? value : value === null ? '' : (Object.values(value)[0] ?? '')

/** Years that a term may have a value for: those of the agreement; where it has no period, those that have one. */
export function yearsOfTerm(value: Value, years: readonly [number, number] | null): number[] {
  const own = value !== null && typeof value === 'object' ? Object.keys(value).map(Number) : []
  const [first, last] = years ?? [0, -1]
  const span = Array.from({ length: Math.min(Math.max(0, last - first + 1), 50) }, (_, at) => first + at)
  return years ? span : own.sort((one, other) => one - other)
}

/** A term of one value as one of a value each year, the same at first. */
export function byYear(value: Value, years: readonly [number, number] | null): Record<number, string> {
  if (value !== null && typeof value === 'object') return { ...value }
  return Object.fromEntries(yearsOfTerm(value, years).map((year) => [year, value ?? '']))
}
