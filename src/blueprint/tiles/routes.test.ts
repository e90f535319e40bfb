import { gunzipSync } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { describe, expect, test } from 'vitest'
import { type PersonName, withServer } from '../../../test/support/index.ts'
import type { Layer } from '../schemas/layers.ts'
import { addedLayer, sent, settled, square } from '../stage.testing.ts'
import { TILE_LAYER } from './encode.ts'
import { MOST_APART, tileContent } from './tileStore.ts'

const server = withServer({
  clock: () => new Date('2026-06-01T02:00:00Z'),
  prepare: settled,
})
const HERE = { z: 10, x: 822, y: 449 }
const tileUrl = (layer: Layer, query = '', { z, x, y } = HERE) =>
  `/api/v1/blueprint/tiles/${layer.id}/${z}/${x}/${y}.mvt${query}`
const tileAs = async (person: PersonName, url: string, headers = {}) =>
  (await server.as(person)).get(url, { 'accept-encoding': 'gzip', ...headers })
const keysOf = (payload: Buffer) => {
  const layer = new VectorTile(new PbfReader(gunzipSync(payload))).layers[TILE_LAYER]
  return Array.from({ length: layer?.length ?? 0 }, (_, place) => String(layer?.feature(place).properties.class)).sort()
}
/** In the tile at its zoom: 109.0–109.3 by 21.3–21.6. */
const zone = (key: string, of: string, step: number) => ({
  ...{ key, name: `区${key}`, class: of, geometry: square(109.03 + step * 0.02, 21.4) },
})

describe('GET /blueprint/tiles/:layer/:z/:x/:y.mvt', () => {
  test('[BLU-50] what names revision and day may be kept for ever; what does not is asked for again', async () => {
    const layer = await addedLayer(await server.as('city'), {}, [zone('a', 'core', 0)])
    const fixed = await tileAs('city', tileUrl(layer, '?revision=1&asOf=2026-06-01'))
    expect(fixed.headers).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile',
      'content-encoding': 'gzip',
      'cache-control': 'private, max-age=31536000, immutable',
    })
    expect(keysOf(fixed.rawPayload)).toEqual(['core'])
    const open = await tileAs('city', tileUrl(layer))
    expect(open.headers['cache-control']).toBe('private, no-cache')
    const again = await tileAs('city', tileUrl(layer), { 'if-none-match': String(open.headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    const plain = await tileAs('city', tileUrl(layer), { 'accept-encoding': 'identity' })
    expect(plain.rawPayload.equals(gunzipSync(open.rawPayload))).toBe(true)
    const empty = await tileAs('city', tileUrl(layer, '?revision=1&asOf=2026-06-01', { z: 10, x: 1, y: 1 }))
    expect([empty.statusCode, empty.rawPayload.length]).toEqual([204, 0])
  })

  test('[BLU-51] a tile is for who may see its layer, whoever had it made', async () => {
    const layer = await addedLayer(await server.as('city'), { audience: 'jurisdiction' }, [zone('a', 'core', 0)])
    expect((await tileAs('city', tileUrl(layer))).statusCode).toBe(200)
    const refused = await tileAs('otherDepartment', tileUrl(layer))
    expect([refused.statusCode, refused.json().code]).toEqual([404, 'blueprint_layer_not_found'])
    expect((await tileAs('administrator', tileUrl(layer))).statusCode).toBe(403)
    expect((await server.nobody().get(tileUrl(layer))).statusCode).toBe(401)
    expect((await tileAs('city', tileUrl(layer))).headers.vary).toContain('Cookie')
  })

  test('[BLU-52] it shows what was known in the revision and is in force on the day', async () => {
    const city = await server.as('city')
    const layer = await addedLayer(city, {}, [zone('a', 'core', 0), zone('b', 'core', 1)])
    const edit = (body: object) => sent(city.post(`/api/v1/blueprint/layers/${layer.id}/edits`, body))
    await edit({ reason: '调整', from: '2026-07-01', put: [zone('b', 'general', 1)] })
    await edit({ reason: '更正', remove: ['a'] })
    const shown = async (revision: number, asOf: string) =>
      keysOf((await tileAs('city', tileUrl(layer, `?revision=${revision}&asOf=${asOf}`))).rawPayload)
    expect(await shown(1, '2026-06-30')).toEqual(['core', 'core'])
    expect(await shown(1, '2026-07-01')).toEqual(['core', 'core'])
    expect(await shown(2, '2026-06-30')).toEqual(['core', 'core'])
    expect(await shown(2, '2026-07-01')).toEqual(['core', 'general'])
    expect(await shown(3, '2026-07-01')).toEqual(['general'])
    expect((await tileAs('city', tileUrl(layer, '?revision=9'))).statusCode).toBe(404)
  })

  test('[BLU-56] a tile that its zoom does not have is refused', async () => {
    const layer = await addedLayer(await server.as('city'), {}, [zone('a', 'core', 0)])
    const reply = await tileAs('city', tileUrl(layer, '', { z: 2, x: 4, y: 0 }))
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'blueprint_tile_outside'])
    expect((await tileAs('city', tileUrl(layer, '', { z: 30, x: 0, y: 0 }))).statusCode).toBe(400)
  })

  test('[BLU-53] far away, small features are drawn as the ground that they cover, lines joined', async () => {
    const city = await server.as('city')
    const put = Array.from({ length: 400 }, (_, place) => ({
      ...{ key: `p${place}`, class: 'core' },
      geometry: square(109.03 + (place % 20) * 0.01, 21.4 + Math.floor(place / 20) * 0.01),
    }))
    const layer = await addedLayer(city, {}, put)
    const far = { z: 5, x: 25, y: 14 }
    const revision = await server.handle.asSystem((trx) =>
      trx.selectFrom('blueprint_revision').select('id').where('layer_id', '=', layer.id).executeTakeFirstOrThrow(),
    )
    const known = { id: layer.id, revision: String(revision.id) }
    const content = await server.handle.asSystem((trx) => tileContent(trx, known, '2026-06-01', far))
    expect(content.features).toEqual([])
    expect(content.crumbs.reduce((sum, { count }) => sum + count, 0)).toBe(400)
    expect(keysOf((await tileAs('city', tileUrl(layer, '', far))).rawPayload).length).toBeGreaterThan(0)

    const coast = await addedLayer(
      city,
      { kind: 'coastline' },
      Array.from({ length: 30 }, (_, place) => ({
        ...{ key: `c${place}`, class: 'natural' },
        geometry: {
          type: 'LineString',
          coordinates: [
            [109 + place / 1000, 21.4],
            [109 + (place + 1) / 1000, 21.4],
          ],
        },
      })),
    )
    const line = await tileAs('city', tileUrl(coast, '', far))
    expect(line.statusCode).toBe(200)
    expect(keysOf(line.rawPayload).length).toBeLessThan(5)
    expect(MOST_APART).toBe(20_000)
  })
})
