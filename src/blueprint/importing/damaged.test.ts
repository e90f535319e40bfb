import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'
import type { Import, Settings } from '../schemas/imports.ts'
import type { Layer } from '../schemas/layers.ts'
import { addedLayer, sent, settled } from '../stage.testing.ts'
import { FAULTY, good, REFUSED } from './damaged.testing.ts'
import { ccw, geoJson, polygon } from './fixtures.testing.ts'

const server = withServer({ prepare: settled })

let layer: Layer
beforeAll(async () => {
  layer = await addedLayer(await server.as('city'))
}, 60_000)

async function send(bytes: Uint8Array, fileName: string, settings: Settings = {}, key?: string): Promise<Import> {
  const form = new FormData()
  form.append('settings', JSON.stringify({ kind: 'ecological_red_line', ...settings }))
  form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), fileName)
  const request = {
    method: 'POST' as const,
    url: '/api/v1/blueprint/imports?wait=100',
    payload: form as unknown as string,
    ...(key ? { headers: { 'idempotency-key': key } } : {}),
  }
  return sent<Import>((await server.as('city')).request(request))
}
const apply = async (id: string, more: object = {}) =>
  (await server.as('city')).post(`/api/v1/blueprint/imports/${id}/apply`, {
    layerId: layer.id,
    reason: '年度更新',
    ...more,
  })

describe('[BLU-14] a damaged file is refused as a whole, or its faults are told one by one', () => {
  test('there are fifty and more of them', () => expect(REFUSED.length + FAULTY.length).toBeGreaterThanOrEqual(50))

  test.each(REFUSED)(
    '%s',
    async (_name, bytes, file, code, ...words) => {
      const found = await send(bytes(), file, code === 'import_source_unknown' ? { source: '没有的图层' } : {})
      expect([found.state, found.problem?.code]).toEqual(['refused', expect.stringContaining(code)])
      for (const word of words) expect(found.problem?.detail).toContain(word)
      expect((await apply(found.id, { acceptCures: true })).json().code).toBe('import_not_ready')
    },
    120_000,
  )

  test.each(FAULTY)(
    '%s',
    async (_name, bytes, file, [number, field, code, severity, what, place], settings) => {
      const found = await send(bytes(), file, settings)
      expect([found.state, found.problem]).toEqual(['ready', null])
      const items = found.found?.problems.items ?? []
      const item = items.find((one) => one.code === code)
      expect(item ?? items).toMatchObject({
        feature: number,
        field,
        severity,
        detail: typeof what === 'string' ? expect.stringContaining(what) : expect.stringMatching(what),
        ...(place ? { place } : {}),
      })
      const target = settings?.kind ? { layerId: layer.id } : {}
      const refused = await apply(found.id, { ...target, acceptCures: severity === 'fatal' })
      expect([refused.statusCode, refused.json().code]).toEqual(
        severity === 'fatal' ? [422, 'import_has_problems'] : [409, 'import_needs_cure'],
      )
    },
    120_000,
  )

  test('nothing of any of them was applied', async () => {
    const { rows: counted } = await sql<{ features: number; revisions: number }>`
      select (select count(*) from blueprint_feature) as features,
        (select count(*) from blueprint_revision) as revisions`.execute(server.handle.kysely)
    expect(counted).toEqual([{ features: 0, revisions: 0 }])
  })
})

