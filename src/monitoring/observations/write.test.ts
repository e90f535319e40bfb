import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { actorOf, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { addedStation, datastreamOf, placePeople } from '../stage.testing.ts'
import { ColumnsBuilder } from './columns.ts'
import { writtenStreams } from './streams.ts'
import { QUALIFIER } from './values.ts'
import { type OnConflict, type Written, writeObservations } from './write.ts'

const server = withServer({
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})
const actor = actorOf('department')
type Row = readonly [datastream: number, time: number, value: number, qualifier?: number]

function write(rows: readonly Row[], onConflict: OnConflict = 'keep', reason = ''): Promise<Written> {
  const columns = new ColumnsBuilder()
  for (const [datastream, time, value, qualifier = 0] of rows) columns.add(datastream, time, value, qualifier)
  return server.handle.asActor(actor, async (trx) => {
    const streams = await writtenStreams(trx, [...new Set(rows.map(([id]) => id))])
    return writeObservations(
      server.handle,
      trx,
      actor,
      { source: 'sensor_things', reason },
      columns,
      streams,
      onConflict,
    )
  })
}

const all = async <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  (await server.handle.asSystem((trx) => query.execute(trx))).rows
const aStream = async (parameter = 'ammoniaNitrogen') => {
  const station = await addedStation(await server.as('department'), { datastreams: [{ parameter }] })
  return datastreamOf(station, parameter)
}
const HOUR = 3_600_000
const START = Date.parse('2026-01-01T00:00:00+08:00')

/** Sums as they are kept, and as they come out of the observations themselves. */
async function kept(datastream: number, by: 'day' | 'month') {
  const views = sql.table(`observation_${by}s`)
  const keeps = await all(sql`
    select ${sql.ref(by)}::text as first, count, without, below, flagged, trim_scale(round(sum, 12))::text as sum, lowest, highest
    from ${views} where datastream_id = ${datastream} order by 1`)
  const fresh = await all(sql`
    select date_trunc(${by}, o.time at time zone 'Asia/Shanghai')::date::text as first, count(t)::integer as count,
      (count(*) - count(o.value))::integer as without, (count(*) filter (where qualifier = 1))::integer as below,
      (count(*) filter (where flag & 1 = 1))::integer as flagged, trim_scale(round(coalesce(sum(t), 0), 12))::text as sum,
      min(o.value) as lowest, max(o.value) as highest
    from observation o join datastream d on d.id = o.datastream_id
      cross join lateral observation_taken(o.value, o.qualifier, d.parameter) t
    where o.datastream_id = ${datastream} group by 1 order by 1`)
  return { keeps, fresh }
}

test('[MON-45] what is new is added with its latest value; the same again is nothing', async () => {
  const id = await aStream()
  const rows: Row[] = Array.from({ length: 50 }, (_, hour) => [id, START + hour * HOUR, (hour % 7) / 100])
  expect(await write(rows)).toMatchObject({ received: 50, added: 50, same: 0, conflicting: 0 })
  expect(await write(rows)).toMatchObject({ received: 50, added: 0, same: 50, conflicting: 0 })
  const latest = await all(
    sql`select time, value, observations, first_time from observation_latest where datastream_id = ${id}`,
  )
  expect(latest).toEqual([
    { time: new Date(START + 49 * HOUR), value: 0, observations: 50, first_time: new Date(START) },
  ])
  const batches = await all(
    sql`select received, added, same, first_time from observation_batch order by id desc limit 2`,
  )
  expect(batches).toMatchObject([
    { received: 50, added: 0, same: 50, first_time: new Date(START) },
    { received: 50, added: 50, same: 0 },
  ])
})

test('[MON-46] another value for a moment is kept apart, refused, or put in its place with what stood there', async () => {
  const id = await aStream()
  await write([
    [id, START, 0.5],
    [id, START + HOUR, 0.7],
  ])
  const other: Row[] = [
    [id, START, 0.6],
    [id, START + 2 * HOUR, 0.8],
  ]
  await expect(write(other, 'refuse')).rejects.toMatchObject({
    code: 'observation_conflicting',
    facts: { count: 1, conflicts: [{ row: 1, found: '0.6', expected: '0.5' }] },
  })
  expect(await all(sql`select count(*) as n from observation where datastream_id = ${id}`)).toEqual([{ n: 2 }])

  const first = await write(other)
  expect(first).toMatchObject({ added: 1, conflicting: 1 })
  expect([...first.outcome]).toEqual([2, 0])
  expect(await write(other)).toMatchObject({ added: 0, same: 1, conflicting: 1 })
  const offered = await all(sql`select value, state from observation_conflict where datastream_id = ${id}`)
  expect(offered).toEqual([{ value: 0.6, state: 'open' }])

  const corrected = await write([[id, START, 0.6]], 'correct', '重测')
  expect(corrected).toMatchObject({ corrected: 1, added: 0 })
  const stands = await all(sql`select value, flag from observation where datastream_id = ${id} order by time`)
  expect(stands).toEqual([
    { value: 0.6, flag: 2 },
    { value: 0.7, flag: 0 },
    { value: 0.8, flag: 0 },
  ])
  const history = await all(sql`select value, new_value from observation_correction where datastream_id = ${id}`)
  expect(history).toEqual([{ value: 0.5, new_value: 0.6 }])
  for (const by of ['day', 'month'] as const) {
    const { keeps, fresh } = await kept(id, by)
    expect(keeps).toEqual(fresh)
  }
})

test('[MON-47] two rows of one moment in one batch: the same is one, another value is a conflict', async () => {
  const id = await aStream()
  const rows: Row[] = [
    [id, START, 0.5],
    [id, START, 0.5],
    [id, START, 0.9],
  ]
  await expect(write(rows, 'refuse')).rejects.toMatchObject({
    facts: { conflicts: [{ row: 3, found: '0.9', expected: '0.5' }] },
  })
  const { outcome, ...counts } = await write(rows)
  expect(counts).toMatchObject({ received: 3, added: 1, same: 1, conflicting: 1 })
  expect([...outcome]).toEqual([0, 1, 2])
})

test('[MON-42] whatever comes in whichever order, sums and latest values are those of the observations', async () => {
  const [ammonia, ph] = [await aStream(), await aStream('ph')]
  let seed = 7
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 2_147_483_647
  }
  for (let round = 0; round < 25; round++) {
    const rows = Array.from({ length: 1 + Math.floor(random() * 120) }, (): Row => {
      const time = START + Math.floor(random() * 24 * 100) * HOUR
      if (random() < 0.5) return [ph, time, 6 + Math.floor(random() * 300) / 100]
      const kind = random()
      if (kind < 0.1) return [ammonia, time, 0.025, QUALIFIER.belowDetection]
      if (kind < 0.15) return [ammonia, time, Number.NaN, QUALIFIER.dry]
      return [ammonia, time, Math.floor(random() * 3000) / 1000]
    })
    await write(rows, random() < 0.3 ? 'correct' : 'keep', '随机')
  }
  for (const id of [ammonia, ph])
    for (const by of ['day', 'month'] as const) {
      const { keeps, fresh } = await kept(id, by)
      expect(keeps.length).toBeGreaterThan(3)
      expect(keeps).toEqual(fresh)
    }
  const wrong = await all(sql`
    select l.datastream_id from observation_latest l join lateral (select count(*) as n, min(time) as first, max(time) as last
      from observation o where o.datastream_id = l.datastream_id) o on true
    where l.datastream_id in (${ammonia}, ${ph})
      and (l.observations, l.first_time, l.time) is distinct from (o.n, o.first, o.last)`)
  expect(wrong).toEqual([])
})

