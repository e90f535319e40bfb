import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { firstFreshMonth } from '../alerts/rules/spec.ts'
import { OUTCOME } from '../observations/prepare.ts'
import { dayOf, monthOfDay, textOfDay } from '../observations/values.ts'
import type { Written } from '../observations/write.ts'
import type { Resolved } from './apply.ts'
import type { ReadTable } from './reader.ts'
import type { Uploaded, UploadPreview } from './schemas.ts'

const MOST_PARTS = 200

/** What a table holds of each station, as the table names it: for a person to compare with what was meant. */
export function partsOf(table: ReadTable): UploadPreview['parts'] {
  const parts = new Map<string, { parameters: Set<string>; values: number; first: number; last: number }>()
  const ofPair = table.pairs.map(({ station, parameter }) => {
    const part = parts.get(station) ?? { parameters: new Set(), values: 0, first: Infinity, last: -Infinity }
    parts.set(station, part)
    part.parameters.add(parameter)
    return part
  })
  for (let at = 0; at < table.length; at++) {
    const part = ofPair[table.datastream[at] as number]
    const day = dayOf(table.time[at] as number)
    if (!part) continue
    part.values++
    part.first = Math.min(part.first, day)
    part.last = Math.max(part.last, day)
  }
  const day = (number: number) => (Number.isFinite(number) ? textOfDay(number) : null)
  return [...parts].slice(0, MOST_PARTS).map(([station, { parameters, values, first, last }]) => ({
    ...{ station, parameters: [...parameters].sort(), values, first: day(first), last: day(last) },
  }))
}

/** Which months of which sections, and which stations, a batch has changed: what is assessed next, and what no longer raises an alert. */
export async function touchedBy(
  trx: Trx,
  table: ReadTable,
  { ofPair, streams }: Pick<Resolved, 'ofPair' | 'streams'>,
  { outcome }: Pick<Written, 'outcome'>,
  now: Date,
): Promise<Pick<Uploaded, 'months' | 'monthsWithoutAlert' | 'sections' | 'stations'>> {
  const months = new Set<number>()
  const stations = new Set<string>()
  for (let at = 0; at < table.length; at++) {
    if (outcome[at] !== OUTCOME.added && outcome[at] !== OUTCOME.corrected) continue
    months.add(monthOfDay(dayOf(table.time[at] as number)))
    const stream = streams.get(ofPair[table.datastream[at] as number] as number)
    if (stream) stations.add(stream.stationId)
  }
  const ids = [...stations]
  const sections = await sql<Uploaded['sections'][number]>`
    select distinct c.id, c.code, c.name from station_place p join section c on c.id = p.section_id
    where p.station_id = any(${ids}::uuid[]) order by c.name, c.id limit ${MOST_PARTS}`.execute(trx)
  const found = await sql<Uploaded['stations'][number]>`
    select id, code, name from station where id = any(${ids}::uuid[]) order by name, id limit ${MOST_PARTS}`.execute(
    trx,
  )
  const ordered = [...months].sort((one, other) => one - other).map((day) => textOfDay(day).slice(0, 7))
  const monthsWithoutAlert = ordered.filter((month) => month < firstFreshMonth(now))
  return { months: ordered, monthsWithoutAlert, sections: sections.rows, stations: found.rows }
}
