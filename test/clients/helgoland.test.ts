import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadGazetteer } from '../../src/gazetteer/index.ts'
import { addedStation, placePeople, sent } from '../../src/monitoring/stage.testing.ts'
import { withServer } from '../support/index.ts'

const SOURCE = fileURLToPath(new URL('helgoland', import.meta.url))
const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/qunce-clients/', import.meta.url))

/** The client as a program that Node runs, made once for each wording; null where the registry cannot be reached. */
async function client(): Promise<string | null> {
  const files = ['package.json', 'package-lock.json', 'client.mjs'].map((name) => readFileSync(join(SOURCE, name)))
  const folder = join(FOLDER, createHash('sha256').update(Buffer.concat(files)).digest('hex').slice(0, 16))
  const program = join(folder, 'dist', 'client.js')
  if (existsSync(program)) return program
  mkdirSync(folder, { recursive: true })
  cpSync(SOURCE, folder, { recursive: true })
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, timeout: 120_000 })
  } catch {
    return null
  }
  await build({
    ...{ root: folder, configFile: false, logLevel: 'error' },
    build: { ssr: 'client.mjs', outDir: 'dist', emptyOutDir: true },
    ssr: { noExternal: true, resolve: { mainFields: ['main'] } },
  })
  return program
}

const program = await client()

describe.skipIf(program === null)(
  `[MON-61] [MON-63] a SensorThings client of others, @helgoland/core of 52°North${program === null ? ': skipped because npm could not fetch it' : ''}`,
  () => {
    const server = withServer({
      clock: () => new Date('2026-03-02T12:00:00+08:00'),
      prepare: async (handle) => {
        await loadGazetteer(handle)
        await placePeople(handle)
      },
    })
    let address = ''
    let key = ''
    beforeAll(async () => {
      const department = await server.as('department')
      await addedStation(department)
      key = (
        await sent<{ key: string }>(department.post('/api/v1/service-keys', { name: '自动站', scope: 'observations' }))
      ).key
      await server.app.listen({ host: '127.0.0.1', port: 0 })
      address = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}/sensorthings/v1.1/`
    })

    test('reads stations and datastreams, writes an observation and reads it again, and is told what cannot be', async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [program ?? '', address, key], { timeout: 60_000 })
      expect(JSON.parse(stdout)).toEqual({
        ...{ things: 1, thing: '石角站', place: { type: 'Point', coordinates: [110.2, 21.9] } },
        ...{ stream: '氨氮', of: '石角站', before: 0 },
        ...{ result: 0.61, at: '2026-03-01T02:00:00.000Z', refused: 422 },
      })
    })
  },
)
