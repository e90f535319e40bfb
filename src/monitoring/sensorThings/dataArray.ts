import { sensorThingsRefusals as refusals } from './refusals.ts'
import type { Incoming, Taken } from './take.ts'

/** Most rows of one request. */
export const MOST_ROWS = 100_000

type Json = Record<string, unknown>
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The id of an entity that is referred to: `{ "@iot.id": 5 }`. */
export function referred(value: unknown): unknown {
  return isObject(value) ? value['@iot.id'] : undefined
}

/** Ids of datastreams are numbers, also where they are sent as text. */
export function datastreamId(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
}

/**
 * Reads the body of CreateObservations: groups of rows, each with its datastream and the names of its columns.
 * @throws Refusal sta_entity_invalid for what is no such body; what is wrong with a row is said of the row
 */
export function rowsOfDataArray(body: unknown): Incoming[] {
  if (!Array.isArray(body))
    throw refusals.entityInvalid('body', 'a list of groups with Datastream, components, dataArray')
  const rows: Incoming[] = []
  for (const [at, group] of body.entries()) {
    if (!isObject(group)) throw refusals.entityInvalid(`[${at}]`, 'an object')
    const { components, dataArray } = group
    const datastream = datastreamId(referred(group.Datastream))
    if (Number.isNaN(datastream)) throw refusals.entityInvalid(`[${at}].Datastream`, '{ "@iot.id": … }')
    if (!Array.isArray(components)) throw refusals.entityInvalid(`[${at}].components`, 'a list of names')
    if (!Array.isArray(dataArray)) throw refusals.entityInvalid(`[${at}].dataArray`, 'a list of rows')
    const time = components.indexOf('phenomenonTime')
    const result = components.indexOf('result')
    if (time < 0 || result < 0)
      throw refusals.entityInvalid(`[${at}].components`, 'phenomenonTime and result among them')
    const count = group['dataArray@iot.count']
    if (count !== undefined && count !== dataArray.length)
      throw refusals.entityInvalid(`[${at}].dataArray@iot.count`, `${dataArray.length}, the number of rows`)
    if (rows.length + dataArray.length > MOST_ROWS)
      throw refusals.entityInvalid(`[${at}].dataArray`, `at most ${MOST_ROWS} rows in one request`)
    for (const row of dataArray) {
      const cells = Array.isArray(row) ? row : []
      rows.push({ datastream, time: cells[time], result: cells[result] })
    }
  }
  return rows
}

/** The answer: for each row its address, or `error` with what is wrong. */
export function answersOf(root: string, taken: readonly Taken[]): string[] {
  return taken.map((one, row) => {
    if ('id' in one) return `${root}/Observations('${one.id}')`
    const { field, code, found, expected } = one.fault
    return `error: row ${row + 1}, ${field}: ${code}, expected ${expected}, found "${found}"`
  })
}
