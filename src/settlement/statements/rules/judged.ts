import { assessSection, type Measured, type WaterBody, type WaterClass } from '../../../monitoring/index.ts'
import { type AgreementContent, itemsOf } from '../../agreements/index.ts'
import type { SectionMonth, SectionYear } from '../sectionYears.ts'
import { targetByTerm } from './inputs.ts'

/** A month as the agreement judges it: by its own items, against its own target. */
export interface JudgedMonth {
  month: number
  /** Null: nothing was measured. */
  class: WaterClass | null
  /** Null: there is nothing to judge, or the agreement sets no class for this section. */
  meets: boolean | null
  /** Items worse than the target, and those that the class is made of where none is. */
  decidedBy: readonly string[]
}

/** A section's year as the agreement judges it. */
export interface JudgedYear {
  section: string
  year: number
  target: WaterClass | null
  items: readonly string[]
  months: readonly JudgedMonth[]
}

/** Judges the months behind a statement for the reader, exactly as the formulas had them judged. */
export function judgedYears(content: AgreementContent, sections: readonly SectionYear[]): JudgedYear[] {
  const items = itemsOf(content.agreement)
  return sections.map(({ section, year, water = 'river', months }) => {
    const target = targetOf(content, section, year)
    return { section, year, target, items, months: months.map((month) => judged(month, items, target, water)) }
  })
}

function judged(
  { month, values }: SectionMonth,
  items: readonly string[],
  target: WaterClass | null,
  waterBody: WaterBody,
): JudgedYear['months'][number] {
  const found = assessSection({
    waterBody,
    values: values as Readonly<Record<string, Measured>>,
    items,
    ...(target ? { targetClass: target } : {}),
  })
  const worse = found.target?.exceeding.map(({ code }) => code) ?? []
  return {
    month,
    class: found.class,
    meets: found.target?.meets ?? null,
    decidedBy: worse.length > 0 ? worse : found.decidedBy,
  }
}

function targetOf({ agreement, evidence }: AgreementContent, section: string, year: number): WaterClass | null {
  for (const rule of evidence) {
    if ((rule.kind === 'sectionYear' || rule.kind === 'yearBefore') && rule.sections.includes(section))
      return rule.target ?? targetByTerm(agreement, year)
    if (rule.kind === 'rivers') {
      const river = rule.rivers.find((one) => one.section === section)
      if (river) return river.targetClass
    }
  }
  return null
}
