import type { KeptValue } from '../../assessments/rules/month.ts'
import type { Measured } from '../../standards/measured.ts'
import { assessGroup, type GroupAssessment } from '../../standards/surfaceWater/group.ts'
import { classNumber } from '../../standards/surfaceWater/item.ts'
import { assessSection, type Exceeding } from '../../standards/surfaceWater/section.ts'
import { SECTION_GRADES, type WaterClass } from '../../standards/surfaceWater/table.ts'
import { type Change, changeOfGroup, changeOfSection } from '../../standards/surfaceWater/trend.ts'
import { type TrophicState, trophicState } from '../../standards/surfaceWater/trophic.ts'
import type { TargetClass } from '../../tables.ts'
import { valuesOver } from './period.ts'

/** A standing assessment of a month, as the period needs it. */
export interface JudgedMonth {
  id: number
  class: WaterClass | null
  decidedBy: readonly string[]
  targetClass: TargetClass | null
  exceeding: readonly Exceeding[]
  trophic: TrophicState | null
  values: Readonly<Record<string, KeptValue>>
}

/** A section with its months of the period. */
export interface MeasuredSection {
  id: string
  code: string
  name: string
  river: string
  /** GB/T 2260: where it lies. */
  place: string
  water: 'river' | 'lake'
  /** That holds on the last day of the period. */
  targetClass: TargetClass | null
  months: readonly JudgedMonth[]
}

/** How a section takes part in what is said of the whole. */
export type Part = 'shares' | 'means' | 'lake' | 'none'

export interface SectionOfPeriod {
  section: MeasuredSection
  values: Readonly<Record<string, Measured>>
  class: WaterClass | null
  grade: string | null
  decidedBy: readonly string[]
  meets: boolean | null
  exceeding: readonly Exceeding[]
  trophic: TrophicState | null
}

/**
 * A section over its months: one month says what its assessment says, several speak by the means of their monthly values.
 */
export function judgeSection(section: MeasuredSection): SectionOfPeriod {
  const { water, targetClass, months } = section
  const [only] = months
  const values = valuesOver(months)
  if (only && months.length === 1) {
    const { class: found, decidedBy, exceeding } = only
    const meets = found && only.targetClass ? classNumber(found) <= classNumber(only.targetClass) : null
    const grade = found && SECTION_GRADES[found].zh
    const target = { ...section, targetClass: only.targetClass }
    return { section: target, values, class: found, grade, decidedBy, meets, exceeding, trophic: only.trophic }
  }
  const found = assessSection({ waterBody: water, values, ...(targetClass ? { targetClass } : {}) })
  return {
    ...{ section, values, class: found.class, grade: found.grade?.zh ?? null, decidedBy: found.decidedBy },
    ...{ meets: found.target?.meets ?? null, exceeding: found.target?.exceeding ?? [] },
    trophic: water === 'lake' && months.length > 0 ? trophicState(values) : null,
  }
}

/** Sections over a period: rivers as one group, lakes each for itself. */
export interface WaterOfPeriod {
  sections: readonly SectionOfPeriod[]
  /** Of the river sections. */
  group: GroupAssessment
  withTarget: number
  met: number
}

/** What the method says of these sections together (MON-8); lakes and reservoirs take no part in the group. */
export function judgeWater(measured: readonly MeasuredSection[]): WaterOfPeriod {
  const sections = measured.map(judgeSection)
  const rivers = sections.filter(({ section }) => section.water === 'river')
  const judged = sections.filter(({ meets }) => meets !== null)
  return {
    sections,
    group: assessGroup(rivers.map(({ section, values }) => ({ name: section.name, values }))),
    withTarget: judged.length,
    met: judged.filter(({ meets }) => meets).length,
  }
}

/** How a section takes part: by its class, by its values in the means of few, as a lake for itself, or not. */
export function partOf({ class: found, section }: SectionOfPeriod, { method }: GroupAssessment): Part {
  if (found === null) return 'none'
  if (section.water === 'lake') return 'lake'
  return method === 'sharesOfClasses' ? 'shares' : 'means'
}

/** What became of the group, and of each section that had a class then as well. */
export function changesBetween(earlier: WaterOfPeriod, later: WaterOfPeriod) {
  const before = new Map(earlier.sections.map((one) => [one.section.id, one.class]))
  const sections = new Map<string, { class: WaterClass; change: Change }>()
  for (const { section, class: found } of later.sections) {
    const former = before.get(section.id)
    if (former && found) sections.set(section.id, { class: former, change: changeOfSection(former, found) })
  }
  return { group: changeOfGroup(earlier.group, later.group), sections }
}
