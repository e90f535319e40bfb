import type { AgreementContent } from '../../../../../src/settlement/schemas.ts'

/** Names of the data and of the lists that formulas ask for. */
function inputsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(inputsIn)
  if (value === null || typeof value !== 'object') return []
  const { kind, name, rows } = value as { kind?: unknown; name?: unknown; rows?: unknown }
  const own = kind === 'input' ? name : kind === 'sumOver' || kind === 'count' ? rows : null
  return [...(typeof own === 'string' && own ? [own] : []), ...Object.values(value).flatMap(inputsIn)]
}

/** Data that no rule of evidence provides: they are given by hand, with their source. */
export function inputsGiven({ agreement, evidence }: AgreementContent): string[] {
  const provided = (name: string) =>
    evidence.some((rule) => {
      switch (rule.kind) {
        case 'sectionYear':
          return name === 'months' || name === 'class' || (rule.sections.length === 1 && name.startsWith('mean.'))
        case 'yearBefore':
          return name === 'passRateBefore'
        case 'base':
          return name.startsWith('base.')
        case 'rivers':
          return name === 'rivers'
        case 'settledBefore':
          return rule.parties.some((party) => name === `had.${party}`)
      }
      return false
    })
  const inflows = evidence.flatMap((rule) =>
    rule.kind === 'rivers' ? rule.rivers.map(({ section }) => `inflow.${section}`) : [],
  )
  return [...new Set(inputsIn(agreement.parts))]
    .filter((name) => !provided(name))
    .sort()
    .concat(inflows)
}

export interface SectionAndYear {
  section: string
  year: number
}

type Rule = AgreementContent['evidence'][number]

/** Sections and years that the rules of evidence ask for when years are settled, each once. */
export function sectionsNeeded(
  { evidence }: Pick<AgreementContent, 'evidence'>,
  years: readonly number[],
): SectionAndYear[] {
  const needed = years.flatMap((year) => evidence.flatMap((rule) => neededBy(rule, year)))
  return [...new Map(needed.map((one) => [keyOf(one), one])).values()]
}

function neededBy(rule: Rule, year: number): SectionAndYear[] {
  switch (rule.kind) {
    case 'sectionYear':
      return rule.sections.map((section) => ({ section, year }))
    case 'yearBefore':
      return rule.sections.map((section) => ({ section, year: year - 1 }))
    case 'base': {
      const [first, last] = rule.years
      const span = Math.min(Math.max(0, last - first + 1), 30)
      return Array.from({ length: span }, (_, at) => ({ section: rule.section, year: first + at }))
    }
    case 'rivers':
      return rule.rivers.map(({ section }) => ({ section, year }))
    case 'settledBefore':
      return []
  }
}

export const keyOf = ({ section, year }: SectionAndYear) => `${year} ${section}`
