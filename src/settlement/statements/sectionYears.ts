import { assessedYear, type WaterBody, type WaterClass } from '../../monitoring/index.ts'
import type { Trx } from '../../platform/database/index.ts'

/** One item of a month, in the unit of its parameter. Of a value below detection the detection limit stands. */
export interface MonthValue {
  /** Decimal text; null: there is none. */
  value: string | null
  belowDetection?: boolean
  /** `mean`: of several data of the month, which the method rounds before it compares. */
  of?: 'datum' | 'mean'
}

/** A month of a section as monitoring has assessed it. */
export interface SectionMonth {
  month: number
  values: Readonly<Record<string, MonthValue>>
  class: WaterClass | null
  /** Ids of the observations, samples or uploads that stand behind it: where a line of a statement leads to. */
  provenance: readonly string[]
}

/** What settlement asks of monitoring: the months of one section in one year. */
export interface SectionYear {
  section: string
  year: number
  /** Absent in statements prepared before it was told: a river. */
  water?: WaterBody
  months: readonly SectionMonth[]
  /** Until when data had come in that count here. */
  knownAt: string
}

/** Where section years come from: monitoring, unless a test says otherwise. Null for a section that it does not know. */
export interface SectionYearSource {
  load(trx: Trx, asked: { section: string; year: number; items: readonly string[] }): Promise<SectionYear | null>
}

let source: SectionYearSource = { load: assessedYear }

/** Takes section years from elsewhere. @returns what stood before */
export function bindSectionYears(to: SectionYearSource): SectionYearSource {
  const before = source
  source = to
  return before
}

/** Loads what a formula needs; sections and years without data are left out. */
export async function loadSectionYears(
  trx: Trx,
  needed: readonly { section: string; year: number }[],
  items: readonly string[],
): Promise<SectionYear[]> {
  const found: SectionYear[] = []
  for (const one of needed) {
    const year = await source.load(trx, { ...one, items })
    if (year) found.push(year)
  }
  return found
}
