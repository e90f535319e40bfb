import { DAY_MS } from '../observations/values.ts'

const EIGHT_HOURS = 8 * 3_600_000
const SPELLED =
  /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:(?:-|\/|\.|月)(\d{1,2})日?|月)?(?:(?:[T\s]+|(?<=日))(\d{1,2})(?::|时)(\d{1,2})?(?::|分)?(\d{1,2})?(?:\.(\d{1,3})\d*)?秒?)?\s*(Z|[+-]\d\d:?\d\d)?$/

const digits = (text: string, from: number, count: number): number => {
  let number = 0
  for (let at = from; at < from + count; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return -1
    number = number * 10 + digit
  }
  return number
}

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** ms of a moment in UTC; NaN where there is no such day or hour. Worked out here: a Date for each row is slow. */
function millisOf(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return Number.NaN
  const before = (DAYS_BEFORE[month - 1] as number) + (month > 2 && isLeap(year) ? 1 : 0)
  const length = month === 2 ? (isLeap(year) ? 29 : 28) : 30 + ((month + (month > 7 ? 1 : 0)) % 2)
  if (day > length) return Number.NaN
  const last = year - 1
  const days =
    last * 365 + Math.floor(last / 4) - Math.floor(last / 100) + Math.floor(last / 400) + before + day - 719_163
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000
}

/**
 * A moment as tables write it, in ms: `2026-01-31 08:00:00`, `2026/1/31`, `2026年1月31日8时`, `2026-01` (its first day).
 * Without a zone it is China's time. NaN where it is none: there is no 30 February.
 */
export function momentIn(text: string): number {
  // The usual form, without a pattern: a table of a million rows has a million of them.
  if (text.length === 19 && text[4] === '-' && text[7] === '-' && text[13] === ':' && text[16] === ':') {
    const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)]
    const [hour, minute, second] = [digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2)]
    if (year >= 0 && month >= 0 && day >= 0 && hour >= 0 && minute >= 0 && second >= 0)
      return millisOf(year, month, day, hour, minute, second) - EIGHT_HOURS
  }
  const found = SPELLED.exec(text.normalize('NFKC').trim())
  if (!found) return Number.NaN
  const [, year, month, day = '1', hour = '0', minute = '0', second = '0', fraction = '', zone] = found
  const time = millisOf(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second))
  return time + Number(fraction.padEnd(3, '0')) - offsetOf(zone)
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined) return EIGHT_HOURS
  if (zone === 'Z') return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  if (hours > 14 || minutes > 59) return Number.NaN
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** A day as spreadsheets count it, where a cell has lost its form: 46053 is 2026-01-31. */
export function serialDay(text: string): number {
  const serial = /^\d{5}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  return serial >= 36_526 && serial < 109_575
    ? Date.UTC(1899, 11, 30) + Math.round(serial * DAY_MS) - EIGHT_HOURS
    : Number.NaN
}
