import { actorOf } from '../../test/support/index.ts'
import type { PersonName } from '../../test/support/people.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import { ColumnsBuilder } from './observations/columns.ts'
import { type OnConflict, writeObservations } from './observations/write.ts'

/** The moment of a day in China, at noon where no time is named. */
export const at = (day: string, time = '12:00') => Date.parse(`${day}T${time}:00+08:00`)

export type Measurement = readonly [datastream: number, time: number, value: number, qualifier?: number]

/** What a person's organization measured, written as its stations do. */
export async function measured(
  handle: DatabaseHandle,
  rows: readonly Measurement[],
  { person = 'department', onConflict = 'keep' }: { person?: PersonName; onConflict?: OnConflict } = {},
): Promise<void> {
  const actor = actorOf(person)
  const columns = new ColumnsBuilder()
  for (const [datastream, time, value, qualifier = 0] of rows) columns.add(datastream, time, value, qualifier)
  const streams = await handle.asSystem((trx) =>
    trx
      .selectFrom('datastream')
      .select(['id', 'station_id as stationId', 'parameter'])
      .where(
        'id',
        'in',
        rows.map(([id]) => id),
      )
      .execute(),
  )
  const facts = { source: 'sensor_things', reason: 'test' } as const
  const known = new Map(streams.map((one) => [one.id, one]))
  await handle.asActor(actor, (trx) => writeObservations(handle, trx, actor, facts, columns, known, onConflict))
}
