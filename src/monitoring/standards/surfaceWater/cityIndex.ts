import { Exact } from '../../../platform/exact.ts'
import { type Measured, takingPart } from '../measured.ts'
import type { Confidence } from '../provenance.ts'
import { limitsFor, WATER_LIMITS, type WaterBody } from './table.ts'

/** City water quality index: lower is better. */
export interface CityWaterIndex {
  /** With four decimals; null where nothing was measured. */
  index: string | null
  parts: readonly { code: string; value: string; part: string }[]
  /** Of the 21 items, or of those that were to take part, those without a value: indices of cities compare only over the same items. */
  missing: readonly string[]
  confidence: Confidence
}

/**
 * 城市水质指数 CWQI: the sum over the 21 items of C/C_III; dissolved oxygen 5/DO; pH up to 7: 7 − pH, above: (pH − 7)/2
 * (one source).
 * @param only items that take part; what compares cities names those that all of them have
 */
export function cityWaterIndex(
  values: Readonly<Record<string, Measured>>,
  body: WaterBody = 'river',
  only?: ReadonlySet<string>,
): CityWaterIndex {
  const items = WATER_LIMITS.filter(({ inClass, code }) => inClass && (only?.has(code) ?? true))
  const parts = items.flatMap((limit) => {
    const value = values[limit.code] ? takingPart(limit.code, values[limit.code] as Measured) : null
    const standard = limitsFor(limit, body)?.[2]
    if (value === null || standard === undefined) return []
    const part = partOf(limit.code, value, standard)
    return part ? [{ code: limit.code, value: value.toText(), part }] : []
  })
  return {
    index:
      parts.length === 0
        ? null
        : Exact.sum(parts.map(({ part }) => part))
            .roundedHalfEven(4)
            .toText(),
    parts: parts.map(({ code, value, part }) => ({ code, value, part: part.toText(6) })),
    missing: items.map(({ code }) => code).filter((code) => !parts.some((part) => part.code === code)),
    confidence: 'one',
  }
}

function partOf(code: string, value: Exact, standard: string): Exact | null {
  if (code === 'ph') return value.atMost(7) ? Exact.of(7).minus(value) : value.minus(7).over(2)
  if (code === 'dissolvedOxygen') return value.atMost(0) ? null : Exact.of(standard).over(value)
  return value.over(standard)
}
