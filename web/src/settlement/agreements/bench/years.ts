import type { AgreementContent } from '../../../../../src/settlement/schemas.ts'

/** Years that may be tried: those of the agreement, and those around where it names none. */
export function yearChoices({ agreement }: AgreementContent, now = new Date().getFullYear()): number[] {
  const [first, last] = agreement.years ?? [now - 9, now]
  return Array.from({ length: Math.min(last - first + 1, 60) }, (_, at) => first + at)
}

/** The years that are tried before anybody has chosen any: those that have ended, where there are such. */
export function firstYears(content: AgreementContent, now = new Date().getFullYear()): number[] {
  const choices = yearChoices(content, now)
  const ended = choices.filter((year) => year < now)
  return (ended.length > 0 ? ended : choices).slice(content.agreement.years ? 0 : -3).slice(0, 10)
}

/**
 * What of the chosen years can be tried: those that the agreement covers; where it covers none of them, the first ones.
 * Nothing chosen stays nothing.
 */
export function yearsWithin(chosen: readonly number[], content: AgreementContent, now?: number): readonly number[] {
  const choices = new Set(yearChoices(content, now))
  const kept = chosen.filter((year) => choices.has(year))
  return kept.length > 0 || chosen.length === 0 ? kept : firstYears(content, now)
}
