import type { Provenance } from '../provenance.ts'

/** Classes of surface water from best to worst; the last is worse than class V. */
export const WATER_CLASSES = ['I', 'II', 'III', 'IV', 'V', '劣V'] as const
export type WaterClass = (typeof WATER_CLASSES)[number]

/** River or lake is data, never a guess from a name: the limits of total phosphorus differ by two to four times. */
export type WaterBody = 'river' | 'lake'

type FiveLimits = readonly [string, string, string, string, string]

/** One row of Table 1 of GB 3838-2002. */
export interface WaterLimit {
  row: number
  code: string
  /** `max`: at most the limit; `min`: at least; `range`: between the two, both belonging to it. */
  rule: 'max' | 'min' | 'range'
  /** Limits of classes I to V in the parameter's unit; of a range the upper ends. */
  limits: FiveLimits
  /** Lower ends of a range. */
  lowerLimits?: FiveLimits
  /** 湖、库, where they differ. */
  lakeLimits?: FiveLimits
  /** Where the row applies, if not everywhere. */
  only?: WaterBody
  /** Whether it is one of the 21 items that make the class. */
  inClass: boolean
  /** Decimals to which a mean is rounded before it is compared (one source); null: not rounded. */
  decimals: number | null
}

const same = (limit: string): FiveLimits => [limit, limit, limit, limit, limit]

/**
 * GB 3838-2002 Table 1, without water temperature, which it limits by its change alone (man-made change of the weekly
 * mean: rise at most 1 ℃, drop at most 2 ℃). Limits: official; decimals: one source.
 */
export const WATER_LIMITS: readonly WaterLimit[] = [
  { row: 2, code: 'ph', rule: 'range', limits: same('9'), lowerLimits: same('6'), inClass: true, decimals: 0 },
  { row: 3, code: 'dissolvedOxygen', rule: 'min', limits: ['7.5', '6', '5', '3', '2'], inClass: true, decimals: 1 },
  { row: 4, code: 'permanganateIndex', rule: 'max', limits: ['2', '4', '6', '10', '15'], inClass: true, decimals: 1 },
  { row: 5, code: 'cod', rule: 'max', limits: ['15', '15', '20', '30', '40'], inClass: true, decimals: 1 },
  { row: 6, code: 'bod5', rule: 'max', limits: ['3', '3', '4', '6', '10'], inClass: true, decimals: 1 },
  {
    row: 7,
    code: 'ammoniaNitrogen',
    rule: 'max',
    limits: ['0.15', '0.5', '1', '1.5', '2'],
    inClass: true,
    decimals: 2,
  },
  {
    row: 8,
    code: 'totalPhosphorus',
    rule: 'max',
    limits: ['0.02', '0.1', '0.2', '0.3', '0.4'],
    lakeLimits: ['0.01', '0.025', '0.05', '0.1', '0.2'],
    inClass: true,
    decimals: 3,
  },
  {
    row: 9,
    code: 'totalNitrogen',
    rule: 'max',
    limits: ['0.2', '0.5', '1', '1.5', '2'],
    only: 'lake',
    inClass: false,
    decimals: 2,
  },
  { row: 10, code: 'copper', rule: 'max', limits: ['0.01', '1', '1', '1', '1'], inClass: true, decimals: 3 },
  { row: 11, code: 'zinc', rule: 'max', limits: ['0.05', '1', '1', '2', '2'], inClass: true, decimals: 3 },
  { row: 12, code: 'fluoride', rule: 'max', limits: ['1', '1', '1', '1.5', '1.5'], inClass: true, decimals: 3 },
  {
    row: 13,
    code: 'selenium',
    rule: 'max',
    limits: ['0.01', '0.01', '0.01', '0.02', '0.02'],
    inClass: true,
    decimals: 4,
  },
  { row: 14, code: 'arsenic', rule: 'max', limits: ['0.05', '0.05', '0.05', '0.1', '0.1'], inClass: true, decimals: 4 },
  {
    row: 15,
    code: 'mercury',
    rule: 'max',
    limits: ['0.00005', '0.00005', '0.0001', '0.001', '0.001'],
    inClass: true,
    decimals: 5,
  },
  {
    row: 16,
    code: 'cadmium',
    rule: 'max',
    limits: ['0.001', '0.005', '0.005', '0.005', '0.01'],
    inClass: true,
    decimals: 5,
  },
  {
    row: 17,
    code: 'hexavalentChromium',
    rule: 'max',
    limits: ['0.01', '0.05', '0.05', '0.05', '0.1'],
    inClass: true,
    decimals: 3,
  },
  {
    row: 18,
    code: 'lead',
    rule: 'max',
    limits: ['0.01', '0.01', '0.05', '0.05', '0.1'],
    inClass: true,
    decimals: null,
  },
  {
    row: 19,
    code: 'cyanide',
    rule: 'max',
    limits: ['0.005', '0.05', '0.2', '0.2', '0.2'],
    inClass: true,
    decimals: null,
  },
  {
    row: 20,
    code: 'volatilePhenol',
    rule: 'max',
    limits: ['0.002', '0.002', '0.005', '0.01', '0.1'],
    inClass: true,
    decimals: null,
  },
  {
    row: 21,
    code: 'petroleum',
    rule: 'max',
    limits: ['0.05', '0.05', '0.05', '0.5', '1'],
    inClass: true,
    decimals: null,
  },
  {
    row: 22,
    code: 'anionicSurfactant',
    rule: 'max',
    limits: ['0.2', '0.2', '0.2', '0.3', '0.3'],
    inClass: true,
    decimals: null,
  },
  { row: 23, code: 'sulfide', rule: 'max', limits: ['0.05', '0.1', '0.2', '0.5', '1'], inClass: true, decimals: null },
  {
    row: 24,
    code: 'faecalColiform',
    rule: 'max',
    limits: ['200', '2000', '10000', '20000', '40000'],
    inClass: false,
    decimals: null,
  },
]

