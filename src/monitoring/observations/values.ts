/** What a value says, by its number in the column `qualifier`. The last three have no value. */
export const QUALIFIERS = ['value', 'belowDetection', 'belowUntold', 'dry', 'frozen'] as const
export type Qualifier = (typeof QUALIFIERS)[number]
export const QUALIFIER = { value: 0, belowDetection: 1, belowUntold: 2, dry: 3, frozen: 4 } as const

/** What is said of an observation beside its value: the column `flag` is their sum. */
export const FLAG = { outlier: 1, corrected: 2 } as const
export type Flag = keyof typeof FLAG

export const flagsOf = (flag: number): Flag[] =>
  (Object.keys(FLAG) as Flag[]).filter((name) => (flag & FLAG[name]) !== 0)

/** China keeps UTC+8 all year: its days and months are those of observations. */
const EIGHT_HOURS = 8 * 3_600_000
export const DAY_MS = 86_400_000

/** The day in China of a moment (ms), as the number of days since 1970-01-01. */
export const dayOf = (time: number): number => Math.floor((time + EIGHT_HOURS) / DAY_MS)
export const textOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
export const dayOfText = (text: string): number => Date.parse(`${text}T00:00Z`) / DAY_MS
/**
 * The moment (ms) that a text in ISO 8601 names; NaN where it is none, or its day is in no calendar: 30 February, which
 * `Date.parse` takes for 2 March.
 */
export function zonedMoment(text: string): number {
  const day = Number(text.slice(8, 10))
  if (day > 28 && day > new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate())
    return Number.NaN
  return Date.parse(text)
}
/** The moment (ms) at which a day begins in China. */
export const startOfDay = (day: number): number => day * DAY_MS - EIGHT_HOURS

const months = new Map<number, number>()
/** The first day of the month of a day, both as numbers of days. */
export function monthOfDay(day: number): number {
  const known = months.get(day)
  if (known !== undefined) return known
  const date = new Date(day * DAY_MS)
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY_MS
  months.set(day, first)
  return first
}

/** Nothing of ours was measured earlier. */
export const EARLIEST = startOfDay(dayOfText('2000-01-01'))
/** A station's clock may be ahead of ours by so much (ms). */
export const AHEAD_MS = 10 * 60_000

const POWERS = Array.from({ length: 23 }, (_, power) => 10 ** power)

/** 10 to a power from 0 to 22: exact. */
export const powerOfTen = (power: number): number => POWERS[power] ?? Number.NaN

/** More digits than a double keeps of every decimal number. */
const MOST_DIGITS = 1e15

/**
 * How many decimals a number has as it is printed; -1 where it has more than 15 digits, so that what was printed could
 * not be told again.
 * @param from where to begin: the decimals of its neighbours
 */
export function decimalsOf(value: number, from = 0): number {
  for (let decimals = from; decimals < 23; decimals++) {
    const scaled = Math.round(value * powerOfTen(decimals))
    if (scaled >= MOST_DIGITS || scaled <= -MOST_DIGITS) return from === 0 ? -1 : decimalsOf(value)
    if (scaled / powerOfTen(decimals) === value) return decimals
  }
  return -1
}
