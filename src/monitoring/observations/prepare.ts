import type { Columns, inOrder } from './columns.ts'
import type { Portion } from './copyRows.ts'
import type { Advance } from './keep.ts'
import { type Habit, standsOut } from './outliers.ts'
import { type Sums, SumsOfStream } from './sums.ts'
import { dayOf, FLAG, monthOfDay, QUALIFIER } from './values.ts'

/** A datastream that is written into. */
export interface Stream {
  id: number
  stationId: string
  parameter: string
}

/** What became of a row. */
export const OUTCOME = { added: 0, same: 1, conflicting: 2, corrected: 3 } as const

/** What a datastream has come to before a batch. */
export interface State extends Habit {
  id: number
  /** ms; null: nothing as yet. */
  time: number | null
  /** The open day and month, as numbers of days. */
  day: number | null
  month: number | null
}

export type Sorted = ReturnType<typeof inOrder>

/** A month of a station that is to be assessed anew. */
export interface Mark {
  station: string
  month: number
  late: boolean
}

/** What a row says. */
export const saysOf = ({ value, qualifier }: Columns, row: number) => {
  const kind = qualifier[row] as number
  return { value: kind > QUALIFIER.belowDetection ? null : (value[row] as number), qualifier: kind }
}

/** What new rows come to. */
export interface Work {
  portions: Portion[]
  flags: Uint8Array
  flagged: number
  days: (Sums & { datastream: number })[]
  months: (Sums & { datastream: number })[]
  advances: Advance[]
  marks: Map<string, Mark>
}

const NOTHING = { count: 0, without: 0, below: 0, flagged: 0, sum: '0', lowest: null, highest: null }

/** What the new rows come to: flags, portions by month, sums, latest values, months to assess. */
export function prepare(
  columns: Columns,
  { order, slices }: Sorted,
  states: ReadonlyMap<number, State>,
  streams: ReadonlyMap<number, Stream>,
  outcome: Uint8Array,
): Work {
  const { time, value, qualifier, length } = columns
  const work: Work = {
    portions: [],
    flags: new Uint8Array(length),
    flagged: 0,
    days: [],
    months: [],
    advances: [],
    marks: new Map(),
  }
  const fresh = new Int32Array(length)
  const months = new Int32Array(length)
  let freshRows = 0
  for (const { datastream, from, to } of slices) {
    const stream = streams.get(datastream)
    const state = states.get(datastream)
    if (!stream || !state) throw new Error(`The datastream ${datastream} was not looked up.`)
    const sums = new SumsOfStream(stream.parameter)
    const known = state.time ?? Number.NEGATIVE_INFINITY
    let [first, newest, added] = [-1, -1, 0]
    let [day, month] = [Number.NaN, Number.NaN]
    for (let at = from; at < to; at++) {
      const row = order[at] as number
      if (outcome[row] !== OUTCOME.added) continue
      const [when, kind] = [time[row] as number, qualifier[row] as number]
      const of = dayOf(when)
      if (of !== day) {
        day = of
        const ofMonth = monthOfDay(day)
        // Rows come in the order of their times: of a month that begins late all before its end may be.
        if (ofMonth !== month) mark(work, stream.stationId, ofMonth, when <= known)
        month = ofMonth
      }
      let flag = 0
      if (kind === QUALIFIER.value && standsOut(state, value[row] as number)) {
        flag = FLAG.outlier
        work.flags[row] = flag
        work.flagged++
      }
      sums.add(day, month, value[row] as number, kind, flag)
      if (first < 0) first = row
      newest = row
      added++
      months[freshRows] = month
      fresh[freshRows++] = row
    }
    if (added === 0) continue
    sums.end()
    const advanced = (time[newest] as number) > known
    const openDay = open(sums.days, state.day)
    const openMonth = open(sums.months, state.month)
    for (const one of sums.days) if (one !== openDay) work.days.push({ ...one, datastream })
    for (const one of sums.months) if (one !== openMonth) work.months.push({ ...one, datastream })
    const flag = work.flags[newest] as number
    work.advances.push({
      datastream,
      added,
      firstTime: time[first] as number,
      newest: advanced ? { time: time[newest] as number, ...saysOf(columns, newest), flag } : null,
      seen: state.seen,
      typical: state.typical,
      spread: state.spread,
      day: openDay,
      month: openMonth,
    })
  }
  work.portions = portionsOf(fresh.subarray(0, freshRows), months)
  return work
}

/** Of the sums, those of the day or month that stays open: the newest there is, with what the batch adds to it. */
function open(sums: readonly Sums[], known: number | null): Sums {
  const last = sums.at(-1) as Sums
  return known === null || last.day >= known ? last : { ...NOTHING, day: known }
}

function mark({ marks }: Work, station: string, month: number, late: boolean): void {
  const key = `${station} ${month}`
  const known = marks.get(key)
  if (!known) marks.set(key, { station, month, late })
  else if (late) known.late = true
}

/** Rows by month, in the order in which they are. */
function portionsOf(rows: Int32Array, months: Int32Array): Portion[] {
  const counts = new Map<number, number>()
  let [last, run] = [Number.NaN, 0]
  const note = () => counts.set(last, (counts.get(last) ?? 0) + run)
  for (let at = 0; at < rows.length; at++) {
    if (months[at] === last) run++
    else {
      if (run > 0) note()
      last = months[at] as number
      run = 1
    }
  }
  if (run > 0) note()
  const [only] = counts.keys()
  if (counts.size === 1 && only !== undefined) return [{ month: only, rows }]
  const filled = new Map([...counts].map(([month, count]) => [month, { rows: new Int32Array(count), at: 0 }]))
  let portion: { rows: Int32Array; at: number } | undefined
  for (let at = 0; at < rows.length; at++) {
    if (at === 0 || months[at] !== months[at - 1]) portion = filled.get(months[at] as number)
    if (portion) portion.rows[portion.at++] = rows[at] as number
  }
  return [...filled].sort(([a], [b]) => a - b).map(([month, { rows: own }]) => ({ month, rows: own }))
}
