import { Exact, meanOf, type Numeric } from '../../platform/exact.ts'
import { monitoringRefusals } from '../refusals.ts'
import { parameterOf } from './parameters/catalogue.ts'

/** A value that is to be judged, in the parameter's own unit. */
export interface Measured {
  /** Of a value below detection, the detection limit; null: below a limit that was not told, or no value at all. */
  value: Numeric | null
  belowDetection?: boolean
  /** `mean`: a mean of several data, which the method rounds before it compares; otherwise one datum, taken in full. */
  of?: 'datum' | 'mean'
}

/** What was done to a value before it was compared with a limit, as data for whoever asks why. */
export interface Compared {
  /** As it came, in the parameter's unit. */
  measured: string
  unit: string
  belowDetection: boolean
  /** What became of it; empty where it was compared as it came. */
  treatment: readonly ('halfDetectionLimit' | 'roundedHalfEven')[]
  /** Decimals it was rounded to, where it was. */
  decimals: number | null
  /** What was compared. */
  value: string
}

/**
 * The number that takes part: half of the detection limit where the value lies below it (环办监测函〔2020〕82号, one
 * source), null where nothing is known.
 * @throws Refusal assessment_input_invalid for what cannot be: NaN, below zero where nothing is, no number
 */
export function takingPart(code: string, { value, belowDetection = false }: Measured): Exact | null {
  if (value === null) return null
  const read = readNumber(code, value)
  if (read.below(parameterOf(code).least) || Exact.of(parameterOf(code).most).below(read))
    throw monitoringRefusals.inputInvalid(
      code,
      `a value from ${parameterOf(code).least} to ${parameterOf(code).most} ${parameterOf(code).unit}`.trim(),
      read.toText(),
    )
  return belowDetection ? read.over(2) : read
}

/** @throws Refusal assessment_input_invalid naming the field, where a value is no decimal number */
export function readNumber(field: string, value: Numeric): Exact {
  try {
    return Exact.of(value)
  } catch {
    throw monitoringRefusals.inputInvalid(field, 'a decimal number', String(value).slice(0, 64))
  }
}

/**
 * Prepares a value for its comparison. A mean is rounded half to even (GB/T 8170) to the decimals of the item, where it
 * has some; a single datum is compared in full (全数值比较法, the way of GB/T 8170 where a standard does not say).
 */
export function compared(
  code: string,
  measured: Measured,
  decimals: number | null,
): { exact: Exact; account: Compared } | null {
  const part = takingPart(code, measured)
  if (part === null) return null
  const rounds = measured.of === 'mean' && decimals !== null
  const exact = rounds ? part.roundedHalfEven(decimals) : part
  const treatment: Compared['treatment'] = [
    ...(measured.belowDetection ? (['halfDetectionLimit'] as const) : []),
    ...(rounds ? (['roundedHalfEven'] as const) : []),
  ]
  const account: Compared = {
    measured: readNumber(code, measured.value ?? 0).toText(),
    unit: parameterOf(code).unit,
    belowDetection: measured.belowDetection ?? false,
    treatment,
    decimals: rounds ? decimals : null,
    value: exact.toText(),
  }
  return { exact, account }
}

/**
 * Mean of several values of one parameter; null where none takes part. pH is averaged as hydrogen-ion activity,
 * −log10 of the mean of 10^−pH (one source), everything else arithmetically.
 */
export function meanValue(code: string, values: readonly Measured[]): Measured | null {
  const taken = values.flatMap((value) => {
    const part = takingPart(code, value)
    return part === null ? [] : [{ part, of: value.of ?? 'datum' }]
  })
  const parts = taken.map(({ part }) => part)
  const [only] = taken
  if (!only) return null
  // One mean stays a mean: a lake of one point, a river of one section.
  if (taken.length === 1) return { value: only.part, of: only.of }
  if (code !== 'ph') return { value: meanOf(parts), of: 'mean' }
  const activity = parts.reduce((sum, part) => sum + 10 ** -part.toNumber(), 0) / parts.length
  return { value: (-Math.log10(activity)).toFixed(10), of: 'mean' }
}
