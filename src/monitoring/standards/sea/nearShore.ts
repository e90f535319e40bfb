import { Exact, type Numeric } from '../../../platform/exact.ts'
import { monitoringRefusals } from '../../refusals.ts'
import { readNumber } from '../measured.ts'
import type { Confidence } from '../provenance.ts'

/** What the percentages count: area since about 2018, points before. The two differ for the same sea: it must be told. */
export type SeaShareBasis = 'area' | 'points'

/** Percent of each class; of I and II together where only that was published. */
export interface SeaShares {
  by: SeaShareBasis
  /** Null: not published apart. */
  classI: Numeric | null
  /** 优良比例, I + II. */
  good: Numeric
  /** 劣四类. */
  worst: Numeric
}

export type SeaGrade = '优' | '良好' | '一般' | '差' | '极差'

/** State of a stretch of near-shore sea. */
export interface NearShoreGrade {
  by: SeaShareBasis
  goodPercent: string
  /** Null: 90 % are good, and whether 60 % are of class I was not told. */
  grade: SeaGrade | null
  row: string
  confidence: Confidence
  doubt: string
}

/** Rounded shares may pass one hundred by a tenth each. */
const MOST_PERCENT = '100.2'

/**
 * Grade of a near-shore sea by the rows of HJ 442, first that fits. The thresholds are general knowledge with which every
 * published outcome tried agrees.
 * @throws Refusal assessment_input_invalid for shares that cannot be
 */
export function nearShoreGrade({ by, classI, good, worst }: SeaShares): NearShoreGrade {
  const [goodShare, worstShare] = [readNumber('I+II', good), readNumber('劣四类', worst)]
  const first = classI === null ? null : readNumber('I', classI)
  const shares = {
    'I+II': goodShare,
    劣四类: worstShare,
    'I+II+劣四类': goodShare.plus(worstShare),
    I: first ?? Exact.of(0),
  }
  for (const [field, share] of Object.entries(shares))
    if (share.below(0) || Exact.of(MOST_PERCENT).below(share))
      throw monitoringRefusals.inputInvalid(field, 'percent from 0 to 100', share.toText())
  if (first && goodShare.below(first)) throw monitoringRefusals.inputInvalid('I', 'not more than I+II', first.toText())
  return {
    by,
    goodPercent: goodShare.roundedHalfEven(1).toText(),
    ...gradeOf(first, goodShare, worstShare),
    confidence: 'own',
    doubt: 'thresholds of HJ 442 from general knowledge; published outcomes agree',
  }
}

function gradeOf(first: Exact | null, good: Exact, worst: Exact): { grade: SeaGrade | null; row: string } {
  if (!good.below(90) && first === null) return { grade: null, row: 'I+II ≥ 90%, I 未知' }
  if (!good.below(90) && first && !first.below(60)) return { grade: '优', row: 'I ≥ 60%, I+II ≥ 90%' }
  if (!good.below(80)) return { grade: '良好', row: 'I+II ≥ 80%' }
  if (Exact.of(40).below(worst)) return { grade: '极差', row: '劣四类 > 40%' }
  if (Exact.of(30).below(worst)) return { grade: '差', row: '30% < 劣四类 ≤ 40%' }
  if (!good.below(60)) return { grade: '一般', row: 'I+II ≥ 60%, 劣四类 ≤ 30%' }
  return { grade: '差', row: 'I+II < 60%, 劣四类 ≤ 30%' }
}

/** 优良比例 from what was measured of each class: km², or points. */
export function seaSharesOf(
  by: SeaShareBasis,
  amounts: Readonly<Record<'I' | 'II' | 'III' | 'IV' | '劣四类', Numeric>>,
): SeaShares {
  const whole = Exact.sum(Object.values(amounts))
  if (whole.atMost(0)) throw monitoringRefusals.inputInvalid('amounts', 'an area or points assessed', whole.toText())
  const percent = (amount: Numeric) => Exact.of(amount).times(100).over(whole)
  return {
    by,
    classI: percent(amounts.I),
    good: percent(Exact.of(amounts.I).plus(amounts.II)),
    worst: percent(amounts.劣四类),
  }
}
