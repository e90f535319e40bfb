import { Exact } from '../../../platform/exact.ts'
import { type Compared, compared, type Measured } from '../measured.ts'
import type { Provenance } from '../provenance.ts'
import {
  CLASS_I_SATURATION,
  limitsFor,
  WATER_CLASSES,
  type WaterBody,
  type WaterClass,
  type WaterLimit,
  waterProvenance,
} from './table.ts'

/** A limit of the table as it was compared with. */
export interface LimitUsed {
  class: WaterClass
  /** `≤ 0.2`, `≥ 5`, `6–9`. */
  limit: string
}

/** The class of one item, and why. */
export interface ItemClass {
  code: string
  class: WaterClass
  compared: Compared
  /** The limit of its class; null where it is worse than V. */
  meets: LimitUsed | null
  /** The limit of the next better class, which it does not meet; null in class I. */
  fails: LimitUsed | null
  /** Why it is class I with less than 7.5 mg/L of oxygen. */
  bySaturation?: string
  provenance: Provenance
}

/** Number of a class from 1 (I) to 6 (劣V), to compare by. */
export const classNumber = (of: WaterClass): number => WATER_CLASSES.indexOf(of) + 1

/** The worst of several classes; null of none: a section where nothing was measured is not a clean one. */
export function worstClass(classes: readonly WaterClass[]): WaterClass | null {
  return classes.reduce<WaterClass | null>(
    (worst, one) => (worst === null || classNumber(one) > classNumber(worst) ? one : worst),
    null,
  )
}

/**
 * The best class whose limit the value meets; a value equal to a limit meets it, and of classes with one limit the better
 * is taken (GB 3838-2002; equality official, the better class two sources). Null where the row does not apply.
 * @param saturationPercent saturation of oxygen: 90 % stands for class I of dissolved oxygen
 */
export function classifyItem(
  limit: WaterLimit,
  body: WaterBody,
  measured: Measured,
  saturationPercent?: string | number,
): ItemClass | null {
  const limits = limitsFor(limit, body)
  const ready = compared(limit.code, measured, limit.decimals)
  if (!limits || !ready) return null
  const found = limits.findIndex((_limit, index) => meetsLimit(limit, body, index, ready.exact))
  const saturated =
    limit.code === 'dissolvedOxygen' && found !== 0 && saturationPercent !== undefined
      ? Exact.of(CLASS_I_SATURATION).atMost(saturationPercent)
      : false
  const index = saturated ? 0 : found === -1 ? WATER_CLASSES.length - 1 : found
  const used = (at: number): LimitUsed | null =>
    at >= 0 && at < limits.length ? { class: classAt(at), limit: limitText(limit, limits[at] ?? '', at) } : null
  return {
    code: limit.code,
    class: classAt(index),
    compared: ready.account,
    meets: used(index),
    fails: used(index - 1),
    ...(saturated ? { bySaturation: String(saturationPercent) } : {}),
    provenance: waterProvenance(limit),
  }
}

const classAt = (index: number): WaterClass => WATER_CLASSES[index] ?? '劣V'

function meetsLimit(limit: WaterLimit, body: WaterBody, index: number, value: Exact): boolean {
  const bound = limitsFor(limit, body)?.[index] ?? '0'
  if (limit.rule === 'min') return !value.below(bound)
  return value.atMost(bound) && !value.below(limit.lowerLimits?.[index] ?? value)
}

function limitText(limit: WaterLimit, bound: string, index: number): string {
  if (limit.lowerLimits) return `${limit.lowerLimits[index]}–${bound}`
  return `${limit.rule === 'min' ? '≥' : '≤'} ${bound}`
}

/** The limit of a class for an item, as it is printed; null where the item has none for this water. */
export function limitOfClass(limit: WaterLimit, body: WaterBody, of: WaterClass): string | null {
  const at = classNumber(of) - 1
  const bound = limitsFor(limit, body)?.[at]
  return bound === undefined ? null : limitText(limit, bound, at)
}

/**
 * By how much a value exceeds the limit of a class: (C − Cs)/Cs. Null where it does not exceed, and for water
 * temperature, pH and dissolved oxygen, which have no multiple (环办〔2011〕22号, two sources).
 */
export function exceedMultipleOf(
  limit: WaterLimit,
  body: WaterBody,
  value: Exact | string,
  against: WaterClass,
): Exact | null {
  const standard = limitsFor(limit, body)?.[classNumber(against) - 1]
  if (limit.rule !== 'max' || standard === undefined) return null
  const multiple = exceedMultiple(value, standard)
  return multiple.atMost(0) ? null : multiple
}

/** (C − Cs)/Cs, below zero where the value stays under the limit. */
export function exceedMultiple(value: Exact | string | number, standard: Exact | string | number): Exact {
  return Exact.of(value).minus(standard).over(standard)
}
