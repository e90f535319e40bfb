import { expect, test } from 'vitest'
import { type Browser, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { addedSection, addedStation, datastreamOf, formOf, placePeople, sent } from '../stage.testing.ts'
import type { Uploaded } from '../uploads/schemas.ts'
import type { FlaggedList } from './schemas.ts'

const server = withServer({
  clock: () => new Date('2026-11-22T12:00:00+08:00'),
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})

const month = (at: number) => `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-05`
const flaggedOf = (browser: Browser, batch: number) => browser.get(`/api/v1/observations/batches/${batch}/flagged`)

test('[MON-59] of a batch its outliers are told with where they were measured and what came before; others are not', async () => {
  const department = await server.as('department')
  const section = await addedSection(department)
  const station = await addedStation(department, { sectionId: section.id })
  const upload = (rows: readonly string[]) =>
    sent<Uploaded>(
      department.request({
        method: 'POST',
        url: '/api/v1/observations/uploads',
        ...formOf(Buffer.from(['站点编码,监测时间,氨氮', ...rows].join('\n')), '监测.csv'),
      }),
    )
  const usual = Array.from(
    { length: 25 },
    (_, at) => `${station.code},${month(at)},${(0.4 + (at % 3) / 10).toFixed(1)}`,
  )
  const first = await upload(usual)
  expect([first.flagged, (await flaggedOf(department, first.batchId)).json()]).toEqual([0, { items: [] }])

  const second = await upload([`${station.code},${month(25)},9.5`, `${station.code},${month(26)},0.5`])
  expect(second.flagged).toBe(1)
  const { items } = await sent<FlaggedList>(flaggedOf(department, second.batchId))
  expect(items).toMatchObject([
    {
      ...{ datastream: datastreamOf(station), parameter: 'ammoniaNitrogen', value: 9.5, flags: ['outlier'] },
      ...{
        time: '2026-02-04T16:00:00.000Z',
        station: { id: station.id },
        section: { id: section.id, name: section.name },
      },
      before: { count: 24, lowest: 0.4, highest: 0.6 },
    },
  ])
  expect((await flaggedOf(await server.as('city'), second.batchId)).statusCode).toBe(404)
  expect((await flaggedOf(department, 2_000_000)).json()).toMatchObject({ code: 'observation_batch_not_found' })

  const wish = { datastream: datastreamOf(station), time: items[0]?.time, value: 0.5, reason: '小数点错位' }
  await sent(department.post('/api/v1/observations/corrections', wish))
  expect((await flaggedOf(department, second.batchId)).json()).toEqual({ items: [] })
})
