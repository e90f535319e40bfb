import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { actorOf, prepareDataFolder, testEngine, withDatabase } from '../../../test/support/index.ts'
import type { Actor } from '../access/index.ts'
import { openDatabase } from './open.ts'

const office: Actor = actorOf('office')

describe('a transaction', () => {
  const database = withDatabase()
  const whoAmI = sql<{ role: string; user: string | null; organization: string | null }>`
    select current_user::text as role, actor_user_id() as user, actor_organization_id()::text as organization`

  test('[PLAT-3] as an actor runs under the restricted role, which owns nothing, and knows who acts', async () => {
    const { rows } = await database.handle.asActor(office, (trx) => whoAmI.execute(trx))
    expect(rows).toEqual([{ role: 'qunce_app', user: office.userId, organization: office.organizationId }])
    const owned = await sql`select relname from pg_class where relowner in
      (select oid from pg_roles where rolname in ('qunce_app', 'qunce_system'))`.execute(database.handle.kysely)
    expect(owned.rows).toEqual([])
  })

  test('[PLAT-3] leaves nothing of its actor behind on the connection', async () => {
    await database.handle.asActor(office, (trx) => whoAmI.execute(trx))
    await database.handle.asActor(office, () => Promise.reject(new Error('no'))).catch(() => {})
    const { rows } = await database.handle.asSystem((trx) => whoAmI.execute(trx))
    expect(rows).toEqual([{ role: 'qunce_system', user: null, organization: null }])
    const bare = await whoAmI.execute(database.handle.kysely)
    expect(bare.rows[0]?.role).not.toMatch(/^qunce_/)
  })

  test('[PLAT-4] that throws leaves nothing', async () => {
    const work = database.handle.asSystem(async (trx) => {
      await sql`insert into outbox_event (kind, payload) values ('test.thrown', '{}')`.execute(trx)
      throw new Error('changed my mind')
    })
    await expect(work).rejects.toThrow('changed my mind')
    expect(await eventsOfKind('test.thrown')).toBe(0)
  })

  test('[PLAT-4] that went on after a failed statement is not reported as saved', async () => {
    const work = database.handle.asSystem(async (trx) => {
      await sql`insert into outbox_event (kind, payload) values ('test.swallowed', '{}')`.execute(trx)
      await sql`select 1 / 0`.execute(trx).catch(() => {})
      return 'saved'
    })
    await expect(work).rejects.toThrow('nothing of it was saved')
    expect(await eventsOfKind('test.swallowed')).toBe(0)
  })

  test('[PLAT-5] inside another one is refused at once instead of waiting for ever', async () => {
    const work = database.handle.asSystem(() => database.handle.asSystem(async () => 'inner'))
    await expect(work).rejects.toThrow('A transaction was asked for inside another one')
  })

  test.each(["o'brien", 'a\\', "'; reset role; --", '$$', '张三'])(
    '[PLAT-7] an actor called %s is only a value',
    async (userId) => {
      const { rows } = await database.handle.asActor({ ...office, userId }, (trx) => whoAmI.execute(trx))
      expect(rows[0]).toMatchObject({ role: 'qunce_app', user: userId })
    },
  )

  test('[PLAT-7] an actor with a control character is refused before anything runs', async () => {
    const ran: string[] = []
    const work = async () =>
      database.handle.asActor({ ...office, userId: 'a\u0000b' }, async () => void ran.push('ran'))
    await expect(work()).rejects.toThrow('control character')
    expect(ran).toEqual([])
  })

  test.runIf(testEngine === 'postgresql')(
    '[PLAT-9] whose connection is lost says so, and the next one works',
    async () => {
      const work = database.handle.asSystem(async (trx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
        await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.handle.kysely)
        await sql`select pg_sleep(1)`.execute(trx)
      })
      await expect(work).rejects.toMatchObject({ kind: 'busy', code: 'connection_lost' })
      const { rows } = await database.handle.asActor(office, (trx) => whoAmI.execute(trx))
      expect(rows).toHaveLength(1)
    },
  )

  test('many at once take turns and each sees its own actor', async () => {
    const users = Array.from({ length: 40 }, (_, index) => `user ${index}`)
    const seen = await Promise.all(
      users.map((userId) => database.handle.asActor({ ...office, userId }, (trx) => whoAmI.execute(trx))),
    )
    expect(seen.map(({ rows }) => rows[0]?.user)).toEqual(users)
  })

  test('a count is a number, a day is its text, a moment is a Date in UTC', async () => {
    const { rows } = await sql<Record<string, unknown>>`select count(*) as count, date '2027-02-01' as day,
      timestamptz '2027-02-01 08:00+08' as moment, current_setting('TimeZone') as zone`.execute(database.handle.kysely)
    expect(rows[0]).toEqual({ count: 1, day: '2027-02-01', moment: new Date('2027-02-01T00:00:00Z'), zone: 'UTC' })
  })

  async function eventsOfKind(kind: string): Promise<number> {
    const rows = await database.handle.asSystem((trx) =>
      trx.selectFrom('outbox_event').select('id').where('kind', '=', kind).execute(),
    )
    return rows.length
  }
})

describe.runIf(testEngine === 'embedded')('the embedded data folder', () => {
  const folders: string[] = []
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'qunce-folder-'))
    folders.push(folder)
    return folder
  }
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })

  test('[PLAT-1] [PLAT-2] [PLAT-8] commits survive kills, a second process is refused, nothing needs a hand', async () => {
    const folder = newFolder()
    // A creation that was killed half-way: files without the mark of a complete one.
    mkdirSync(join(folder, 'database', 'cluster'), { recursive: true })
    writeFileSync(join(folder, 'database', 'cluster', 'half'), 'written')

    let told = 0
    for (let round = 0; round < 3; round += 1) {
      const writer = spawn(process.execPath, [fileURLToPath(new URL('./writer.testing.ts', import.meta.url)), folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const killed = new Promise((done) => writer.once('exit', done))
      await new Promise<void>((done) => {
        writer.stdout.on('data', (chunk: Buffer) => {
          const numbers = chunk.toString().trim().split('\n').map(Number)
          told = Math.max(told, ...numbers)
          if (told >= (round + 1) * 15) done()
        })
      })
      if (round === 0)
        await expect(openDatabase({ dataFolder: folder })).rejects.toMatchObject({ code: 'data_folder_in_use' })
      writer.kill('SIGKILL')
      await killed
    }

    const handle = await openDatabase({ dataFolder: folder })
    try {
      const { rows } = await sql<{ number: number }>`select number from told order by number`.execute(handle.kysely)
      const numbers = rows.map(({ number }) => number)
      expect(numbers.slice(0, told)).toEqual(Array.from({ length: told }, (_, index) => index + 1))
    } finally {
      await handle.close()
    }
  }, 120_000)

  test('a folder whose path is too long for a socket works too', async () => {
    const folder = join(newFolder(), 'd'.repeat(90), 'e'.repeat(40))
    await prepareDataFolder(folder) // that a new one is created is shown above
    const handle = await openDatabase({ dataFolder: folder })
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(handle.kysely)
    await handle.close()
    expect(rows).toEqual([{ one: 1 }])
  }, 60_000)
})
