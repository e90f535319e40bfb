import { Exact, type Numeric } from '../../../platform/exact.ts'
import { monitoringRefusals } from '../../refusals.ts'
import { type Measured, meanValue, readNumber } from '../measured.ts'
import type { Confidence } from '../provenance.ts'
import { classNumber } from './item.ts'
import { assessSection, type SectionAssessment } from './section.ts'
import { WATER_CLASSES, WATER_LIMITS, type WaterBody, type WaterClass } from './table.ts'

/** State of a river, basin or city by the shares of its sections. */
export interface GroupGrade {
  zh: '优' | '良好' | '轻度污染' | '中度污染' | '重度污染'
  colour: string
  /** The row of the table that fits: percent of I–III and of 劣V. */
  row: string
  confidence: Confidence
}

/** One section of a group: its name, and its values for the period. */
export interface GroupMember {
  name: string
  values: Readonly<Record<string, Measured>>
}

/** What the method says of a river, a basin or a city. */
export interface GroupAssessment {
  method: 'meanOfSections' | 'sharesOfClasses'
  sections: number
  /** Sections in which nothing that makes a class was measured: they take no part. */
  notAssessed: readonly string[]
  /** Percent in each class with one decimal, and as counts. */
  shares: Readonly<Record<WaterClass, { count: number; percent: string }>>
  /** Percent of I–III (优良比例) and of 劣V. */
  goodPercent: string
  worstPercent: string
  grade: GroupGrade | null
  /** With fewer than five sections: the single-factor assessment of the means. */
  means: SectionAssessment | null
  /** At most three: of the means, or the items with the largest share of sections worse than III. */
  mainPollutants: readonly { code: string; multiple: string | null; exceedPercent: string | null }[]
}

/** Fewer sections than this are judged by the means of their items (two sources; exactly five by shares: a bulletin of 2013). */
export const FEW_SECTIONS = 5

const ROWS = [
  { zh: '优', colour: 'blue', row: 'I–III ≥ 90%', fits: (good: Exact) => !good.below(90) },
  { zh: '良好', colour: 'green', row: '75% ≤ I–III < 90%', fits: (good: Exact) => !good.below(75) },
  {
    zh: '轻度污染',
    colour: 'yellow',
    row: 'I–III < 75%, 劣V < 20%',
    fits: (_good: Exact, worst: Exact) => worst.below(20),
  },
  {
    zh: '中度污染',
    colour: 'orange',
    row: 'I–III < 75%, 20% ≤ 劣V < 40%',
    fits: (_good: Exact, worst: Exact) => worst.below(40),
  },
  { zh: '重度污染', colour: 'red', row: 'I–III < 75%, 劣V ≥ 40%', fits: () => true },
] as const

/**
 * The grade of a group from the percent of sections in I–III and in 劣V (环办〔2011〕22号, two sources). At exactly 60 % and
 * 40 % the copies differ in the last row; it is 重度污染 here. Shares are compared as they are, not as they print.
 * @throws Refusal assessment_input_invalid for shares that cannot be
 */
export function gradeOfShares(goodPercent: Numeric, worstPercent: Numeric): GroupGrade {
  const [good, worst] = [readNumber('I–III', goodPercent), readNumber('劣V', worstPercent)]
  const shares = { 'I–III': good, 劣V: worst, 'I–III + 劣V': good.plus(worst) }
  for (const [field, share] of Object.entries(shares))
    if (share.below(0) || Exact.of(MOST_PERCENT).below(share))
      throw monitoringRefusals.inputInvalid(field, 'percent from 0 to 100', share.toText())
  const found = ROWS.find(({ fits }) => fits(good, worst)) ?? ROWS[4]
  return { zh: found.zh, colour: found.colour, row: found.row, confidence: 'two' }
}

/** Published shares are rounded to one decimal each, so that two of them may pass one hundred by a tenth. */
const MOST_PERCENT = '100.1'

