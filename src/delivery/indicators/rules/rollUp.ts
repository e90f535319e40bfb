import type { RollUp } from '../tables.ts'
import { add, compare, divide, multiply, subtract } from './decimal.ts'

/** A target as its plan has it. Values are decimal text. */
export interface PlannedTarget {
  id: string
  unit: string
  direction: 'up' | 'down'
  target: string | null
  targetYear: number | null
  place: string | null
}
export interface PartTarget extends PlannedTarget {
  weight: string | null
}

/**
 * short: the parts come to less than the higher target; over: to more; contradicting: a part cannot stand beside the
 * higher target (other direction, other unit, or worse than what each must reach); other_year: it is of another year;
 * missing: a place without a part, or a part without a target.
 */
export type RollUpVerdict = 'agrees' | 'short' | 'over' | 'contradicting' | 'other_year' | 'missing'

export interface RollUpFinding {
  verdict: Exclude<RollUpVerdict, 'agrees'>
  /** The lower target that it is about; null: the parts together, or a place that has none. */
  partId: string | null
  place: string | null
  reason: 'total' | 'bound' | 'unit' | 'direction' | 'year' | 'no_part' | 'no_target' | 'no_weight'
}

export interface RollUpResult {
  verdict: RollUpVerdict
  findings: RollUpFinding[]
  /** Sum or weighted mean of the parts that can be compared; null with each, or where none can. */
  total: string | null
  /** total − higher target. */
  difference: string | null
  /** Every part is comparable and no place is missing. */
  complete: boolean
}

/** What weighs most is the verdict of the whole. */
const ORDER: readonly RollUpVerdict[] = ['contradicting', 'missing', 'other_year', 'short', 'over', 'agrees']

/**
 * Holds the targets of lower plans against the higher one. Sums and means are exact. Parts that cannot be compared are
 * named and left out of the total: a total of unlike things is worse than none.
 */
export function rollUp(
  kind: RollUp,
  higher: PlannedTarget,
  parts: readonly PartTarget[],
  expectedPlaces: readonly string[],
): RollUpResult {
  const findings: RollUpFinding[] = []
  const find = (verdict: RollUpFinding['verdict'], reason: RollUpFinding['reason'], part: PlannedTarget | null) =>
    findings.push({ verdict, reason, partId: part?.id ?? null, place: part?.place ?? null })

  const comparable = parts.filter((part) => {
    const before = findings.length
    if (part.unit !== higher.unit) find('contradicting', 'unit', part)
    else if (part.direction !== higher.direction) find('contradicting', 'direction', part)
    else if (part.target === null) find('missing', 'no_target', part)
    else if (part.targetYear !== higher.targetYear) find('other_year', 'year', part)
    else if (kind === 'weighted' && part.weight === null) find('missing', 'no_weight', part)
    return findings.length === before
  })
  const places = new Set(parts.map(({ place }) => place))
  for (const place of expectedPlaces)
    if (!places.has(place)) findings.push({ verdict: 'missing', reason: 'no_part', partId: null, place })
  const complete = findings.length === 0

  let total: string | null = null
  let difference: string | null = null
  if (higher.target === null) find('missing', 'no_target', higher)
  else if (kind === 'each') {
    for (const part of comparable) {
      const order = compare(part.target ?? '0', higher.target)
      if (higher.direction === 'up' ? order < 0 : order > 0) find('contradicting', 'bound', part)
    }
  } else if (comparable.length > 0) {
    const { sum, weight } = totalOf(kind, comparable)
    const order = compare(sum, multiply(higher.target, weight))
    total = kind === 'sum' ? sum : divide(sum, weight)
    difference = subtract(total, higher.target)
    // While parts are missing, a total that is short yet says nothing; one that is over already does.
    if (order < 0 && complete) find('short', 'total', null)
    if (order > 0) find('over', 'total', null)
  }
  const verdict = ORDER.find((one) => findings.some((finding) => finding.verdict === one)) ?? 'agrees'
  return { verdict: parts.length === 0 ? 'missing' : verdict, findings, total, difference, complete }
}

function totalOf(kind: 'sum' | 'weighted', parts: readonly PartTarget[]) {
  let sum = '0'
  let weight = '0'
  for (const part of parts) {
    const own = kind === 'weighted' ? (part.weight ?? '0') : '1'
    sum = add(sum, multiply(part.target ?? '0', own))
    weight = add(weight, own)
  }
  return { sum, weight: kind === 'weighted' ? weight : '1' }
}