describe('what is sound is applied', () => {
  test('[BLU-15] [BLU-16] cures as they were shown, unchanged features as the rows that they are', async () => {
    const bowtie = polygon([
      [109, 22],
      [110, 23],
      [110, 22],
      [109, 23],
      [109, 22],
    ])
    const first = await send(geoJson([good, { properties: { id: 'tie' }, geometry: bowtie }]), '首次.geojson')
    const cure = first.found?.problems.items[0]?.cure
    expect(cure).toMatchObject({ before: { type: 'MultiPolygon' }, after: { type: 'MultiPolygon' } })
    expect(cure?.areaAfterM2).toBeGreaterThan(cure?.areaBeforeM2 ?? 0)
    const applied = await apply(first.id, { acceptCures: true, day: '2026-01-01' })
    expect(applied.json()).toMatchObject({ revision: 1, counts: { added: 2, changed: 0, removed: 0, total: 2 } })
    expect((await apply(first.id, { acceptCures: true })).json().code).toBe('import_not_ready') // once

    const moved = { properties: { id: 'new' }, geometry: polygon(ccw(108, 22, 0.01)) }
    const second = await send(geoJson([good, moved]), '更新.geojson')
    const written = await apply(second.id, { day: '2026-06-01' })
    expect(written.json()).toMatchObject({
      revision: 2,
      counts: { added: 1, changed: 0, removed: 1, unchanged: 1, total: 2 },
    })
    const city = await server.as('city')
    const listed = async (query: string) => {
      const path = `/api/v1/blueprint/layers/${layer.id}/features?${query}`
      const { items } = await sent<{ items: { key: string; addedIn: number; validFrom: string }[] }>(city.get(path))
      return items.map(({ key, addedIn, validFrom }) => [key, addedIn, validFrom]).sort()
    }
    expect(await listed('asOf=2026-06-01')).toEqual([
      ['good', 1, '2026-01-01'],
      ['new', 2, '2026-06-01'],
    ])
    expect((await listed('asOf=2026-05-31')).map(([key]) => key)).toEqual(['good', 'tie'])
  }, 120_000)

  test('[PLAT-57] a file that is sent three times at once with one key is one upload', async () => {
    const key = randomUUID()
    const sent = await Promise.all([1, 2, 3].map(() => send(geoJson([good]), '一次.geojson', {}, key)))
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1)
    expect(sent.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready'])
    expect((await send(geoJson([good]), '另一次.geojson', {}, key)).id).not.toBe(sent[0]?.id)
  })

  test('[BLU-16] [PLAT-55] what is applied twice at once is applied once; of two files the second meets the first', async () => {
    const own = await addedLayer(await server.as('city'), { name: '同时导入' })
    const twice = await send(geoJson([good]), '甲.geojson')
    const other = await send(
      geoJson([good, { properties: { id: 'more' }, geometry: polygon(ccw(108, 22, 0.01)) }]),
      '乙.geojson',
    )
    const wish = { layerId: own.id, day: '2026-01-01', mode: 'correction' }
    const done = await Promise.all([apply(twice.id, wish), apply(twice.id, wish)])
    expect(done.map((reply) => [reply.statusCode, reply.json().code]).sort()).toEqual([
      [200, undefined],
      [409, 'import_not_ready'],
    ])
    // While one is put in, somebody draws by hand: whoever comes second compares with what the first has left.
    const draw = { reason: '补划', put: [{ key: 'drawn', geometry: polygon(ccw(110, 22, 0.01)) }] }
    const city = await server.as('city')
    const both = await Promise.all([apply(other.id, wish), city.post(`/api/v1/blueprint/layers/${own.id}/edits`, draw)])
    expect(both.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    const [imported, drawn] = both.map((reply) => reply.json() as { revision: number; counts: object })
    const { items } = await sent<{ items: { key: string }[] }>(
      city.get(`/api/v1/blueprint/layers/${own.id}/features?limit=10`),
    )
    const isDrawnLast = (drawn?.revision ?? 0) > (imported?.revision ?? 0)
    expect(items.map(({ key }) => key).sort()).toEqual(isDrawnLast ? ['drawn', 'good', 'more'] : ['good', 'more'])
    expect(imported?.counts).toMatchObject({ added: 1, removed: isDrawnLast ? 0 : 1, unchanged: 1, total: 2 })
    expect(drawn?.counts).toMatchObject({ added: 1, total: isDrawnLast ? 3 : 2 })
  }, 120_000)

  test('[PLAT-56] settings hold no character that cannot be seen', async () => {
    const city = await server.as('city')
    const form = new FormData()
    form.append('settings', '{"mapping":{"classes":{"a\\u0000":"core"}}}')
    form.append('file', new Blob([geoJson([good]) as Uint8Array<ArrayBuffer>]), 'a.geojson')
    const reply = await city.request({
      method: 'POST',
      url: '/api/v1/blueprint/imports',
      payload: form as unknown as string,
    })
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'text_unclean'])
    const { id } = await send(geoJson([good]), 'a.geojson')
    const put = await city.request({
      method: 'PUT',
      url: `/api/v1/blueprint/imports/${id}/settings`,
      payload: { mapping: { classes: { 'a\u0000': 'core' } } },
    })
    expect(put.statusCode).toBe(400)
  })
})
