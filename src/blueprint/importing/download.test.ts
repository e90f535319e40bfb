import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'
import type { Layer } from '../schemas/layers.ts'
import { addedLayer, settled, square } from '../stage.testing.ts'
import { inFolder, readApart } from './apart.ts'

const server = withServer({ prepare: settled })
const folder = mkdtempSync(join(tmpdir(), 'qunce-download-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let layer: Layer
beforeAll(async () => {
  layer = await addedLayer(
    await server.as('city'),
    { kind: 'infrastructure', name: '基础设施', audience: 'jurisdiction' },
    [
      {
        key: 'A1',
        name: '红树林',
        class: 'port',
        attributes: { 备注: '甲', 序号: 3 },
        geometry: square(109.1, 21.4),
        validFrom: '2020-01-01',
      },
      {
        key: 'L1',
        name: '铁路',
        class: 'railway',
        geometry: {
          type: 'LineString',
          coordinates: [
            [109, 21],
            [109.2, 21.3],
          ],
        },
        validFrom: '2020-01-01',
      },
      { key: 'P1', geometry: { type: 'Point', coordinates: [109.5, 21.5] }, validFrom: '2024-01-01' },
    ],
  )
}, 60_000)

async function readBack(path: string, fileName: string, source?: string) {
  const reply = await (await server.as('city')).get(`/api/v1/blueprint/layers/${layer.id}/${path}`)
  expect([path, reply.statusCode]).toEqual([path, 200])
  const file = join(folder, 'download')
  writeFileSync(file, reply.rawPayload)
  return inFolder((own) => readApart({ path: file, fileName, folder: own, settings: source ? { source } : {} }))
}

test('[BLU-20] a GeoPackage is read again as it was', async () => {
  const found = await readBack('features.gpkg', 'a.gpkg')
  expect(found).toMatchObject({
    layers: [{ name: '基础设施', features: 3 }],
    crs: { code: 'EPSG:4490', from: 'file' },
    shapes: { areas: 1, lines: 1, points: 1 },
    mapping: { key: 'key', name: 'name', validFrom: 'valid_from' },
    problems: { fatal: 0, curable: 0 },
  })
  expect(found.areaM2).toBeCloseTo(layer.areaM2 ?? 0, 1)
  expect(found.samples[0]).toMatchObject({ key: 'A1', name: '红树林', class: 'port', 备注: '甲' })
  const few = await readBack('features.gpkg?asOf=2021-01-01', 'a.gpkg')
  expect(few.features).toBe(2)
}, 60_000)

test('[BLU-20] shapefiles in one archive, one for each shape', async () => {
  const found = await readBack('features.zip', 'a.zip', '基础设施_polygon')
  expect(found.layers.map(({ name }) => name).sort()).toEqual([
    '基础设施_linestring',
    '基础设施_point',
    '基础设施_polygon',
  ])
  expect(found).toMatchObject({
    features: 1,
    encoding: { name: 'UTF-8', from: 'file' },
    crs: { code: 'EPSG:4490' },
    problems: { fatal: 0, curable: 0 },
  })
  expect(found.samples[0]).toMatchObject({ key: 'A1', name: '红树林', 备注: '甲' })
}, 60_000)

test('[BLU-20] who does not see the layer gets no file', async () => {
  const other = await server.as('otherDepartment')
  for (const form of ['gpkg', 'zip', 'geojson']) {
    const reply = await other.get(`/api/v1/blueprint/layers/${layer.id}/features.${form}`)
    expect([form, reply.statusCode]).toEqual([form, 404])
  }
})
