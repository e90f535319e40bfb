import { Exact, type Numeric } from '../../../platform/exact.ts'
import { type Compared, compared, type Measured, readNumber } from '../measured.ts'
import { type Confidence, leastCertain, type Provenance } from '../provenance.ts'
import { exceedMultiple } from '../surfaceWater/item.ts'
import {
  SEA_CLASSES,
  SEA_LIMITS,
  SEA_PH_SHIFT,
  SEA_TEMPERATURE_RISE,
  type SeaClass,
  type SeaLimit,
  seaLimitOf,
  seaProvenance,
} from './table.ts'

/** The class of one item of sea water, and why. */
export interface SeaItem {
  code: string
  class: SeaClass
  compared: Compared
  meets: { class: SeaClass; limit: string } | null
  fails: { class: SeaClass; limit: string } | null
  provenance: Provenance
}

/** What is known of one point. */
export interface SeaPointInput {
  values: Readonly<Record<string, Measured>>
  targetClass?: Exclude<SeaClass, '劣四类'>
  /** Only these items; otherwise all of Table 1 that have a value. */
  items?: readonly string[]
  /** pH units off the natural range of the place. */
  phShift?: Numeric
  /** Man-made rise of temperature in ℃. */
  temperatureRise?: { by: Numeric; season: 'summer' | 'otherSeasons' }
  /** Shellfish is grown here to be eaten raw. */
  rawShellfish?: boolean
}

/** What the standard says of a point in the sea. */
export interface SeaPointAssessment {
  /** Null: nothing was measured. */
  class: SeaClass | null
  decidedBy: readonly string[]
  items: readonly SeaItem[]
  /** Limits by change that take part in the class: `phShift`, `temperatureRise`. */
  changes: readonly { code: string; class: SeaClass; value: string }[]
  /** Items that break the limit for shellfish eaten raw; null where none is grown. */
  rawShellfishBrokenBy: readonly string[] | null
  target: { class: SeaClass; meets: boolean; exceeding: readonly { code: string; multiple: string | null }[] } | null
  leftOut: readonly string[]
  confidence: Confidence
}

export const seaClassNumber = (of: SeaClass): number => SEA_CLASSES.indexOf(of) + 1

/** Whether a value meets the limit of a class: at most; for oxygen more than; a class without a limit is always met. */
function meetsLimit(limit: SeaLimit, index: number, value: Exact): boolean {
  const bound = limit.limits[index]
  if (bound === null || bound === undefined) return true
  if (limit.rule === 'above') return Exact.of(bound).below(value)
  return value.atMost(bound) && !value.below(limit.lowerLimits?.[index] ?? value)
}

/** The best class whose limit a value meets (GB 3097-1997 Table 1). */
export function classifySeaItem(limit: SeaLimit, measured: Measured): SeaItem | null {
  const ready = compared(limit.code, measured, null)
  if (!ready) return null
  const found = limit.limits.findIndex((_bound, index) => meetsLimit(limit, index, ready.exact))
  const index = found === -1 ? SEA_CLASSES.length - 1 : found
  const used = (at: number) =>
    at >= 0 && at < limit.limits.length ? { class: classAt(at), limit: limitText(limit, at) } : null
  return {
    code: limit.code,
    class: classAt(index),
    compared: ready.account,
    meets: used(index),
    fails: used(index - 1),
    provenance: seaProvenance(limit),
  }
}

const classAt = (index: number): SeaClass => SEA_CLASSES[index] ?? '劣四类'

function limitText(limit: SeaLimit, index: number): string {
  const bound = limit.limits[index]
  if (bound === null || bound === undefined) return '–'
  if (limit.lowerLimits) return `${limit.lowerLimits[index]}–${bound}`
  return `${limit.rule === 'above' ? '>' : '≤'} ${bound}`
}

/**
 * Single factor: the class of a point is the worst among its items; beyond IV it is 劣四类 (two sources).
 * @throws Refusal assessment_input_invalid
 */
export function assessSeaPoint(input: SeaPointInput): SeaPointAssessment {
  const wanted = input.items ?? SEA_LIMITS.map(({ code }) => code)
  const items = SEA_LIMITS.flatMap((limit) => {
    const measured = wanted.includes(limit.code) ? input.values[limit.code] : undefined
    return measured ? (classifySeaItem(limit, measured) ?? []) : []
  })
  const changes = changesOf(input)
  const all = [...items, ...changes]
  const worst = all.reduce((most, one) => Math.max(most, seaClassNumber(one.class)), 0)
  const overall = worst === 0 ? null : classAt(worst - 1)
  return {
    class: overall,
    decidedBy: all.filter((one) => one.class === overall).map(({ code }) => code),
    items,
    changes,
    rawShellfishBrokenBy: input.rawShellfish ? brokenForShellfish(items) : null,
    target: targetOf(input, all, overall),
    leftOut: Object.keys(input.values).filter((code) => !items.some((item) => item.code === code)),
    confidence: leastCertain(['two', ...items.map(({ provenance }) => provenance.confidence)]),
  }
}

function changesOf({ phShift, temperatureRise }: SeaPointInput) {
  const byLimits = (code: string, value: Exact, limits: readonly string[]) => {
    const found = limits.findIndex((limit) => value.atMost(limit))
    return { code, class: classAt(found === -1 ? SEA_CLASSES.length - 1 : found), value: value.toText() }
  }
  return [
    ...(phShift === undefined ? [] : [byLimits('phShift', readNumber('phShift', phShift).absolute(), SEA_PH_SHIFT)]),
    ...(temperatureRise === undefined
      ? []
      : [
          byLimits(
            'temperatureRise',
            readNumber('temperatureRise', temperatureRise.by),
            SEA_TEMPERATURE_RISE[temperatureRise.season],
          ),
        ]),
  ]
}

const brokenForShellfish = (items: readonly SeaItem[]): string[] =>
  items
    .filter((item) => {
      const most = seaLimitOf(item.code)?.rawShellfish
      return most !== undefined && Exact.of(most).below(item.compared.value)
    })
    .map(({ code }) => code)

function targetOf(
  { targetClass }: SeaPointInput,
  all: readonly { code: string; class: SeaClass; compared?: Compared }[],
  overall: SeaClass | null,
) {
  if (!targetClass || !overall) return null
  const target = seaClassNumber(targetClass)
  const exceeding = all
    .filter((one) => seaClassNumber(one.class) > target)
    .map((one) => {
      const limit = seaLimitOf(one.code)
      const standard = limit?.rule === 'max' ? limit.limits[target - 1] : null
      const multiple = standard && one.compared ? exceedMultiple(one.compared.value, standard) : null
      return { code: one.code, multiple: multiple?.roundedHalfEven(2).toText() ?? null }
    })
  return { class: targetClass, meets: seaClassNumber(overall) <= target, exceeding }
}
