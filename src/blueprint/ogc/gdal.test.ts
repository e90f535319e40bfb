import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'
import type { Layer } from '../schemas/layers.ts'
import { addedLayer, sent, settled, square } from '../stage.testing.ts'

const run = promisify(execFile)
/** GDAL as Debian has it: `npm test` installs it where it may. */
const hasGdal = spawnSync('ogrinfo', ['--version']).status === 0

describe.skipIf(!hasGdal)(
  `[BLU-18] Debian’s GDAL, by its OAPIF driver and a service key${hasGdal ? '' : ': skipped because gdal-bin (ogrinfo, ogr2ogr) is not installed'}`,
  () => {
    const server = withServer({ prepare: settled })
    const folder = mkdtempSync(join(tmpdir(), 'qunce-gdal-'))
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    const COUNT = 430
    let layer: Layer
    let source: string
    let options: string[]
    beforeAll(async () => {
      const city = await server.as('city')
      const put = Array.from({ length: COUNT }, (_, n) => ({
        key: `Z${n}`,
        name: `第${n}块`,
        class: n % 3 === 0 ? 'core' : 'general',
        attributes: { 序号: n },
        geometry: square(108 + (n % 40) * 0.05, 21 + Math.floor(n / 40) * 0.05, 0.02 + (n % 7) * 0.003),
      }))
      layer = await addedLayer(city, { name: '红线' }, put)
      const { key } = await sent<{ key: string }>(city.post('/api/v1/service-keys', { name: 'GDAL' }))
      await server.app.listen({ host: '127.0.0.1', port: 0 })
      const { port } = server.app.server.address() as AddressInfo
      source = `OAPIF:http://127.0.0.1:${port}/ogc`
      options = ['-oo', `USERPWD=qgis:${key}`, '-oo', 'PAGE_SIZE=100']
    }, 60_000)

    const areaOf = async (where: ReturnType<typeof sql>) => {
      const { rows } = await sql<{ count: number; area: number }>`
      select count(*) as count, sum(st_area(geometry::geography)) as area from blueprint_feature f
      where removed_in is null and ${where}`.execute(server.handle.kysely)
      return rows[0] as { count: number; area: number }
    }
    /** What GDAL downloaded: how many, and the sum of the areas that came with them. */
    async function downloaded(...more: string[]) {
      const file = join(folder, `${Math.random()}.geojson`)
      await run('ogr2ogr', ['-f', 'GeoJSON', file, source, ...options, layer.id, ...more], { timeout: 60_000 })
      const { features } = JSON.parse(readFileSync(file, 'utf8')) as {
        features: { properties: { key: string; area_m2: number } }[]
      }
      const keys = new Set(features.map(({ properties }) => properties.key))
      return {
        count: features.length,
        distinct: keys.size,
        area: features.reduce((sum, { properties }) => sum + properties.area_m2, 0),
      }
    }

    test('lists the collections', async () => {
      const { stdout } = await run('ogrinfo', ['-ro', source, ...options], { timeout: 60_000 })
      expect(stdout).toContain(layer.id)
      const about = await run('ogrinfo', ['-ro', '-so', source, layer.id, ...options], { timeout: 60_000 })
      expect(about.stdout).toContain(`Feature Count: ${COUNT}`)
      expect(about.stdout).toMatch(/Extent: \(108\.0+, 21\.0+\)/)
    }, 120_000)

    test('downloads all pages: count and area are the database’s', async () => {
      const [got, there] = [await downloaded(), await areaOf(sql`true`)]
      expect([got.count, got.distinct]).toEqual([COUNT, COUNT])
      expect(Math.abs(got.area / there.area - 1)).toBeLessThan(1e-6)
    }, 120_000)

    test('downloads a box, and what a condition says', async () => {
      const box = ['108.51', '21.06', '109.02', '21.31']
      const there = await areaOf(sql`st_intersects(geometry, st_makeenvelope(108.51, 21.06, 109.02, 21.31, 4490))`)
      const got = await downloaded('-spat', ...box)
      expect([got.count, Math.abs(got.area / there.area - 1) < 1e-6]).toEqual([there.count, true])
      expect(got.count).toBeLessThan(COUNT)

      const core = await downloaded('-where', "class = 'core'")
      expect(core.count).toBe((await areaOf(sql`class = 'core'`)).count)
    }, 120_000)
  },
)
