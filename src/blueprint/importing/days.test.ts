import { beforeAll, describe, expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'
import type { Import } from '../schemas/imports.ts'
import type { Layer } from '../schemas/layers.ts'
import { addedLayer, sent, settled } from '../stage.testing.ts'
import { ccw, geoJson, polygon } from './fixtures.testing.ts'

const server = withServer({ prepare: settled })

interface State {
  id: string
  from?: string
  to?: string
  size?: number
  name?: string
}
const zone = ({ id, from, to, size = 0.01, ...more }: State) => ({
  properties: { id, ...(from ? { valid_from: from } : {}), ...(to ? { valid_to: to } : {}), ...more },
  geometry: polygon(ccw(109 + id.charCodeAt(0) * 0.01, 22, size)),
})

describe('files that give days', () => {
  let layer: Layer
  beforeAll(async () => {
    layer = await addedLayer(await server.as('city'), { name: '有起止日期的图层' })
  }, 60_000)

  const put = (states: readonly State[], wish: object) => applied(geoJson(states.map(zone)), '年度.geojson', wish)
  const applied = async (bytes: Uint8Array, fileName: string, wish: object) => {
    const city = await server.as('city')
    const form = new FormData()
    form.append('settings', '{"kind":"ecological_red_line"}')
    form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), fileName)
    const upload = await sent<Import>(
      city.request({
        method: 'POST',
        url: '/api/v1/blueprint/imports?wait=100',
        payload: form as unknown as string,
      }),
    )
    const reply = await city.post(`/api/v1/blueprint/imports/${upload.id}/apply`, {
      layerId: layer.id,
      reason: '年度更新',
      ...wish,
    })
    return { status: reply.statusCode, ...(reply.json() as { code?: string; counts?: object }) }
  }
  /** Key, first day and name of what is in force on a day. */
  const on = async (day: string) => {
    const path = `/api/v1/blueprint/layers/${layer.id}/features?asOf=${day}`
    const { items } = await sent<{ items: { key: string; validFrom: string; validTo: string | null }[] }>(
      (await server.as('city')).get(path),
    )
    return items.map(({ key, validFrom, validTo }) => [key, validFrom, validTo]).sort()
  }

  test('[BLU-8] [BLU-16] a succession closes what it changes, whatever first day the file gives', async () => {
    const first = [
      { id: 'A', from: '2018-01-01' },
      { id: 'B', from: '2018-01-01' },
      { id: 'C', from: '2018-01-01', to: '2020-12-31' },
    ]
    expect(await put(first, { day: '2026-01-01' })).toMatchObject({ status: 200, counts: { added: 3 } })
    const second = [{ id: 'A', from: '2018-01-01', size: 0.02 }, ...first.slice(1)]
    expect(await put(second, { day: '2026-06-01' })).toMatchObject({
      status: 200,
      counts: { added: 0, changed: 1, unchanged: 2, removed: 0 },
    })
    expect(await on('2026-05-31')).toEqual([
      ['A', '2018-01-01', '2026-05-31'],
      ['B', '2018-01-01', null],
    ])
    expect(await on('2026-06-01')).toEqual([
      ['A', '2026-06-01', null],
      ['B', '2018-01-01', null],
    ])
    expect(await on('2019-01-01')).toHaveLength(3)
  })

  test('[BLU-8] history is not written anew by a succession: two states at one time are told', async () => {
    const longer = [
      { id: 'A', size: 0.02 },
      { id: 'B', from: '2018-01-01' },
      { id: 'C', from: '2018-01-01', to: '2021-12-31' },
    ]
    expect(await put(longer, { day: '2026-07-01' })).toMatchObject({ status: 422, code: 'blueprint_state_overlaps' })
    const over = [
      { id: 'A', from: '2017-01-01', to: '2018-06-30', size: 0.03 },
      { id: 'B', from: '2018-01-01' },
    ]
    expect(await put(over, { day: '2026-07-01' })).toMatchObject({ status: 422, code: 'blueprint_state_overlaps' })
    const before = [{ id: 'A', from: '2015-01-01', to: '2017-12-31', size: 0.03 }, ...longer.slice(0, 2)]
    expect(await put(before, { day: '2026-07-01' })).toMatchObject({ status: 200, counts: { added: 1 } })
    expect(await on('2016-01-01')).toEqual([['A', '2015-01-01', '2017-12-31']])
  })

  test('[BLU-8] a correction corrects what stands on its day; what had ended stays unless it is named', async () => {
    const now = [{ id: 'B', from: '2018-01-01', size: 0.03 }]
    expect(await put(now, { day: '2026-08-01', mode: 'correction' })).toMatchObject({ status: 200 })
    expect(await on('2026-08-01')).toEqual([['B', '2018-01-01', null]])
    expect((await on('2019-01-01')).map(([key]) => key)).toEqual(['A', 'B', 'C'])
    const named = [...now, { id: 'C', from: '2018-01-01', to: '2019-12-31' }]
    expect(await put(named, { day: '2026-08-01', mode: 'correction' })).toMatchObject({ status: 200 })
    expect((await on('2020-06-01')).map(([key]) => key)).toEqual(['A', 'B'])
    expect(await put(named, { day: '2026-08-01', mode: 'correction' })).toMatchObject({
      code: 'blueprint_nothing_changed',
    })
  })

  test('[BLU-16] [BLU-20] what was downloaded and comes back as it was changes nothing', async () => {
    const city = await server.as('city')
    const { rawPayload } = await city.get(`/api/v1/blueprint/layers/${layer.id}/features.gpkg`)
    const reply = await applied(new Uint8Array(rawPayload), '下载.gpkg', { day: '2026-08-02' })
    expect(JSON.stringify(reply)).toContain('blueprint_nothing_changed')
  })

  test('[BLU-16] an older plan does not take newer states away without a word', async () => {
    expect(await put([{ id: 'A' }], { day: '2017-01-01' })).toMatchObject({
      status: 422,
      code: 'blueprint_day_too_early',
    })
  })
})
