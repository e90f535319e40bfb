import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { Stream } from './prepare.ts'

/** A datastream that the actor writes into, with what a table or a broker names it by. */
export interface NamedStream extends Stream {
  code: string
  stationName: string
  origin: 'automatic' | 'manual'
  method: string
  detectionLimit: number | null
  organizationId: string
}

/** Of these datastreams, those that the actor writes into. */
export async function writtenStreams(trx: Trx, ids: readonly number[]): Promise<Map<number, Stream>> {
  const { rows } = await sql<Stream>`
    select id, station_id as "stationId", parameter from written_datastream
    where id = any(${[...ids]}::integer[])`.execute(trx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** All datastreams of the stations with these codes or names that the actor writes into. */
export async function streamsNamed(trx: Trx, labels: readonly string[]): Promise<NamedStream[]> {
  const { rows } = await sql<NamedStream>`
    select d.id, d.station_id as "stationId", d.parameter, s.code, s.name as "stationName", d.origin, d.method,
      d.detection_limit as "detectionLimit", d.organization_id as "organizationId"
    from written_datastream d join station s on s.id = d.station_id
    where s.code = any(${[...labels]}::text[]) or s.name = any(${[...labels]}::text[]) order by d.id`.execute(trx)
  return rows
}
