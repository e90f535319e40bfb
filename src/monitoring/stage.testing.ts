import type { Browser } from '../../test/support/index.ts'
import { PEOPLE } from '../../test/support/people.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import type { NewSection, NewStation, SectionDetail, StationDetail } from './stations/schemas.ts'

/** Where the tests' departments lie: the station's side, and the other side of the border downstream. */
export const UPSTREAM = '450900'
export const DOWNSTREAM = '440800'

/** Gives the tests' organizations a jurisdiction: who runs the station upstream, who reads it downstream. */
export async function placePeople(handle: DatabaseHandle): Promise<void> {
  await handle.asSystem(async (trx) => {
    for (const [person, code] of [
      ['department', '450000'],
      ['city', '450500'],
      ['otherDepartment', '440000'],
    ] as const)
      await trx
        .updateTable('organization')
        .set({ jurisdiction_code: code })
        .where('id', '=', PEOPLE[person].organizationId)
        .execute()
  })
}

let counter = 0
/** A code that no other station or section of the test file has. */
export const aCode = (head = 'T') => `${head}-${process.pid}-${++counter}`

export const aStation = (facts: Partial<NewStation> = {}): NewStation => ({
  code: aCode('ST'),
  name: '石角站',
  kind: 'surface_water',
  longitude: 110.2,
  latitude: 21.9,
  jurisdiction: UPSTREAM,
  datastreams: [{ parameter: 'ammoniaNitrogen' }, { parameter: 'totalPhosphorus' }],
  ...facts,
})
export const aSection = (facts: Partial<NewSection> = {}): NewSection => ({
  code: aCode('SE'),
  name: '石角',
  water: 'river',
  jurisdiction: UPSTREAM,
  river: '九洲江',
  upstream: UPSTREAM,
  downstream: DOWNSTREAM,
  targetClass: 'III',
  ...facts,
})

/** Sends it, and takes the answer of what must succeed. */
export async function sent<T>(reply: Promise<{ statusCode: number; body: string }>): Promise<T> {
  const { statusCode, body } = await reply
  if (statusCode >= 300) throw new Error(`The stage could not be set: ${statusCode} ${body}`)
  return JSON.parse(body) as T
}

export const addedStation = (browser: Browser, facts: Partial<NewStation> = {}) =>
  sent<StationDetail>(browser.post('/api/v1/stations', aStation(facts)))
export const addedSection = (browser: Browser, facts: Partial<NewSection> = {}) =>
  sent<SectionDetail>(browser.post('/api/v1/sections', aSection(facts)))

/** The id of a station's datastream of a parameter. */
export const datastreamOf = (station: StationDetail, parameter = 'ammoniaNitrogen'): number =>
  station.datastreams.find((one) => one.parameter === parameter)?.id ?? 0

/** A form with one file, as a page sends it. */
export function formOf(bytes: Buffer | null, name: string, fields: Record<string, string> = {}) {
  const boundary = '----monitoring'
  const parts = Object.entries(fields).map(
    ([field, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  const file = bytes ? [Buffer.from(head), bytes, Buffer.from('\r\n')] : []
  return {
    payload: Buffer.concat([Buffer.from(parts.join('')), ...file, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}
