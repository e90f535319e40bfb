import { Exact } from '../../../platform/exact.ts'
import { monitoringRefusals } from '../../refusals.ts'
import type { Measured } from '../measured.ts'
import { type Confidence, leastCertain } from '../provenance.ts'
import { classifyItem, classNumber, exceedMultipleOf, type ItemClass, worstClass } from './item.ts'
import {
  FIRST_POLLUTANTS,
  SECTION_GRADES,
  WATER_LIMITS,
  type WaterBody,
  type WaterClass,
  waterLimitOf,
} from './table.ts'

/** What is known of one section (or lake point) for one period. */
export interface SectionInput {
  waterBody: WaterBody
  values: Readonly<Record<string, Measured>>
  /** Class that the section owes: of its function zone, or its yearly target. */
  targetClass?: WaterClass
  /** Saturation of oxygen in percent, where it was measured. */
  saturationPercent?: string | number
  /** Only these items, where an agreement names its own; otherwise the 21 of the method. */
  items?: readonly string[]
}

/** An item that is worse than the class it is held against. The multiple is null for pH and dissolved oxygen. */
export interface Exceeding {
  code: string
  class: WaterClass
  multiple: string | null
}

/**
 * Why a value took no part.
 * - `notAnItem`: the method leaves it out (水温, 总氮, 粪大肠菌群), or the agreement does not name it
 * - `notInStandard`: GB 3838-2002 Table 1 has no limit for it
 * - `noValue`: there is none
 * - `detectionLimitUnknown`: below a limit that nobody told
 */
export type LeftOut = 'notAnItem' | 'notInStandard' | 'noValue' | 'detectionLimitUnknown'

/** What the standard says of a section, with its derivation. */
export interface SectionAssessment {
  /** Null: nothing that makes the class was measured. */
  class: WaterClass | null
  grade: { zh: string; en: string; colour: string } | null
  /** 定类因子: the items whose class is that of the section. */
  decidedBy: readonly string[]
  /** 主要污染指标: at most three, where the class is worse than III. */
  mainPollutants: readonly Exceeding[]
  /** Every item worse than III, worst first. */
  exceedingIII: readonly Exceeding[]
  target: { class: WaterClass; meets: boolean; wording: '符合' | '劣于'; exceeding: readonly Exceeding[] } | null
  items: readonly ItemClass[]
  /** Reported beside the class and never in it: total nitrogen of a lake, faecal coliforms. */
  apart: readonly ItemClass[]
  leftOut: readonly { code: string; why: LeftOut }[]
  /** Items of the method without a value. */
  missing: readonly string[]
  confidence: Confidence
}

const ITEMS: readonly string[] = WATER_LIMITS.filter(({ inClass }) => inClass).map(({ code }) => code)

/**
 * 单因子评价法: the class of a section is the worst among its items (环办〔2011〕22号, two sources). Against a target the
 * same items are held against the limits of that class.
 * @throws Refusal assessment_input_invalid, parameter_unknown
 */
export function assessSection(input: SectionInput): SectionAssessment {
  const wanted = input.items ?? ITEMS
  for (const code of wanted)
    if (!waterLimitOf(code)) throw monitoringRefusals.inputInvalid('items', 'items of GB 3838-2002 Table 1', code)
  const all = WATER_LIMITS.flatMap((limit) => {
    const measured = input.values[limit.code]
    return measured ? (classifyItem(limit, input.waterBody, measured, input.saturationPercent) ?? []) : []
  })
  const items = all.filter(({ code }) => wanted.includes(code))
  const apart = all.filter(({ code }) => !wanted.includes(code) && !ITEMS.includes(code))
  const overall = worstClass(items.map((item) => item.class))
  const exceedingIII = exceeding(items, input.waterBody, 'III')
  return {
    class: overall,
    grade: overall && SECTION_GRADES[overall],
    decidedBy: items.filter((item) => item.class === overall).map(({ code }) => code),
    mainPollutants: overall && classNumber(overall) > 3 ? mainPollutants(exceedingIII) : [],
    exceedingIII,
    target: targetOf(input, items, overall),
    items,
    apart,
    leftOut: leftOutOf(input, items, wanted),
    missing: wanted.filter((code) => !items.some((item) => item.code === code)),
    confidence: leastCertain(['two', ...(items.some(isTreated) ? (['one'] as const) : [])]),
  }
}

/** Published reports print multiples with one or two decimals. */
const MULTIPLE_DECIMALS = 2
const MINUS_ONE = Exact.of(-1)

const isTreated = ({ compared }: ItemClass) => compared.treatment.length > 0

function targetOf(input: SectionInput, items: readonly ItemClass[], overall: WaterClass | null) {
  if (!input.targetClass || !overall) return null
  const meets = classNumber(overall) <= classNumber(input.targetClass)
  return {
    class: input.targetClass,
    meets,
    wording: meets ? ('符合' as const) : ('劣于' as const),
    exceeding: exceeding(items, input.waterBody, input.targetClass),
  }
}

/** Items worse than a class, worst class first, within one class by multiple; without a multiple last, then by table. */
function exceeding(items: readonly ItemClass[], body: WaterBody, against: WaterClass): Exceeding[] {
  return items
    .filter((item) => classNumber(item.class) > classNumber(against))
    .map((item) => {
      const limit = waterLimitOf(item.code)
      return { item, multiple: limit ? exceedMultipleOf(limit, body, item.compared.value, against) : null }
    })
    .sort(
      (one, other) =>
        classNumber(other.item.class) - classNumber(one.item.class) ||
        (other.multiple ?? MINUS_ONE).compare(one.multiple ?? MINUS_ONE),
    )
    .map(({ item, multiple }) => ({
      code: item.code,
      class: item.class,
      multiple: multiple?.roundedHalfEven(MULTIPLE_DECIMALS).toText() ?? null,
    }))
}

/** Cyanide and heavy metals that exceed come first; then by class and multiple; three are named. */
function mainPollutants(worst: readonly Exceeding[]): Exceeding[] {
  const first = worst.filter(({ code }) => FIRST_POLLUTANTS.has(code))
  return [...first, ...worst.filter((one) => !first.includes(one))].slice(0, 3)
}

function leftOutOf(input: SectionInput, items: readonly ItemClass[], wanted: readonly string[]) {
  return Object.entries(input.values)
    .filter(([code]) => !items.some((item) => item.code === code))
    .map(([code, measured]) => ({ code, why: whyLeftOut(code, measured, wanted) }))
}

function whyLeftOut(code: string, measured: Measured, wanted: readonly string[]): LeftOut {
  if (!waterLimitOf(code) && code !== 'waterTemperature') return 'notInStandard'
  if (!wanted.includes(code)) return 'notAnItem'
  return measured.belowDetection ? 'detectionLimitUnknown' : 'noValue'
}
