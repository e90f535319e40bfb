import { monitoringRefusals } from '../../refusals.ts'
import { type Measured, takingPart } from '../measured.ts'
import type { Confidence } from '../provenance.ts'

const STANDARD = '总站生字〔2001〕090号 湖泊（水库）富营养化评价方法'

/** TLI(j) = 10·(a + b·ln x); r² is the squared correlation with chlorophyll a in 26 lakes. Two sources, five copies. */
const ITEMS = [
  { code: 'chlorophyllA', a: 2.5, b: 1.086, rSquared: 1 },
  { code: 'totalPhosphorus', a: 9.436, b: 1.624, rSquared: 0.7056 },
  { code: 'totalNitrogen', a: 5.453, b: 1.694, rSquared: 0.6724 },
  { code: 'secchiDepth', a: 5.118, b: -1.94, rSquared: 0.6889 },
  { code: 'permanganateIndex', a: 0.109, b: 2.661, rSquared: 0.6889 },
] as const

export type TrophicGrade = '贫营养' | '中营养' | '轻度富营养' | '中度富营养' | '重度富营养'

/** Trophic state of a lake. */
export interface TrophicState {
  /** TLI(Σ) with two decimals; null while one of the five items is missing. */
  index: number | null
  grade: TrophicGrade | null
  items: readonly { code: string; value: string; index: number; weight: number }[]
  missing: readonly string[]
  standard: string
  confidence: Confidence
}

/** < 30 贫营养, 30–50 中营养, above 50 富营养: to 60 轻度, to 70 中度, above 重度 (two sources). */
export function trophicGrade(index: number): TrophicGrade {
  if (!Number.isFinite(index)) throw monitoringRefusals.inputInvalid('TLI', 'a number', String(index))
  if (index < 30) return '贫营养'
  if (index <= 50) return '中营养'
  if (index <= 60) return '轻度富营养'
  return index <= 70 ? '中度富营养' : '重度富营养'
}

/**
 * TLI(Σ) = Σ Wj·TLI(j), Wj = r²j / Σ r²j. The weights are those of all five items, so the index needs all five. What is
 * zero has no logarithm and counts as missing. Units: chlorophyll a mg/m³, transparency m, the others mg/L.
 */
export function trophicState(values: Readonly<Record<string, Measured>>): TrophicState {
  const whole = ITEMS.reduce((sum, { rSquared }) => sum + rSquared, 0)
  const items = ITEMS.flatMap(({ code, a, b, rSquared }) => {
    const value = values[code] ? takingPart(code, values[code]) : null
    if (value === null || value.atMost(0)) return []
    return [{ code, value: value.toText(), index: 10 * (a + b * Math.log(value.toNumber())), weight: rSquared / whole }]
  })
  const missing = ITEMS.map(({ code }) => code).filter((code) => !items.some((item) => item.code === code))
  const sum = items.reduce((total, { index, weight }) => total + index * weight, 0)
  const index = missing.length === 0 ? Math.round(sum * 100) / 100 : null
  return {
    index,
    grade: index === null ? null : trophicGrade(index),
    items,
    missing,
    standard: STANDARD,
    confidence: 'two',
  }
}
