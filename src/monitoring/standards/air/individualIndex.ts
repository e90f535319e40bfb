import { Exact, type Numeric } from '../../../platform/exact.ts'
import { monitoringRefusals } from '../../refusals.ts'
import { readNumber } from '../measured.ts'
import type { Provenance } from '../provenance.ts'
import {
  type AirInput,
  type AirItem,
  BREAKPOINTS_2012,
  BREAKPOINTS_2026,
  type Breakpoints,
  columnOf,
  INDEX_POINTS,
  itemOf,
} from './breakpoints.ts'
import type { IndexVersion } from './versions.ts'

/** What is out of the ordinary about an index. */
export type IndexRemark =
  /** Above the last breakpoint: shown as 500 (爆表). HJ 633-2012 gives no rule (own); 2026 does. */
  | 'beyondIndex'
  /** Not computed above 800 µg/m³ in 2012: the 24-hour mean of SO2, the hour of O3 stands for it. */
  | 'notComputedAbove800'
  /** Held at the index of 800 µg/m³ in 2026: 200 for SO2, 300 for O3. */
  | 'heldAt800'
  /** An hour of particles on the breakpoints of 24 hours: in 2012 a habit of public feeds, in 2026 the rule. */
  | 'hourOnDailyBreakpoints'

/** The index of one item (IAQI), and how it came about. */
export interface IndividualIndex {
  input: AirInput
  item: AirItem
  /** Null: the standard computes none. */
  index: number | null
  /** As it came, and as it was used: 2026 rounds half to even to whole µg/m³, CO to one decimal, before use. */
  concentration: string
  used: string
  /** The two neighbouring rows: concentrations and index points between which a straight line runs. */
  between: { low: number; high: number; indexLow: number; indexHigh: number } | null
  /** Before it was rounded up. */
  exactIndex: string | null
  remarks: readonly IndexRemark[]
  provenance: Provenance
}

const TABLES: Record<IndexVersion, Breakpoints> = {
  'HJ 633-2012': BREAKPOINTS_2012,
  'HJ 633-2026': BREAKPOINTS_2026,
}

/**
 * IAQI of one item: the straight line between the two neighbouring breakpoints, rounded up, worked out in fractions so
 * that an exact whole stays what it is (HJ 633 section 4, official).
 * @param concentration µg/m³, CO mg/m³
 * @throws Refusal assessment_input_invalid below zero, or where it is no number
 */
export function individualIndex(version: IndexVersion, input: AirInput, concentration: Numeric): IndividualIndex {
  const measured = readNumber(input, concentration)
  if (measured.below(0)) throw monitoringRefusals.inputInvalid(input, 'a concentration of 0 or more', measured.toText())
  const item = itemOf(input)
  const used = version === 'HJ 633-2026' ? measured.roundedHalfEven(item === 'co' ? 1 : 0) : measured
  const place = TABLES[version][columnOf(input)]
  const rows = place.filter((limit) => limit !== null)
  const hourly: IndexRemark[] = input === 'pm10_1h' || input === 'pm25_1h' ? ['hourOnDailyBreakpoints'] : []
  const answer = { input, item, concentration: measured.toText(), used: used.toText() }
  const provenance: Provenance = { standard: version, place: `表1 ${columnOf(input)}`, confidence: 'official' }

  if (Exact.of(rows.at(-1) ?? 0).below(used)) {
    const { index, remark, confidence } = beyond(version, rows.length)
    return {
      ...answer,
      index,
      between: null,
      exactIndex: null,
      remarks: [...hourly, remark],
      provenance: { ...provenance, confidence },
    }
  }
  const high = Math.max(
    rows.findIndex((limit) => used.atMost(limit)),
    1,
  )
  const [bpLow = 0, bpHigh = 0] = [rows[high - 1], rows[high]]
  const [indexLow = 0, indexHigh = 0] = [INDEX_POINTS[high - 1], INDEX_POINTS[high]]
  const exact = used
    .minus(bpLow)
    .times(indexHigh - indexLow)
    .over(bpHigh - bpLow)
    .plus(indexLow)
  return {
    ...answer,
    index: Number(exact.ceil()),
    between: { low: bpLow, high: bpHigh, indexLow, indexHigh },
    exactIndex: exact.toText(6),
    remarks: hourly,
    provenance:
      hourly.length > 0 && version === 'HJ 633-2012'
        ? { ...provenance, confidence: 'own', doubt: 'HJ 633-2012 has no hourly breakpoints for particles' }
        : provenance,
  }
}

/** Above the last breakpoint of a column: of eight rows it is the end of the index, of fewer the standard stops there. */
function beyond(version: IndexVersion, rows: number) {
  if (rows === INDEX_POINTS.length)
    return {
      index: 500,
      remark: 'beyondIndex' as const,
      confidence: version === 'HJ 633-2012' ? ('own' as const) : ('official' as const),
    }
  if (version === 'HJ 633-2012')
    return { index: null, remark: 'notComputedAbove800' as const, confidence: 'official' as const }
  return { index: INDEX_POINTS[rows - 1] ?? 0, remark: 'heldAt800' as const, confidence: 'official' as const }
}
