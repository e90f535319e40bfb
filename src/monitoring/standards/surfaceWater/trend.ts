import { Exact, type Numeric } from '../../../platform/exact.ts'
import { monitoringRefusals } from '../../refusals.ts'
import type { Confidence } from '../provenance.ts'
import type { GroupAssessment, GroupGrade } from './group.ts'
import { classNumber } from './item.ts'
import { SECTION_GRADES, type WaterClass } from './table.ts'

/** How one period compares with an earlier one. */
export interface Change {
  zh: '无明显变化' | '有所好转' | '有所下降' | '明显好转' | '明显下降'
  /** Percentage points of shares, or grades of a section; above zero: better. */
  by: string
  confidence: Confidence
}

const change = (by: Exact, some: number, clear: number, confidence: Confidence): Change => {
  const size = by.absolute()
  const better = !by.below(0)
  const zh = size.atMost(some)
    ? '无明显变化'
    : size.atMost(clear)
      ? better
        ? '有所好转'
        : '有所下降'
      : better
        ? '明显好转'
        : '明显下降'
  return { zh, by: by.toText(), confidence }
}

/** Percent of sections in I–III and in 劣V of one period. */
export interface Shares {
  goodPercent: Numeric
  worstPercent: Numeric
}

/**
 * Change of a group: x = ΔG − ΔD in percentage points, later minus earlier. |x| ≤ 10 no clear change, ≤ 20 some, above
 * clear (20: one source; 10: own).
 */
export function changeOfShares(earlier: Shares, later: Shares): Change {
  const good = Exact.of(later.goodPercent).minus(earlier.goodPercent)
  const worst = Exact.of(later.worstPercent).minus(earlier.worstPercent)
  return change(good.minus(worst), 10, 20, 'own')
}

/** Change of one section: the same grade no clear change, one grade some, two or more clear (own). */
export function changeOfSection(earlier: WaterClass, later: WaterClass): Change {
  const grade = (of: WaterClass) => Math.max(classNumber(of) - 1, 1)
  const by = SECTION_GRADES[earlier].zh === SECTION_GRADES[later].zh ? 0 : grade(earlier) - grade(later)
  return change(Exact.of(by), 0, 1, 'own')
}

/** Grades of a group from best to worst. */
const GRADES: readonly GroupGrade['zh'][] = ['优', '良好', '轻度污染', '中度污染', '重度污染']

/**
 * Change of a river, basin or city: by its shares where both periods have five sections or more, as they are and not as
 * they print; where both have fewer by the grades of their means, as one section (own). Null where one has no grade, and
 * where one is judged by shares and the other by means: 优 of shares and 良好 of means may be the same water.
 */
export function changeOfGroup(earlier: GroupAssessment, later: GroupAssessment): Change | null {
  if (!earlier.grade || !later.grade || earlier.method !== later.method) return null
  if (later.method === 'sharesOfClasses') return changeOfShares(exactShares(earlier), exactShares(later))
  return change(Exact.of(GRADES.indexOf(earlier.grade.zh) - GRADES.indexOf(later.grade.zh)), 0, 1, 'own')
}

function exactShares({ shares, sections }: GroupAssessment): Shares {
  const percentOf = (...classes: readonly WaterClass[]) =>
    Exact.of(100 * classes.reduce((sum, one) => sum + shares[one].count, 0)).over(sections)
  return { goodPercent: percentOf('I', 'II', 'III'), worstPercent: percentOf('劣V') }
}

const LEAST_YEARS = 5

/**
 * Spearman's rank correlation of yearly values with time: rs = 1 − 6·Σd²/(N³ − N), N ≥ 5 (one source). Above zero: the
 * values rise. Values that are equal share the mean of their ranks.
 */
export function spearman(values: readonly Numeric[]): { rs: string; years: number; confidence: Confidence } {
  const years = values.length
  if (years < LEAST_YEARS) throw monitoringRefusals.inputInvalid('years', `at least ${LEAST_YEARS}`, String(years))
  const exact = values.map((value) => Exact.of(value))
  const ranks = exact.map((value) => {
    const lower = exact.filter((other) => other.below(value)).length
    const equal = exact.filter((other) => other.compare(value) === 0).length
    return Exact.of(2 * lower + equal + 1).over(2)
  })
  const squares = Exact.sum(ranks.map((rank, year) => rank.minus(year + 1).times(rank.minus(year + 1))))
  const rs = Exact.of(1).minus(squares.times(6).over(years ** 3 - years))
  return { rs: rs.roundedHalfEven(4).toText(), years, confidence: 'one' }
}