/** Shares of classes from counts of sections: percent with one decimal, rounded half to even. */
export function sharesOf(counts: Partial<Record<WaterClass, number>>) {
  const whole = WATER_CLASSES.map((name) => {
    const count = counts[name] ?? 0
    if (!Number.isSafeInteger(count) || count < 0)
      throw monitoringRefusals.inputInvalid(name, 'a number of sections', String(count))
    return count
  }).reduce((sum, count) => sum + count, 0)
  const percentOf = (count: number) => (whole === 0 ? Exact.of(0) : Exact.of(count * 100).over(whole))
  const print = (share: Exact) => share.roundedHalfEven(1).toText()
  const good = percentOf((counts.I ?? 0) + (counts.II ?? 0) + (counts.III ?? 0))
  const worst = percentOf(counts.劣V ?? 0)
  const shares = Object.fromEntries(
    WATER_CLASSES.map((name) => [name, { count: counts[name] ?? 0, percent: print(percentOf(counts[name] ?? 0)) }]),
  ) as Record<WaterClass, { count: number; percent: string }>
  return {
    sections: whole,
    shares,
    goodPercent: print(good),
    worstPercent: print(worst),
    grade: whole === 0 ? null : gradeOfShares(good, worst),
  }
}

/**
 * A river, basin or city: with fewer than five sections the mean of each item over the sections is judged like one
 * section; with five or more the shares of the classes are, and no mean class is named.
 */
export function assessGroup(members: readonly GroupMember[], waterBody: WaterBody = 'river'): GroupAssessment {
  const each = members.map(({ name, values }) => ({ name, values, assessed: assessSection({ waterBody, values }) }))
  const counted = each.filter(({ assessed }) => assessed.class !== null)
  const counts: Partial<Record<WaterClass, number>> = {}
  for (const { assessed } of counted) if (assessed.class) counts[assessed.class] = (counts[assessed.class] ?? 0) + 1
  const { sections, shares, goodPercent, worstPercent, grade } = sharesOf(counts)
  const few = sections < FEW_SECTIONS
  const means = few && sections > 0 ? assessSection({ waterBody, values: meansOver(counted) }) : null
  return {
    method: few ? 'meanOfSections' : 'sharesOfClasses',
    sections,
    notAssessed: each.filter(({ assessed }) => assessed.class === null).map(({ name }) => name),
    shares,
    goodPercent,
    worstPercent,
    grade: few ? gradeOfMeans(means) : grade,
    means,
    mainPollutants: few
      ? (means?.mainPollutants ?? []).map(({ code, multiple }) => ({ code, multiple, exceedPercent: null }))
      : byExceedRate(counted.map(({ assessed }) => assessed)),
  }
}

/** Mean of each item over places, each place once: over the sections of a river, over the points of a lake. */
export function meansOver(members: readonly Pick<GroupMember, 'values'>[]): Record<string, Measured> {
  const codes = new Set(members.flatMap(({ values }) => Object.keys(values)))
  return Object.fromEntries(
    [...codes].flatMap((code) => {
      const mean = meanValue(
        code,
        members.flatMap(({ values }) => values[code] ?? []),
      )
      return mean ? [[code, mean] as const] : []
    }),
  )
}

function gradeOfMeans(means: SectionAssessment | null): GroupGrade | null {
  if (!means?.grade || !means.class) return null
  return {
    zh: means.grade.zh as GroupGrade['zh'],
    colour: means.grade.colour,
    row: `少于5个断面，均值为${means.class}类`,
    confidence: means.confidence,
  }
}

/** Items by the share of the sections measured for them that are worse than III, largest first, three of them. */
function byExceedRate(sections: readonly SectionAssessment[]) {
  return WATER_LIMITS.map(({ code }) => {
    const measured = sections.flatMap(({ items }) => items.find((item) => item.code === code) ?? [])
    const exceeding = measured.filter((item) => classNumber(item.class) > 3).length
    return {
      code,
      exceeding,
      rate: measured.length === 0 ? Exact.of(0) : Exact.of(exceeding * 100).over(measured.length),
    }
  })
    .filter(({ exceeding }) => exceeding > 0)
    .sort((one, other) => other.rate.compare(one.rate))
    .slice(0, 3)
    .map(({ code, rate }) => ({ code, multiple: null, exceedPercent: rate.roundedHalfEven(1).toText() }))
}
