import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { PEOPLE, withServer } from '../../../test/support/index.ts'
import { recheckAll } from '../conflicts/index.ts'
import { addedLayer, sent, settled, square } from '../stage.testing.ts'
import { measureAll, percentOf } from './measure.ts'

const TODAY = '2026-06-01'
const server = withServer({
  prepare: settled,
  clock: () => new Date('2026-06-01T02:00:00Z'),
})
interface Told {
  measure: string
  jurisdiction: string
  value: string
  asOf: string
  layers: { name: string; revision: number }[]
}
/** Checks, measures, and tells what was announced since. */
async function announced(today = TODAY): Promise<Told[]> {
  const last = await server.handle.asSystem((trx) =>
    sql<{ id: number }>`select coalesce(max(id), 0) as id from outbox_event`.execute(trx),
  )
  await recheckAll(server.handle, today)
  await measureAll(server.handle, today)
  const { rows } = await server.handle.asSystem((trx) =>
    sql<{ payload: Told }>`select payload from outbox_event
      where kind = 'blueprint.indicator_measured' and id > ${last.rows[0]?.id ?? 0}::bigint order by id`.execute(trx),
  )
  return rows.map(({ payload }) => payload)
}
const line = (lng: number, lat: number, size: number) => ({
  type: 'LineString',
  coordinates: [
    [lng, lat],
    [lng, lat + size],
  ],
})

test('[BLU-82] percent with four places, and none of nothing', () => {
  expect(percentOf({ part: 1, whole: 3 })).toBe('33.3333')
  expect(percentOf({ part: 5, whole: 10 })).toBe('50')
  expect([percentOf({ part: 1, whole: 0 }), percentOf({ part: null, whole: 5 })]).toEqual([null, null])
})

describe('what the map measures', () => {
  test('[BLU-82] ecological space within the outline, each ground once; without an outline nothing is known', async () => {
    const city = await server.as('city')
    const put = [
      { key: 'A', geometry: square(109, 21, 0.05) },
      { key: 'B', geometry: square(109.02, 21, 0.05) }, // shares 3/5 of its width with A
      { key: 'C', geometry: square(109.09, 21, 0.05) }, // four fifths of it lie outside
    ]
    await addedLayer(city, { kind: 'ecological_space', name: '北海生态空间' }, put)
    expect(await announced()).toEqual([])
    await server.handle.asSystem((trx) =>
      sql`insert into jurisdiction_boundary (jurisdiction_code, geometry, source, licence)
        values ('450500', st_multi(st_makeenvelope(109, 21, 109.1, 21.1, 4490)), 'test', 'test')`.execute(trx),
    )
    await addedLayer(city, { kind: 'ecological_space', name: '另一层', audience: 'jurisdiction' }, [
      { key: 'X', geometry: square(109, 21.05, 0.05) },
    ])
    expect(await announced()).toEqual([]) // not shared with the cluster: it does not count
    await addedLayer(city, { kind: 'ecological_space', name: '补充' }, [
      { key: 'D', geometry: square(109, 21.09, 0.01) },
    ])
    const [told] = await announced()
    // (0.07 + 0.01) × 0.05 and 0.01 × 0.01 of 0.1 × 0.1; a little more where the earth is wider.
    expect(Number(told?.value)).toBeCloseTo(41, 0)
    expect(told).toMatchObject({ measure: 'ecological_space_share', jurisdiction: '450500', asOf: TODAY })
    expect(told?.layers.map(({ name, revision }) => [name, revision])).toEqual(
      expect.arrayContaining([
        ['北海生态空间', 1],
        ['补充', 1],
      ]),
    )
  })

  test('[BLU-83] natural and restored shore, of all shore', async () => {
    const city = await server.as('city')
    const layer = await addedLayer(city, { kind: 'coastline', name: '北海岸线' }, [
      { key: '1', class: 'natural', geometry: line(109.1, 21, 0.03) },
      { key: '2', class: 'restored', geometry: line(109.2, 21, 0.01) },
      { key: '3', class: 'artificial', geometry: line(109.3, 21, 0.06) },
    ])
    const [told] = await announced()
    expect(told?.measure).toBe('natural_shoreline_rate')
    expect(Number(told?.value)).toBeCloseTo(40, 2)
    await sent(
      city.post(`/api/v1/blueprint/layers/${layer.id}/edits`, {
        reason: '岸线修复',
        put: [{ key: '3', class: 'restored', geometry: line(109.3, 21, 0.06) }],
      }),
    )
    const [after] = await announced()
    expect([after?.value, after?.layers[0]?.revision]).toEqual(['100', 2])
  })

  test('[BLU-84] many changes of one jurisdiction are measured once together, and so is what a day turns', async () => {
    const city = await server.as('city')
    const layer = await addedLayer(city, { kind: 'coastline', name: '又一段岸线' })
    for (const key of ['7', '8', '9'])
      await sent(
        city.post(`/api/v1/blueprint/layers/${layer.id}/edits`, {
          reason: '分段',
          put: [
            { key, class: 'artificial', geometry: line(109.4 + Number(key) / 100, 21, 0.1), validTo: '2026-06-30' },
          ],
        }),
      )
    const told = await announced()
    expect(told.map(({ value }) => Number(value))).toEqual([expect.closeTo(25, 1)]) // 0.1 of 0.4 degrees
    const measured = await server.handle.asSystem((trx) =>
      sql<{ count: number }>`select count(*) as count from blueprint_measure m join blueprint_revision r
        on r.id = m.revision_id where r.layer_id = ${layer.id}::uuid`.execute(trx),
    )
    expect(measured.rows).toEqual([{ count: 3 }])
    expect(await announced('2026-06-30')).toEqual([])
    expect(await announced('2026-07-01')).toMatchObject([{ value: '100', asOf: '2026-07-01' }])
    expect(await announced('2026-07-01')).toEqual([])
  })

  test('[BLU-88] what another unit drew is no figure of the government’s', async () => {
    await server.handle.asSystem((trx) =>
      trx
        .updateTable('organization')
        .set({ jurisdiction_code: '450000' })
        .where('id', '=', PEOPLE.department.organizationId)
        .execute(),
    )
    await addedLayer(await server.as('department'), { kind: 'coastline', name: '他人所绘' }, [
      { key: '1', class: 'artificial', geometry: line(109.1, 21, 0.9) },
    ])
    expect(await announced('2026-07-01')).toEqual([])
  })

  test('[BLU-84] each checked change is measured once', async () => {
    expect(await announced()).toEqual([])
    expect(await measureAll(server.handle, TODAY)).toBe(0)
  })
})
