import type { KeptValue } from '../../assessments/rules/month.ts'
import type { Measured } from '../../standards/measured.ts'
import { assessGroup, type GroupAssessment } from '../../standards/surfaceWater/group.ts'
import { classNumber } from '../../standards/surfaceWater/item.ts'
import { assessSection, type Exceeding } from '../../standards/surfaceWater/section.ts'
import { SECTION_GRADES, type WaterClass } from '../../standards/surfaceWater/table.ts'
import { type Change, changeOfGroup, changeOfSection } from '../../standards/surfaceWater/trend.ts'
import { type TrophicState, trophicState } from '../../standards/surfaceWater/trophic.ts'
import type { TargetClass } from '../../tables.ts'
import { monthsNeeded, valuesOver } from './period.ts'

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
  /** Whether it has a class in months enough. */
  valid: boolean
}

/**
 * A section over its months: one month says what its assessment says, several speak by the means of their monthly values. All
 * are held to the target of the last day, be it one month that was judged or several.
 * @param period how many months it has
 */
export function judgeSection(section: MeasuredSection, period: number): SectionOfPeriod {
  const { water, targetClass, months } = section
  const valid = months.filter((month) => month.class !== null).length >= monthsNeeded(period)
  const [only] = months
  const values = valuesOver(months)
  if (only && months.length === 1) {
    const { class: found, decidedBy } = only
    const meets = found && targetClass ? classNumber(found) <= classNumber(targetClass) : null
    const grade = found && SECTION_GRADES[found].zh
    const exceeding =
      only.targetClass === targetClass ? only.exceeding : (judged(section, values).target?.exceeding ?? [])
    return { section, values, class: found, grade, decidedBy, meets, exceeding, trophic: only.trophic, valid }
  }
  const found = judged(section, values)
  return {
    ...{ section, values, class: found.class, grade: found.grade?.zh ?? null, decidedBy: found.decidedBy },
    ...{ meets: found.target?.meets ?? null, exceeding: found.target?.exceeding ?? [] },
    trophic: water === 'lake' && months.length > 0 ? trophicState(values) : null,
    valid,
  }
}

const judged = ({ water, targetClass }: MeasuredSection, values: Readonly<Record<string, Measured>>) =>
  assessSection({ waterBody: water, values, ...(targetClass ? { targetClass } : {}) })

/** Sections over a period: rivers as one group, lakes each for itself. */
export interface WaterOfPeriod {
  sections: readonly SectionOfPeriod[]
  /** Of the river sections. */
  group: GroupAssessment
  /** Names of the river sections that take part with fewer months than the period needs. */
  short: readonly string[]
  withTarget: number
  met: number
}

/** What the method says of these sections together (MON-8); lakes and reservoirs take no part in the group. */
export function judgeWater(measured: readonly MeasuredSection[], months: number): WaterOfPeriod {
  const sections = measured.map((section) => judgeSection(section, months))
  const rivers = sections.filter(({ section }) => section.water === 'river')
  const held = sections.filter(({ meets }) => meets !== null)
  return {
    sections,
    group: assessGroup(rivers.map(({ section, values }) => ({ name: section.name, values }))),
    short: rivers.filter((one) => one.class !== null && !one.valid).map(({ section }) => section.name),
    withTarget: held.length,
    met: held.filter(({ meets }) => meets).length,
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
