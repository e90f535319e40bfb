import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, withServer } from '../../../test/support/index.ts'
import type { Layer } from '../schemas/layers.ts'
import { addedLayer, sent, settled, square } from '../stage.testing.ts'
import { EPSG_4490 } from './crs.ts'
import { listItems } from './store.ts'

const server = withServer({ prepare: settled })
let layer: Layer
beforeAll(async () => {
  const put = Array.from({ length: 25 }, (_, n) => ({
    key: `Z${String(n).padStart(2, '0')}`,
    name: n % 2 === 0 ? '红树林' : '海草床',
    class: n < 5 ? 'core' : 'general',
    attributes: { 面积: n * 10, note: `第${n}块`, ...(n === 7 ? { only: 'yes' } : {}) },
    geometry: square(109 + n * 0.1, 21.4),
    validFrom: n < 20 ? '2018-01-01' : '2024-01-01',
  }))
  layer = await addedLayer(await server.as('city'), {}, put)
}, 60_000)

interface Items {
  numberMatched: number
  numberReturned: number
  features: { id: number; properties: Record<string, unknown>; geometry: { coordinates: number[][][][] } }[]
  links: { rel: string; href: string }[]
}
const items = async (query: string) =>
  sent<Items>((await server.as('city')).get(`/ogc/collections/${layer.id}/items?${query}`))
const keysOf = ({ features }: Items) => features.map(({ properties }) => properties.key)
const filtered = async (filter: string, more = '') =>
  keysOf(await items(`filter=${encodeURIComponent(filter)}&filter-lang=cql2-text${more}`))

describe('[BLU-18] OGC API – Features', () => {
  test('landing page, conformance, collections and queryables', async () => {
    const city = await server.as('city')
    const landing = await sent<Items>(city.get('/ogc'))
    expect(landing.links.map(({ rel }) => rel)).toEqual(['self', 'service-desc', 'service-doc', 'conformance', 'data'])
    const { conformsTo } = await sent<{ conformsTo: string[] }>(city.get('/ogc/conformance'))
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core')
    const { collections } = await sent<{ collections: { id: string; extent: object }[] }>(city.get('/ogc/collections'))
    expect(collections).toMatchObject([{ id: layer.id, title: layer.name, storageCrs: EPSG_4490 }])
    const { properties } = await sent<{ properties: object }>(city.get(`/ogc/collections/${layer.id}/queryables`))
    expect(properties).toMatchObject({
      面积: { type: 'number' },
      note: { type: 'string' },
      valid_from: { format: 'date' },
    })
    const api = await sent<{ openapi: string; paths: object }>(city.get('/ogc/api'))
    expect([api.openapi, Object.keys(api.paths)]).toEqual([
      '3.0.3',
      expect.arrayContaining(['/collections/{collectionId}/items']),
    ])
    expect((await city.get('/ogc/nowhere')).statusCode).toBe(404)
  })

  test('pages follow each other without a gap or a double', async () => {
    const seen: unknown[] = []
    let query: string | undefined = 'limit=10'
    while (query) {
      const page: Items = await items(query)
      expect(page.numberMatched).toBe(25)
      seen.push(...keysOf(page))
      const next = page.links.find(({ rel }) => rel === 'next')
      query = next && new URL(next.href).search.slice(1)
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `Z${String(n).padStart(2, '0')}`))
  })

  test('[BLU-87] a page ends where it is heavy, before as many as were asked for', async () => {
    const wish = { limit: 10, filterLatitudeFirst: false, latitudeFirst: false, equals: {} }
    const page = (after: number | undefined, most: number) =>
      server.handle.asActor(actorOf('city'), (trx) => listItems(trx, layer.id, { ...wish, after }, most))
    const seen: number[] = []
    let last: number | undefined
    for (let next: string | null = ''; next !== null; ) {
      const { texts, next: then, matched } = await page(last, 11)
      expect([texts.length <= 3, matched]).toEqual([true, 25])
      seen.push(...texts.map((text) => JSON.parse(text).id))
      last = seen.at(-1)
      next = then
    }
    expect([seen.length, new Set(seen).size]).toEqual([25, 25]) // squares of five: three a page
    expect((await page(undefined, 1)).texts).toHaveLength(1)
  })

  test('boxes, days and axes', async () => {
    expect(keysOf(await items('bbox=109.05,21,109.25,22'))).toEqual(['Z01', 'Z02'])
    expect(keysOf(await items(`bbox=21,109.05,22,109.25&bbox-crs=${encodeURIComponent(EPSG_4490)}`))).toEqual([
      'Z01',
      'Z02',
    ])
    expect((await items('datetime=2020-01-01')).numberMatched).toBe(20)
    expect((await items('datetime=2024-01-01T00:00:00Z/..')).numberMatched).toBe(25)
    const [plain] = (await items('limit=1')).features
    expect(plain?.geometry.coordinates[0]?.[0]?.[0]?.map(Math.round)).toEqual([109, 21])
    const city = await server.as('city')
    const reply = await city.get(`/ogc/collections/${layer.id}/items?limit=1&crs=${encodeURIComponent(EPSG_4490)}`)
    expect(reply.headers['content-crs']).toBe(`<${EPSG_4490}>`)
    expect((reply.json() as Items).features[0]?.geometry.coordinates[0]?.[0]?.[0]?.map(Math.round)).toEqual([21, 109])
    const one = await sent<{ id: number; properties: object }>(
      city.get(`/ogc/collections/${layer.id}/items/${plain?.id}`),
    )
    expect(one).toMatchObject({ id: plain?.id, properties: { key: 'Z00', 面积: 0 } })
    for (const wrong of ['bbox=1,2,3', 'bbox=5,1,1,2', 'datetime=soon', 'crs=EPSG:3857', 'limit=0', 'unknown=1'])
      expect([wrong, (await city.get(`/ogc/collections/${layer.id}/items?${wrong}`)).statusCode]).toEqual([wrong, 400])
  })

  test('[BLU-17] filters in CQL2 text, of columns and of attributes', async () => {
    expect(await filtered("class = 'core' AND name LIKE '红树%'")).toEqual(['Z00', 'Z02', 'Z04'])
    expect(await filtered('面积 BETWEEN 20 AND 40')).toEqual(['Z02', 'Z03', 'Z04'])
    expect(await filtered("note IN ('第3块', '第9块') OR only IS NOT NULL")).toEqual(['Z03', 'Z07', 'Z09'])
    expect(await filtered("NOT valid_from < DATE('2024-01-01')")).toHaveLength(5)
    expect(await filtered("valid_from >= '2024-01-01' AND area_m2 > 0")).toHaveLength(5)
    expect(await filtered('S_INTERSECTS(geometry, BBOX(109.05, 21, 109.25, 22))')).toEqual(['Z01', 'Z02'])
    const ring = '21 109.05, 22 109.05, 22 109.25, 21 109.25, 21 109.05'
    const latitudeFirst = `&filter-crs=${encodeURIComponent(EPSG_4490)}`
    expect(await filtered(`S_INTERSECTS(geometry, POLYGON((${ring})))`, latitudeFirst)).toEqual(['Z01', 'Z02'])
    expect(keysOf(await items('key=Z05'))).toEqual(['Z05'])

    const city = await server.as('city')
    const tries = [
      'key = 1',
      "x'; drop table blueprint_feature; --",
      'S_INTERSECTS(geometry, POLYGON((1 2, 3 4)))',
      "name LIKE 'a\\'",
    ]
    for (const filter of tries) {
      const reply = await city.get(`/ogc/collections/${layer.id}/items?filter=${encodeURIComponent(filter)}`)
      expect([filter, reply.statusCode, reply.json().code]).toEqual([filter, 400, 'ogc_filter_invalid'])
    }
    expect(await filtered("name = '''; drop table blueprint_feature; --'")).toEqual([])
    expect((await items('')).numberMatched).toBe(25)
  })
})

