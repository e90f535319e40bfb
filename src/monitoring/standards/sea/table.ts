import type { Confidence, Provenance } from '../provenance.ts'

/** Classes of sea water from best to worst; the last is worse than class IV. */
export const SEA_CLASSES = ['I', 'II', 'III', 'IV', '劣四类'] as const
export type SeaClass = (typeof SEA_CLASSES)[number]

type FourLimits<Limit = string> = readonly [Limit, Limit, Limit, Limit]

/** One row of Table 1 of GB 3097-1997. */
export interface SeaLimit {
  /** Numbers after 25 are the collector's count; codes are the keys. */
  row: number
  code: string
  /** `max`: at most; `above`: more than, as the text prints for oxygen; `range`: between the two, both belonging to it. */
  rule: 'max' | 'above' | 'range'
  /** Limits of classes I to IV; null: the class sets none. Of a range the upper ends. */
  limits: FourLimits<string | null>
  lowerLimits?: FourLimits
  /** Limit where shellfish is grown to be eaten raw. */
  rawShellfish?: string
  confidence: Confidence
  /** Known from one repository and general knowledge: confirm before money or a sanction rests on it. */
  partlyOwn?: true
}

/** GB 3097-1997 Table 1, the rows with numbers. pH is also held to its natural range, see `SEA_PH_SHIFT`. */
export const SEA_LIMITS: readonly SeaLimit[] = [
  { row: 2, code: 'suspendedMatter', rule: 'max', limits: ['10', '10', '100', '150'], confidence: 'two' },
  {
    row: 3,
    code: 'coliform',
    rule: 'max',
    limits: ['10000', '10000', '10000', null],
    confidence: 'two',
    rawShellfish: '700',
  },
  {
    row: 4,
    code: 'faecalColiform',
    rule: 'max',
    limits: ['2000', '2000', '2000', null],
    confidence: 'two',
    rawShellfish: '140',
  },
  {
    row: 6,
    code: 'ph',
    rule: 'range',
    limits: ['8.5', '8.5', '8.8', '8.8'],
    lowerLimits: ['7.8', '7.8', '6.8', '6.8'],
    confidence: 'two',
  },
  { row: 7, code: 'dissolvedOxygen', rule: 'above', limits: ['6', '5', '4', '3'], confidence: 'two' },
  { row: 8, code: 'cod', rule: 'max', limits: ['2', '3', '4', '5'], confidence: 'two' },
  { row: 9, code: 'bod5', rule: 'max', limits: ['1', '3', '4', '5'], confidence: 'two' },
  { row: 10, code: 'inorganicNitrogen', rule: 'max', limits: ['0.2', '0.3', '0.4', '0.5'], confidence: 'two' },
  { row: 11, code: 'unionizedAmmonia', rule: 'max', limits: ['0.02', '0.02', '0.02', '0.02'], confidence: 'one' },
  { row: 12, code: 'reactivePhosphate', rule: 'max', limits: ['0.015', '0.03', '0.03', '0.045'], confidence: 'two' },
  {
    row: 13,
    code: 'mercury',
    rule: 'max',
    limits: ['0.00005', '0.0002', '0.0002', '0.0005'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 14,
    code: 'cadmium',
    rule: 'max',
    limits: ['0.001', '0.005', '0.01', '0.01'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 15,
    code: 'lead',
    rule: 'max',
    limits: ['0.001', '0.005', '0.01', '0.05'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 16,
    code: 'hexavalentChromium',
    rule: 'max',
    limits: ['0.005', '0.01', '0.02', '0.05'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 17,
    code: 'totalChromium',
    rule: 'max',
    limits: ['0.05', '0.1', '0.2', '0.5'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 18,
    code: 'arsenic',
    rule: 'max',
    limits: ['0.02', '0.03', '0.05', '0.05'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 19,
    code: 'copper',
    rule: 'max',
    limits: ['0.005', '0.01', '0.05', '0.05'],
    confidence: 'one',
    partlyOwn: true,
  },
  { row: 20, code: 'zinc', rule: 'max', limits: ['0.02', '0.05', '0.1', '0.5'], confidence: 'one', partlyOwn: true },
  {
    row: 21,
    code: 'selenium',
    rule: 'max',
    limits: ['0.01', '0.02', '0.02', '0.05'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 22,
    code: 'nickel',
    rule: 'max',
    limits: ['0.005', '0.01', '0.02', '0.05'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 23,
    code: 'cyanide',
    rule: 'max',
    limits: ['0.005', '0.005', '0.1', '0.2'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 24,
    code: 'sulfide',
    rule: 'max',
    limits: ['0.02', '0.05', '0.1', '0.25'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 25,
    code: 'volatilePhenol',
    rule: 'max',
    limits: ['0.005', '0.005', '0.01', '0.05'],
    confidence: 'one',
    partlyOwn: true,
  },
  { row: 26, code: 'petroleum', rule: 'max', limits: ['0.05', '0.05', '0.3', '0.5'], confidence: 'two' },
  {
    row: 27,
    code: 'hch',
    rule: 'max',
    limits: ['0.001', '0.002', '0.003', '0.005'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 28,
    code: 'ddt',
    rule: 'max',
    limits: ['0.00005', '0.0001', '0.0001', '0.0001'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 29,
    code: 'malathion',
    rule: 'max',
    limits: ['0.0005', '0.001', '0.001', '0.001'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 30,
    code: 'parathionMethyl',
    rule: 'max',
    limits: ['0.0005', '0.001', '0.001', '0.001'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 31,
    code: 'benzoAPyrene',
    rule: 'max',
    limits: ['0.0025', '0.0025', '0.0025', '0.0025'],
    confidence: 'one',
    partlyOwn: true,
  },
  {
    row: 32,
    code: 'anionicSurfactant',
    rule: 'max',
    limits: ['0.03', '0.1', '0.1', '0.1'],
    confidence: 'one',
    partlyOwn: true,
  },
]

/** How far pH may lie off the natural range of the place, by class (row 6, two sources). */
export const SEA_PH_SHIFT: FourLimits = ['0.2', '0.2', '0.5', '0.5']

/** Man-made rise of temperature in ℃ by class, in summer and in the other seasons (row 5, two sources). */
export const SEA_TEMPERATURE_RISE: Readonly<Record<'summer' | 'otherSeasons', FourLimits>> = {
  summer: ['1', '1', '4', '4'],
  otherSeasons: ['2', '2', '4', '4'],
}

/** Items that near-shore reports usually judge (own). */
export const USUAL_SEA_ITEMS: readonly string[] = [
  'ph',
  'dissolvedOxygen',
  'cod',
  'inorganicNitrogen',
  'reactivePhosphate',
  'petroleum',
]

const byCode = new Map(SEA_LIMITS.map((limit) => [limit.code, limit]))

export const seaLimitOf = (code: string): SeaLimit | undefined => byCode.get(code)

export const seaProvenance = (limit: SeaLimit): Provenance => ({
  standard: 'GB 3097-1997',
  place: `表1 第${limit.row}项`,
  confidence: limit.confidence,
  ...(limit.partlyOwn ? { doubt: 'one repository and general knowledge' } : {}),
})