const byCode = new Map(WATER_LIMITS.map((limit) => [limit.code, limit]))

export const waterLimitOf = (code: string): WaterLimit | undefined => byCode.get(code)

/** The limits that hold for a river or a lake; undefined where the row does not apply to it. */
export function limitsFor(limit: WaterLimit, body: WaterBody): FiveLimits | undefined {
  if (limit.only !== undefined && limit.only !== body) return undefined
  return body === 'lake' ? (limit.lakeLimits ?? limit.limits) : limit.limits
}

export const waterProvenance = (limit: WaterLimit): Provenance => ({
  standard: 'GB 3838-2002',
  place: `表1 第${limit.row}项`,
  confidence: 'official',
})

/** 集中式生活饮用水地表水源地补充项目: GB 3838-2002 Table 2, one limit each, in mg/L. */
export const DRINKING_SOURCE_LIMITS: Readonly<Record<string, string>> = {
  sulfate: '250',
  chloride: '250',
  nitrate: '10',
  iron: '0.3',
  manganese: '0.1',
}

/** Oxygen saturation in percent that stands for 7.5 mg/L in class I: GB 3838-2002 Table 1 row 3. */
export const CLASS_I_SATURATION = '90'

/** 优 to 重度污染 of one section, 环办〔2011〕22号. Words: two sources; of the colours only red is sourced (one). */
export const SECTION_GRADES: Readonly<Record<WaterClass, { zh: string; en: string; colour: string }>> = {
  I: { zh: '优', en: 'excellent', colour: 'blue' },
  II: { zh: '优', en: 'excellent', colour: 'blue' },
  III: { zh: '良好', en: 'good', colour: 'green' },
  IV: { zh: '轻度污染', en: 'lightly polluted', colour: 'yellow' },
  V: { zh: '中度污染', en: 'moderately polluted', colour: 'orange' },
  劣V: { zh: '重度污染', en: 'heavily polluted', colour: 'red' },
}

/** Cyanide and the heavy metals, which come first among the main pollutants when they exceed (list of metals: own). */
export const FIRST_POLLUTANTS: ReadonlySet<string> = new Set([
  'cyanide',
  'mercury',
  'cadmium',
  'hexavalentChromium',
  'lead',
  'arsenic',
  'copper',
  'zinc',
])

export const METHOD = {
  standard: '环办〔2011〕22号 地表水环境质量评价办法（试行）',
  singleFactor: { place: '单因子评价法', confidence: 'two' },
  items: { place: '评价指标（21项）', confidence: 'two' },
  fewSections: { place: '断面（点位）少于5个', confidence: 'two' },
  shares: { place: '断面水质类别比例法', confidence: 'two' },
  mainPollutants: { place: '主要污染指标', confidence: 'two' },
} as const
