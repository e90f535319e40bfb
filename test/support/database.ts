import { createHash, randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { type DatabaseHandle, migrate, openDatabase, readMigrations } from '../../src/platform/database/index.ts'

/** A migrated database of this test file's own. */
export interface TestDatabase {
  readonly handle: DatabaseHandle
  /** A folder that is removed with the database: for files, secrets, a second start. */
  readonly folder: string
  /** The real server's address, undefined on the embedded engine. */
  readonly url: string | undefined
}

const serverUrl = process.env.QUNCE_TEST_DATABASE_URL || undefined

/** Which engine the tests run on: a real server when QUNCE_TEST_DATABASE_URL is set, else the embedded one. */
export const testEngine: DatabaseHandle['engine'] = serverUrl ? 'postgresql' : 'embedded'

/**
 * Gives the test file (or the describe block that calls it) a fresh, migrated database, and removes it at the end.
 * The migrated template is made once for each wording of the migrations and copied.
 */
export function withDatabase(): TestDatabase {
  let opened: (TestDatabase & { remove: () => Promise<void> }) | undefined
  beforeAll(async () => {
    opened = await createTestDatabase()
  }, 240_000)
  afterAll(async () => opened?.remove(), 60_000)
  const need = () => {
    if (!opened) throw new Error('withDatabase(): the database exists from beforeAll on, inside of tests.')
    return opened
  }
  return {
    get handle() {
      return need().handle
    },
    get folder() {
      return need().folder
    },
    get url() {
      return need().url
    },
  }
}

/** The same outside of Vitest's hooks (fault tests): the caller removes it. */
export async function createTestDatabase(): Promise<TestDatabase & { remove: () => Promise<void> }> {
  const { folder, url, remove } = await prepareTestDatabase()
  const handle = await openDatabase({ url, dataFolder: folder })
  return {
    handle,
    folder,
    url,
    async remove() {
      await handle.close()
      await remove()
    },
  }
}

/** The same, not opened: for a server that opens it itself, as at a real start. */
export async function prepareTestDatabase(): Promise<Omit<TestDatabase, 'handle'> & { remove: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'qunce-test-'))
  const { url, drop } = serverUrl ? await copyOnServer(serverUrl) : await copyEmbedded(folder)
  return {
    folder,
    url,
    async remove() {
      await drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function migrationsHash(): string {
  const hash = createHash('sha256')
  for (const { sha256 } of readMigrations()) hash.update(sha256)
  return hash.digest('hex').slice(0, 16)
}

/** A real server copies a template database in a fraction of a second. */
async function copyOnServer(server: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const template = `qunce_template_${migrationsHash()}`
  const name = `qunce_test_${randomBytes(6).toString('hex')}`
  await onServer(server, async (client) => {
    await client.query('select pg_advisory_lock(7108111)')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (!rowCount) {
      const making = `${template}_making`
      await client.query(`drop database if exists ${making}`)
      await client.query(`create database ${making}`)
      const handle = await openDatabase({ url: urlOf(server, making), dataFolder: tmpdir() })
      try {
        await migrate(handle.kysely)
      } finally {
        await handle.close()
      }
      await client.query(`alter database ${making} rename to ${template}`)
    }
    // As files: the way over the log, which is the default, costs the server three times as much.
    await client.query(`create database ${name} template ${template} strategy file_copy`)
  })
  const drop = () => onServer(server, async (client) => void (await client.query(`drop database ${name} with (force)`)))
  return { url: urlOf(server, name), drop }
}

async function onServer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** `postgresql://user@host:port/name?host=/socket/folder`, with another name. */
function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}

/** Puts a migrated embedded database into a data folder, for a test that starts a server of its own there. */
export async function prepareDataFolder(folder: string): Promise<void> {
  if (!serverUrl) await copyEmbedded(folder)
}

/** The embedded engine's template is a data folder; a copy starts in about two seconds instead of twelve. */
async function copyEmbedded(folder: string): Promise<{ url: undefined; drop: () => Promise<void> }> {
  const cache = join(tmpdir(), `qunce-templates-${userInfo().uid}`)
  const template = join(cache, migrationsHash())
  mkdirSync(cache, { recursive: true, mode: 0o700 })
  if (!existsSync(template)) {
    const making = mkdtempSync(join(cache, 'making-'))
    const handle = await openDatabase({ dataFolder: making })
    try {
      await migrate(handle.kysely)
    } finally {
      await handle.close()
    }
    try {
      renameSync(making, template)
    } catch {
      rmSync(making, { recursive: true, force: true }) // another test file made it in the meantime
    }
  }
  cpSync(join(template, 'database'), join(folder, 'database'), { recursive: true })
  return { url: undefined, drop: async () => {} }
}
