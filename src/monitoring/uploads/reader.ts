import { Refusal } from '../../platform/refusal.ts'
import { type Fault, faultOfDigits, faultOfRange, faultOfTime, faultOfValue } from '../observations/check.ts'
import { ColumnsBuilder } from '../observations/columns.ts'
import type { RowFault } from '../observations/refusals.ts'
import { powerOfTen, QUALIFIER } from '../observations/values.ts'
import { readPrinted } from '../standards/parameters/printed.ts'
import type { Parameter } from '../standards/parameters/types.ts'
import { type Layout, parameterNamed } from './headings.ts'
import { momentIn, serialDay } from './moments.ts'
import { uploadRefusals } from './refusals.ts'

/** Most faults that are named one by one; the others are counted. */
const MOST_FAULTS = 1000
/** Most stations of one table: they are looked up while others wait. */
export const MOST_STATIONS = 20_000
/** Readings that are remembered: values repeat. */
const MOST_MEMORY = 50_000

/** A station and a parameter as the table names them: what a datastream is looked up by. */
export interface Pair {
  station: string
  parameter: string
  /** Where it stands first. */
  row: number
}

/** A table as it was read: `datastream` of the columns is the number of a pair. */
export interface ReadTable {
  headings: string[]
  samples: string[][]
  rows: number
  /** Cells that say that nothing was measured. */
  unmeasured: number
  faultCount: number
  faults: RowFault[]
  pairs: Pair[]
  length: number
  datastream: Int32Array
  time: Float64Array
  value: Float64Array
  qualifier: Uint8Array
  /** The row of the table that each value stands in. */
  row: Int32Array
}

type Reading = { value: number; qualifier: number } | { fault: Fault } | null

/** Reads rows of cells by a layout, without knowing the database. */
export class TableReader {
  readonly #layout: Layout
  readonly #now: number
  readonly #columns = new ColumnsBuilder(4096)
  #rowOf = new Int32Array(4096)
  readonly #pairs: Pair[] = []
  readonly #pairOf = new Map<string, Map<string, number>>()
  readonly #memory = new Map<string, Reading>()
  readonly #named = new Map<string, Parameter | undefined>()
  readonly #faults: RowFault[] = []
  readonly #samples: string[][] = []
  #faultCount = 0
  #unmeasured = 0
  #rows = 0
  /** The reading of a plain number: one for all, taken from at once. */
  readonly #plain = { value: 0, qualifier: QUALIFIER.value as number }
  #lastTime = ''
  #lastMoment = Number.NaN
  #lastStation = ''
  #ofLast: Map<string, number> | undefined

  constructor(layout: Layout, now: number) {
    this.#layout = layout
    this.#now = now
  }

