import data from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

// Days of the State Council's yearly holiday notices (国务院办公厅关于部分节假日安排的通知), as package chinese-days keeps
// them: what is off, and which weekend days are worked instead. Days are ISO dates as they are in China.

const FIRST = Date.UTC(1990, 0, 1)
/** Ten years beyond the last day that people may name (`Day`): terms are counted from it. */
const LAST = Date.UTC(2210, 0, 1)
const DAY = 86_400_000

const off = new Set(Object.keys(data.holidays))
const workedInstead = new Set(Object.keys(data.workdays))
const knownUntil = `${[...off].sort().at(-1)?.slice(0, 4)}-12-31`

/**
 * Where no notice is out yet, what the law fixes by date (全国年节及纪念日放假办法, 2024): 1 January, 1–2 May, 1–3 October.
 * Festivals by the moon and worked weekends are not known before the notice.
 */
const FIXED_BY_LAW = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'])

/** Until which day holidays are known from a notice; later days are weekends and the law's fixed dates only. */
export function calendarKnownUntil(): string {
  return knownUntil
}

function worked(day: string, weekday: number): boolean {
  if (workedInstead.has(day)) return true
  if (off.has(day)) return false
  if (day > knownUntil && FIXED_BY_LAW.has(day.slice(5))) return false
  return weekday !== 0 && weekday !== 6
}

/** countTo[i]: how many working days there are up to and including day i since 1990; workdays: which ones. */
const { countTo, workdays } = count()

function count() {
  const days = (LAST - FIRST) / DAY
  const countTo = new Int32Array(days)
  const workdays: number[] = []
  for (let index = 0; index < days; index++) {
    if (worked(isoOf(index), new Date(FIRST + index * DAY).getUTCDay())) workdays.push(index)
    countTo[index] = workdays.length
  }
  return { countTo, workdays }
}

function isoOf(index: number): string {
  return new Date(FIRST + index * DAY).toISOString().slice(0, 10)
}

/** Days that were asked for: lists ask for the same few again and again. There are not more than 80,000. */
const indexes = new Map<string, number>()

function indexOf(day: string): number {
  const known = indexes.get(day)
  if (known !== undefined) return known
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  const index = (time - FIRST) / DAY
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(time) || time < FIRST || time >= LAST || isoOf(index) !== day) {
    throw new RangeError(`${day} is not a day between 1990-01-01 and 2209-12-31.`)
  }
  indexes.set(day, index)
  return index
}

export function isWorkingDay(day: string): boolean {
  const index = indexOf(day)
  return countTo[index] !== (countTo[index - 1] ?? 0)
}

/**
 * The n-th working day after the day (before it, when n is negative): a term of 5 working days that begins on the day
 * ends on it. With n = 0 the day itself or, when it is off, the next working day.
 */
export function addWorkingDays(day: string, n: number): string {
  if (!Number.isInteger(n)) throw new RangeError(`${n} is not a number of days.`)
  const index = indexOf(day)
  const until = countTo[index] as number
  const isOne = workdays[until - 1] === index
  const position = n > 0 ? until + n - 1 : n === 0 && !isOne ? until : until + n - (isOne || n === 0 ? 1 : 0)
  const found = workdays[position]
  if (found === undefined) throw new RangeError(`There are not ${n} working days from ${day} until 2209.`)
  return isoOf(found)
}

/**
 * Working days after `from`, up to and including `to`; negative when `to` is earlier. A report due on Friday and handed in
 * on Monday is one working day late.
 */
export function workingDaysBetween(from: string, to: string): number {
  return (countTo[indexOf(to)] as number) - (countTo[indexOf(from)] as number)
}

/** The day itself or, when it is off, the last working day before it: a report due at the end of June. */
export function workingDayUpTo(day: string): string {
  return isWorkingDay(day) ? day : addWorkingDays(day, -1)
}

/** The day n calendar days later (earlier, when negative). */
export function addDays(day: string, n: number): string {
  return isoOf(indexOf(day) + n)
}

/**
 * The first day on which what was due is late: the first working day after its deadline. A deadline on a day off moves to
 * the next working day (期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日, Civil Code art. 203), so that
 * what is due on a Sunday is late from Tuesday on. Everything that speaks of "late" or "overdue" means this.
 */
export function firstLateDay(dueOn: string): string {
  return addWorkingDays(addWorkingDays(dueOn, 0), 1)
}

export function isLate(dueOn: string, today: string): boolean {
  return workingDaysLate(dueOn, today) > 0
}

/** By how many working days it is late on the day; 0 or less: it is not. */
export function workingDaysLate(dueOn: string, today: string): number {
  return workingDaysBetween(addWorkingDays(dueOn, 0), today)
}

/** The earliest deadline that is not late on the day: `due_on < firstDueInTime(today)` says in SQL what `isLate` says. */
export function firstDueInTime(today: string): string {
  return addDays(addWorkingDays(workingDayUpTo(today), -1), 1)
}