test('[MON-48] what a batch touches is marked to be assessed anew, and announced; late where it is older than what was known', async () => {
  const department = await server.as('department')
  const station = await addedStation(department, { datastreams: [{ parameter: 'ammoniaNitrogen' }] })
  const id = datastreamOf(station)
  const marks = () =>
    all(sql`delete from assessment_due where station_id = ${station.id}::uuid returning month::text, late, changes`)
  await write([
    [id, START + 40 * 24 * HOUR, 1],
    [id, START + 80 * 24 * HOUR, 1],
  ])
  expect(await marks()).toEqual([
    { month: '2026-02-01', late: false, changes: 1 },
    { month: '2026-03-01', late: false, changes: 1 },
  ])
  await write([[id, START, 1]])
  expect(await marks()).toEqual([{ month: '2026-01-01', late: true, changes: 1 }])
  await write([[id, START, 1]])
  expect(await marks()).toEqual([])
  await write([[id, START, 2]], 'correct', '重测')
  expect(await marks()).toEqual([{ month: '2026-01-01', late: true, changes: 1 }])
  const told = await all<{ payload: object }>(sql`
    select payload from outbox_event where kind = 'monitoring.observations_added' order by id desc limit 2`)
  expect(told.map(({ payload }) => payload)).toMatchObject([
    { stations: [station.id], late: true },
    { stations: [station.id], late: true },
  ])
})

test('[MON-49] writers of one datastream at once lose nothing and count nothing twice', async () => {
  const id = await aStream()
  const batch = (from: number): Row[] => Array.from({ length: 40 }, (_, hour) => [id, START + (from + hour) * HOUR, 1])
  const done = await Promise.all([0, 20, 40, 60, 0, 20].map((from) => write(batch(from))))
  expect(done.reduce((sum, { added }) => sum + added, 0)).toBe(100)
  expect(done.reduce((sum, { same }) => sum + same, 0)).toBe(140)
  const { keeps, fresh } = await kept(id, 'month')
  expect(keeps).toEqual(fresh)
})

test('[MON-50] a partition is reached by its table alone; who may not write adds no batch', async () => {
  await write([[await aStream(), START, 1]])
  const straight = server.handle.asActor(actor, (trx) => sql`select from observation_2026_01`.execute(trx))
  await expect(straight).rejects.toMatchObject({ code: '42501' })
  const leader = actorOf('leader')
  const adding = server.handle.asActor(leader, (trx) =>
    writeObservations(server.handle, trx, leader, { source: 'upload' }, new ColumnsBuilder(), new Map(), 'keep'),
  )
  await expect(adding).rejects.toMatchObject({ code: '42501' })
  const bare = server.handle.asActor(actor, (trx) =>
    sql`insert into observation (time, datastream_id, batch_id, value) values (now(), 1, 1, 1)`.execute(trx),
  )
  await expect(bare).rejects.toMatchObject({ code: '42501' })
})

test('[MON-51] an outlier is flagged and kept', async () => {
  const id = await aStream()
  await write(Array.from({ length: 48 }, (_, hour): Row => [id, START + hour * HOUR, 0.5 + (hour % 5) / 100]))
  expect(await write([[id, START + 50 * HOUR, 50]])).toMatchObject({ added: 1, flagged: 1 })
  expect(await all(sql`select value, flag from observation_latest where datastream_id = ${id}`)).toEqual([
    { value: 50, flag: 1 },
  ])
})