describe('[BLU-19] service keys', () => {
  const made = async (name = 'QGIS') =>
    sent<{ id: string; key: string }>((await server.as('city')).post('/api/v1/service-keys', { name }))
  const by = (key: string, url = `/ogc/collections/${layer.id}`, scheme = 'basic') =>
    server.nobody().get(url, {
      authorization: scheme === 'basic' ? `Basic ${Buffer.from(`qgis:${key}`).toString('base64')}` : `Bearer ${key}`,
    })

  test('open what is read for other programs, and nothing else', async () => {
    const { key } = await made()
    expect((await by(key)).statusCode).toBe(200)
    expect((await by(key, undefined, 'bearer')).statusCode).toBe(200)
    expect((await by(key, '/api/v1/blueprint/layers')).statusCode).toBe(401)
    const refused = await by(`qk_${'A'.repeat(43)}`)
    expect([refused.statusCode, refused.headers['www-authenticate']]).toEqual([
      401,
      'Basic realm="Qunce", charset="UTF-8"',
    ])
    expect((await server.nobody().get('/ogc/collections')).statusCode).toBe(401)
  })

  test('are kept as a hash, listed without the key, and end by their user’s word', async () => {
    const { id, key } = await made('要停用的')
    const stored = await server.handle.asSystem((trx) => trx.selectFrom('service_key').selectAll().execute())
    expect(JSON.stringify(stored)).not.toContain(key.slice(3))
    const city = await server.as('city')
    expect((await city.get('/api/v1/service-keys')).json()).toEqual(
      expect.arrayContaining([expect.objectContaining({ id, name: '要停用的' })]),
    )
    expect((await by(key)).statusCode).toBe(200)
    expect((await (await server.as('department')).delete(`/api/v1/service-keys/${id}`)).statusCode).toBe(404)
    expect((await city.delete(`/api/v1/service-keys/${id}`)).statusCode).toBe(204)
    expect((await by(key)).statusCode).toBe(401)
  })

  test('end with the membership', async () => {
    const { key } = await made()
    await server.handle.asSystem((trx) =>
      trx
        .updateTable('membership')
        .set({ revoked_at: new Date() })
        .where('id', '=', PEOPLE.city.membershipId)
        .execute(),
    )
    expect((await by(key)).statusCode).toBe(401)
  })
})
