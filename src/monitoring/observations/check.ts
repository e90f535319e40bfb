import type { Parameter } from '../standards/parameters/types.ts'
import { AHEAD_MS, decimalsOf, EARLIEST } from './values.ts'

/** What is wrong with a value or a moment, in words for whoever sent it. */
export interface Fault {
  field: string
  code: string
  found: string
  expected: string
}

/** Why a moment is none that an observation can have; null where it can. */
export function faultOfTime(time: number, now: number): Fault | null {
  if (time >= EARLIEST && time <= now + AHEAD_MS) return null // of millions: nothing is made for those that can be
  const field = 'time'
  const isMoment = Math.abs(time) <= 8.64e15
  if (!isMoment) return { field, code: 'time_unreadable', found: String(time), expected: '2026-01-31T08:00:00+08:00' }
  const found = new Date(time).toISOString()
  if (time < EARLIEST) return { field, code: 'time_early', found, expected: 'since 2000-01-01' }
  return { field, code: 'time_future', found, expected: `at most ${new Date(now).toISOString()}` }
}

const bounds = new WeakMap<Parameter, { least: number; most: number }>()
function boundsOf(parameter: Parameter): { least: number; most: number } {
  const known = bounds.get(parameter)
  if (known) return known
  const made = { least: Number(parameter.least), most: Number(parameter.most) }
  bounds.set(parameter, made)
  return made
}

/** Why a number in the parameter's own unit lies where none of its values can; null where it does not. */
export function faultOfRange(value: number, parameter: Parameter): Fault | null {
  const { least, most } = boundsOf(parameter)
  if (value >= least && value <= most) return null
  const expected = `${parameter.least} to ${parameter.most} ${parameter.unit}`.trim()
  const code = Number.isFinite(value) ? 'value_impossible' : 'value_unreadable'
  return { field: 'value', code, found: String(value), expected }
}

/** The same, or why it cannot be kept as it is; null where it can. */
export function faultOfValue(value: number, parameter: Parameter): Fault | null {
  const fault = faultOfRange(value, parameter)
  if (fault || decimalsOf(value) >= 0) return fault
  return { field: 'value', code: 'value_digits', found: String(value), expected: 'at most 15 digits' }
}

const PRINTED = /\d[\d.]*/

/** Why a printed value cannot be kept as it is: it has more digits than are kept. Of what is no number nothing is said. */
export function faultOfDigits(printed: string): Fault | null {
  const digits = PRINTED.exec(printed.normalize('NFKC'))?.[0].replace('.', '').replace(/^0+/, '') ?? ''
  if (digits.length <= 15) return null
  return { field: 'value', code: 'value_digits', found: printed.slice(0, 64), expected: 'at most 15 digits' }
}
