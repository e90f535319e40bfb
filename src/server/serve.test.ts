import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { prepareDataFolder, withDatabase } from '../../test/support/index.ts'
import { startServer } from './serve.ts'

const database = withDatabase()
const started = fileURLToPath(new URL('./serve.testing.ts', import.meta.url))

describe('the server', () => {
  test('[SRV-18] starts, prints a link that signs in, ends on SIGTERM, and starts again', async () => {
    // The embedded database belongs to one process at a time: the one under test has a folder of its own.
    const folder = join(database.folder, 'served')
    await prepareDataFolder(folder)
    for (const round of ['first', 'second']) {
      const child = spawn(process.execPath, [started, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, ...(database.url ? { DATABASE_URL: database.url } : {}) },
      })
      const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
      const url = await new Promise<string>((done) => {
        let text = ''
        child.stdout.on('data', (chunk) => {
          text += chunk
          const found = /http:\/\/\S+\/sign-in\/\S+/.exec(text)
          if (found) done(found[0])
        })
      })
      const link = await fetch(url, { redirect: 'manual' })
      expect([round, link.status]).toEqual([round, 303])
      const cookie = link.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ')
      const session = await fetch(new URL('/api/v1/session', url), { headers: { cookie } })
      expect(await session.json()).toMatchObject({ mode: 'normal', actor: { role: 'administrator' } })
      expect(await (await fetch(new URL('/api/health', url))).json()).toMatchObject({ status: 'ok' })
      child.kill('SIGTERM')
      expect([round, await exited]).toEqual([round, 0])
    }
  }, 240_000)

  test('[SRV-18] says so when its port is taken', async () => {
    const options = {
      dataFolder: join(database.folder, 'one'),
      databaseUrl: database.url,
      sample: false,
      handleSignals: false,
      logLevel: 'silent',
    }
    await prepareDataFolder(join(database.folder, 'one'))
    const running = await startServer({ ...options, port: 0 })
    const port = Number(new URL(running.address).port)
    const second = startServer({ ...options, dataFolder: join(database.folder, 'two'), port })
    await expect(second).rejects.toMatchObject({ code: 'port_in_use', facts: { port } })
    // Before the database is built.
    expect(existsSync(join(database.folder, 'two', 'database'))).toBe(false)
    if (!database.url) {
      await expect(startServer({ ...options, port })).rejects.toMatchObject({ code: 'data_folder_in_use' })
    }
    await running.stop()
  }, 240_000)

  test.each([
    ['a damaged secret', { 'session-secret': 'short' }, {}, 'session_secret_damaged'],
    ['a damaged key', { 'node-key.pem': 'no key' }, {}, 'node_key_damaged'],
    ['settings that are none', { 'sign-in.json': '{' }, {}, 'settings_invalid'],
    ['an address of another machine', {}, { host: '192.0.2.1' }, 'port_unusable'],
  ])('[SRV-18] says what is wrong before the database is built: %s', async (_name, files, options, code) => {
    const dataFolder = join(database.folder, code)
    mkdirSync(dataFolder)
    for (const [name, content] of Object.entries(files)) writeFileSync(join(dataFolder, name), content)
    const start = startServer({ dataFolder, databaseUrl: database.url, port: 0, handleSignals: false, ...options })
    await expect(start).rejects.toMatchObject({ code })
    expect(existsSync(join(dataFolder, 'database'))).toBe(false)
  })
})
