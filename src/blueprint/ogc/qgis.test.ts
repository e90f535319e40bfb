import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'
import { addedLayer, sent, settled, square } from '../stage.testing.ts'

/** QGIS is a gigabyte of packages: it is used where it stands (`apt-get install python3-qgis`), and not installed for this. */
const PYTHON = '/usr/bin/python3'
const hasQgis = spawnSync(PYTHON, ['-c', 'import qgis.core']).status === 0

/** Opens a collection as the program's own window does, and reads every feature of it. */
const SCRIPT = `
import json, os, sys
from qgis.core import QgsApplication, QgsDataSourceUri, QgsDistanceArea, QgsFeatureRequest, QgsProject, QgsRectangle, QgsVectorLayer
address, collection, key = sys.argv[1:4]
program = QgsApplication([], False)
program.initQgis()
uri = QgsDataSourceUri()
for name, value in (('url', address), ('typename', collection), ('username', 'qgis'), ('password', key), ('pagesize', '100')):
    uri.setParam(name, value)
layer = QgsVectorLayer(uri.uri(False), 'layer', 'OAPIF')
seen = {feature['key']: feature for feature in layer.getFeatures()}
measure = QgsDistanceArea()
measure.setSourceCrs(layer.crs(), QgsProject.instance().transformContext())
measure.setEllipsoid('EPSG:7030')
box = QgsFeatureRequest().setFilterRect(QgsRectangle(108.51, 21.06, 109.02, 21.31))
print(json.dumps({
    'valid': layer.isValid(),
    'crs': layer.crs().authid(),
    'features': len(seen),
    'within': len(list(layer.getFeatures(box))),
    'area': sum(measure.measureArea(feature.geometry()) for feature in seen.values()),
    'areaTold': sum(feature['area_m2'] for feature in seen.values()),
}), flush=True)
os._exit(0) # taking the program down while its layers live ends in a crash
`

describe.skipIf(!hasQgis)(
  `[BLU-18] QGIS, headless${hasQgis ? '' : ': skipped because PyQGIS is not installed (apt-get install python3-qgis)'}`,
  () => {
    const server = withServer({ prepare: settled })
    const home = mkdtempSync(join(tmpdir(), 'qunce-qgis-'))
    afterAll(() => rmSync(home, { recursive: true, force: true }))

    test('loads a layer: every feature, its place, its area', async () => {
      const city = await server.as('city')
      const ground = Array.from({ length: 430 }, (_, n) => ({
        west: 108 + (n % 40) * 0.05,
        south: 21 + Math.floor(n / 40) * 0.05,
        side: 0.02 + (n % 7) * 0.003,
      }))
      const put = ground.map(({ west, south, side }, n) => ({
        key: `Z${n}`,
        name: `第${n}块`,
        class: 'general',
        attributes: { 序号: n },
        geometry: square(west, south, side),
      }))
      const layer = await addedLayer(city, { name: '红线' }, put)
      const { key } = await sent<{ key: string }>(city.post('/api/v1/service-keys', { name: 'QGIS' }))
      await server.app.listen({ host: '127.0.0.1', port: 0 })
      const { port } = server.app.server.address() as AddressInfo
      const { stdout } = await promisify(execFile)(
        PYTHON,
        ['-c', SCRIPT, `http://127.0.0.1:${port}/ogc`, layer.id, key],
        { timeout: 90_000, env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', HOME: home, XDG_RUNTIME_DIR: home } },
      )
      const seen = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
      const within = ground.filter(
        ({ west, south, side }) => west + side >= 108.51 && west <= 109.02 && south + side >= 21.06 && south <= 21.31,
      )
      expect(seen).toMatchObject({ valid: true, features: put.length, within: within.length })
      expect(Math.abs(seen.area / seen.areaTold - 1)).toBeLessThan(1e-4) // on the ellipsoid of WGS 84
      expect(['EPSG:4490', 'OGC:CRS84', 'EPSG:4326']).toContain(seen.crs)
    }, 120_000)
  },
)
