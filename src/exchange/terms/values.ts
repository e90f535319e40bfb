import { Exact } from '../../platform/exact.ts'
import type { DataType } from '../catalogue/schemas.ts'

/** How values of a data type are compared: one form for each, so that the same value is written in one way only. */
export type ValueKind = 'text' | 'number' | 'integer' | 'date' | 'dateTime' | 'boolean'

/** 长整、货币、双精度 … are all numbers; 备注 and 通用 are texts. */
export const VALUE_KINDS: Readonly<Record<DataType, ValueKind>> = {
  character: 'text',
  memo: 'text',
  general: 'text',
  numeric: 'number',
  currency: 'number',
  double: 'number',
  float: 'number',
  integer: 'integer',
  date: 'date',
  dateTime: 'dateTime',
  boolean: 'boolean',
}

const NUMBER = /^-?(?:0|[1-9]\d{0,37})(?:\.\d{0,19}[1-9])?$/
const DATE = /^\d{4}-\d\d-\d\d$/
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/
/** Longest number that differs as a binary one whenever it differs as it is written. */
const MOST_BINARY = 15

/**
 * The one form of a value: numbers without thousands marks, exponent and zeros that say nothing (`-12.5`), days as
 * `2026-01-05`, moments as `2026-01-05T08:30:00` of China's clock, `true` and `false`, texts as they stand.
 * @returns null for what is no value of this type
 */
export function canonicalValue(found: string, dataType: DataType): string | null {
  const kind = VALUE_KINDS[dataType]
  if (kind === 'text') return found
  const text = found.normalize('NFKC').trim()
  if (kind === 'number') return numberOf(text)
  if (kind === 'integer') return integerOf(text)
  if (kind === 'boolean') return booleanOf(text)
  return kind === 'date' ? dayOf(text) : momentOf(text)
}

function numberOf(text: string): string | null {
  const plain = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
  const [, sign, whole = '', part = ''] = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(plain) ?? []
  if (sign === undefined || whole + part === '') return null
  const integer = whole.replace(/^0+(?=\d)/, '') || '0'
  const decimals = part.replace(/0+$/, '')
  const size = decimals ? `${integer}.${decimals}` : integer
  const number = sign === '-' && size !== '0' ? `-${size}` : size
  return NUMBER.test(number) ? number : null
}

function integerOf(text: string): string | null {
  const number = numberOf(text)
  return number === null || number.includes('.') ? null : number
}

const BOOLEANS: Readonly<Record<string, 'true' | 'false'>> = {
  ...{ 是: 'true', true: 'true', yes: 'true', y: 'true', '1': 'true' },
  ...{ 否: 'false', false: 'false', no: 'false', n: 'false', '0': 'false' },
}
const booleanOf = (text: string) =>
  Object.hasOwn(BOOLEANS, text.toLowerCase()) ? (BOOLEANS[text.toLowerCase()] ?? null) : null

const DAY_FORMS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
  /^(\d{4})(\d\d)(\d\d)$/,
]

function dayOf(text: string): string | null {
  for (const form of DAY_FORMS) {
    const [, year, month = '', day = ''] = form.exec(text) ?? []
    if (year === undefined) continue
    const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    const meant = new Date(`${written}T00:00:00Z`)
    return !Number.isNaN(meant.getTime()) && meant.toISOString().startsWith(written) ? written : null
  }
  return null
}

const CHINA = 8 * 3_600_000

function momentOf(text: string): string | null {
  const [, days = text, hour = '00', minute = '00', second = '00', zone = ''] =
    /^(.+?)[T ]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.0+)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? []
  const day = dayOf(days)
  if (day === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const written = `${day}T${hour.padStart(2, '0')}:${minute}:${second}`
  if (zone === '') return written
  const meant = new Date(`${written}${zone}`)
  return Number.isNaN(meant.getTime()) ? null : new Date(meant.getTime() + CHINA).toISOString().slice(0, 19)
}

/** A value as it is compared and masked: text. */
export const textOf = (value: string | number | boolean): string => String(value)

export const isNumber = (value: string): boolean => NUMBER.test(value)
export const isDay = (value: string): boolean => DATE.test(value) || MOMENT.test(value)

/**
 * Below 0, 0, above 0, as one comes before the other: numbers by their size, days and moments by time.
 * @returns null where the two cannot be compared: then nothing holds of them
 */
export function compareValues(one: string, other: string): number | null {
  if (isNumber(one) && isNumber(other)) {
    if (one.length <= MOST_BINARY && other.length <= MOST_BINARY) return Number(one) - Number(other)
    return Exact.of(one).compare(other)
  }
  const alike = (DATE.test(one) && DATE.test(other)) || (MOMENT.test(one) && MOMENT.test(other))
  return alike ? (one < other ? -1 : one > other ? 1 : 0) : null
}
