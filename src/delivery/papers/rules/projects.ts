import { add, compare, subtract } from '../../indicators/rules/decimal.ts'
import type { ProjectFact } from '../projectFacts.ts'

export const CLASS_WORDS = {
  proposed: '待入库',
  reserve: '储备',
  preparing: '前期',
  starting: '新开工',
  continuing: '续建',
  finished: '竣工',
  stopped: '停建',
  transferred: '调出',
} as const

export const ELEMENT_WORDS = {
  capital_wan: '资金（万元）',
  land_ha: '用地（公顷）',
  sea_ha: '用海（公顷）',
  forest_ha: '用林（公顷）',
} as const
type ElementKind = keyof typeof ELEMENT_WORDS

export interface InvestmentTally {
  planned: number
  plannedKnown: number
  plannedUnknown: number
  invested: number
  /** Of those whose investment of the year was planned: what preparatory works spend is no part of the plan. */
  investedOfPlan: number
  investedKnown: number
  unreported: number
}

/** Sums of a year's list. What was not planned or not reported is counted beside the sums, never as zero. */
export function investmentTally(projects: readonly ProjectFact[], year: number): InvestmentTally {
  const rows = projects.flatMap((one) => one.listed.filter((row) => row.year === year))
  const investing = rows.filter((row) => row.class !== 'reserve' && row.class !== 'preparing')
  const sum = (of: typeof rows, value: (row: (typeof rows)[number]) => number | null) =>
    of.reduce((total, row) => total + (value(row) ?? 0), 0)
  const planned = rows.filter((row) => row.plannedWan !== null)
  const invested = rows.filter((row) => row.investedWan !== null)
  return {
    planned: sum(planned, (row) => row.plannedWan),
    plannedKnown: planned.length,
    plannedUnknown: investing.filter((row) => row.plannedWan === null).length,
    invested: sum(invested, (row) => row.investedWan),
    investedOfPlan: sum(planned, (row) => row.investedWan),
    investedKnown: invested.length,
    unreported: investing.filter((row) => row.investedWan === null).length,
  }
}

export interface ElementTally {
  kind: ElementKind
  title: string
  projects: number
  needed: string
  /** Null: nobody said what was granted. */
  granted: string | null
  /** Of those that said what was granted. */
  gap: string | null
  unknown: number
}

/** What projects need of land, sea, forest and money, and what was granted. Exact sums of decimal text. */
export function elementTally(projects: readonly ProjectFact[]): ElementTally[] {
  return (Object.keys(ELEMENT_WORDS) as ElementKind[]).flatMap((kind) => {
    const rows = projects.flatMap((one) =>
      one.elements.filter((each) => each.kind === kind && each.needed !== null && compare(each.needed, '0') > 0),
    )
    if (rows.length === 0) return []
    const known = rows.filter(({ granted }) => granted !== null)
    const sum = (values: readonly (string | null)[]) =>
      values.reduce<string>((total, one) => add(total, one ?? '0'), '0')
    const granted = known.length > 0 ? sum(known.map((row) => row.granted)) : null
    return [
      {
        kind,
        title: ELEMENT_WORDS[kind],
        projects: rows.length,
        needed: sum(rows.map(({ needed }) => needed)),
        granted,
        gap: granted === null ? null : subtract(sum(known.map(({ needed }) => needed)), granted),
        unknown: rows.length - known.length,
      },
    ]
  })
}