  fail(row: number, field: string, code: string, found: string, expected: string): void {
    this.#faultCount++
    if (this.#faults.length < MOST_FAULTS) this.#faults.push({ row, field, code, found: found.slice(0, 100), expected })
  }

  take(cells: readonly string[], row: number): void {
    const { station, time, headings } = this.#layout
    if (this.#samples.length < 5) this.#samples.push(cells.slice(0, 50).map((cell) => cell.slice(0, 100)))
    this.#rows++
    if (cells.length > headings.length && cells.slice(headings.length).some((cell) => cell.trim() !== '')) {
      this.fail(row, '', 'cells_too_many', String(cells.length), `${headings.length} cells, as the headings`)
      return
    }
    const name = (cells[station] ?? '').trim()
    const moment = this.#momentOf(cells[time] ?? '', row)
    if (name === '') this.fail(row, headings[station] ?? '', 'station_missing', '', 'a station by its code or name')
    else if (!Number.isNaN(moment)) this.#values(cells, row, name, moment)
  }

  #values(cells: readonly string[], row: number, name: string, moment: number): void {
    const { long, wide, headings } = this.#layout
    if (!long) {
      for (const { column, parameter, unit } of wide)
        this.#value(row, name, moment, parameter, cells[column] ?? '', unit, column)
      return
    }
    const label = cells[long.parameter] ?? ''
    let parameter = this.#named.get(label)
    if (parameter === undefined && !this.#named.has(label)) {
      parameter = parameterNamed(label)
      if (this.#named.size < MOST_MEMORY) this.#named.set(label, parameter)
    }
    const unit = long.unit < 0 ? '' : (cells[long.unit] ?? '')
    if (parameter) this.#value(row, name, moment, parameter, cells[long.value] ?? '', unit, long.value)
    else this.fail(row, headings[long.parameter] ?? '', 'parameter_unknown', label, 'a parameter of the catalogue')
  }

  #momentOf(text: string, row: number): number {
    if (text === this.#lastTime && !Number.isNaN(this.#lastMoment)) return this.#lastMoment
    let moment = momentIn(text)
    if (Number.isNaN(moment)) moment = serialDay(text.trim())
    const fault = faultOfTime(moment, this.#now)
    if (fault) {
      this.fail(row, this.#layout.headings[this.#layout.time] ?? '', fault.code, text, fault.expected)
      return Number.NaN
    }
    this.#lastTime = text
    this.#lastMoment = moment
    return moment
  }

  #value(
    row: number,
    station: string,
    time: number,
    parameter: Parameter,
    text: string,
    unit: string,
    column: number,
  ): void {
    const read = this.#read(parameter, text, unit)
    if (read === null) this.#unmeasured++
    else if ('fault' in read) {
      const { code, found, expected } = read.fault
      this.fail(row, this.#layout.headings[column] ?? '', code, found, expected)
    } else {
      this.#columns.add(this.#pair(station, parameter.code, row), time, read.value, read.qualifier)
      if (this.#columns.length > this.#rowOf.length) {
        const larger = new Int32Array(this.#rowOf.length * 2)
        larger.set(this.#rowOf)
        this.#rowOf = larger
      }
      this.#rowOf[this.#columns.length - 1] = row
    }
  }

  #pair(station: string, parameter: string, row: number): number {
    let ofStation = station === this.#lastStation ? this.#ofLast : this.#pairOf.get(station)
    if (!ofStation) {
      if (this.#pairOf.size >= MOST_STATIONS) throw uploadRefusals.tooManyStations(MOST_STATIONS)
      // A copy: a part of a text keeps all of it, and that is a whole portion of the file.
      ofStation = new Map()
      this.#pairOf.set(Buffer.from(station).toString(), ofStation)
    }
    this.#lastStation = station
    this.#ofLast = ofStation
    const known = ofStation.get(parameter)
    if (known !== undefined) return known
    this.#pairs.push({ station: Buffer.from(station).toString(), parameter, row })
    ofStation.set(parameter, this.#pairs.length - 1)
    return this.#pairs.length - 1
  }

  #read(parameter: Parameter, text: string, unit: string): Reading {
    if (unit === parameter.unit || unit === '') {
      const plain = plainNumber(text)
      if (!Number.isNaN(plain)) {
        const fault = faultOfRange(plain, parameter)
        if (fault) return { fault: { ...fault, found: text } }
        this.#plain.value = plain
        return this.#plain
      }
    }
    const key = `${parameter.code}|${unit}|${text}`
    const known = this.#memory.get(key)
    if (known !== undefined) return known
    const read = readSlowly(parameter, text, unit)
    if (this.#memory.size < MOST_MEMORY) this.#memory.set(key, read)
    return read
  }

  end(): ReadTable {
    const { length, datastream, time, value, qualifier } = this.#columns
    return {
      headings: this.#layout.headings,
      samples: this.#samples,
      rows: this.#rows,
      unmeasured: this.#unmeasured,
      faultCount: this.#faultCount,
      faults: this.#faults,
      pairs: this.#pairs,
      length,
      datastream: datastream.slice(0, length),
      time: time.slice(0, length),
      value: value.slice(0, length),
      qualifier: qualifier.slice(0, length),
      row: this.#rowOf.slice(0, length),
    }
  }
}

/** A number of digits and one point, of at most 15 digits; NaN for everything else. Exact: both parts of the fraction are. */
export function plainNumber(text: string): number {
  let [mantissa, count, decimals] = [0, 0, -1]
  const length = text.length
  if (length === 0 || length > 17) return Number.NaN
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code === 46) {
      if (decimals >= 0 || at === 0 || at === length - 1) return Number.NaN
      decimals = 0
      continue
    }
    const digit = code - 48
    if (digit < 0 || digit > 9) return Number.NaN
    mantissa = mantissa * 10 + digit
    if (mantissa > 0) count++
    if (decimals >= 0) decimals++
  }
  if (count > 15) return Number.NaN
  return decimals > 0 ? mantissa / powerOfTen(decimals) : mantissa
}

function readSlowly(parameter: Parameter, text: string, unit: string): Reading {
  try {
    const read = readPrinted(parameter.code, text, unit)
    const long = faultOfDigits(text)
    if (long) return { fault: long }
    if (read.value === null) {
      const kind = read.belowDetection ? 'belowUntold' : read.noValue
      return kind === null || kind === 'notMeasured' ? null : { value: Number.NaN, qualifier: QUALIFIER[kind] }
    }
    const value = Number(read.value)
    const fault = faultOfValue(value, parameter)
    if (fault) return { fault: { ...fault, found: text } }
    return { value, qualifier: read.belowDetection ? QUALIFIER.belowDetection : QUALIFIER.value }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { expected } = error.facts as { expected?: string | string[] }
    const found = error.code === 'unit_unfit' ? unit || text : text
    return {
      fault: { field: 'value', code: error.code, found, expected: [expected ?? error.message].flat().join(', ') },
    }
  }
}
