import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actorOf } from '../../../test/support/index.ts'
import { appendAudit, verifyAudit } from '../audit/index.ts'
import { announce } from '../events/index.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './open.ts'

const server = process.env.QUNCE_TEST_DATABASE_URL

describe.runIf(server)('[PLAT-12] a server where we are no superuser', () => {
  const name = `qunce_plain_${randomBytes(6).toString('hex')}`
  const urlFor = (user: string, database: string) => {
    const url = new URL(server ?? '')
    url.username = user
    url.password = name
    url.pathname = `/${database}`
    return url.href
  }
  const asSuperuser = async (database: string, ...statements: string[]) => {
    const url = new URL(server ?? '')
    if (database) url.pathname = `/${database}`
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  beforeAll(() =>
    asSuperuser('', `create role ${name} login password '${name}'`, `create database ${name} owner ${name}`),
  )
  afterAll(() => asSuperuser('', `drop database ${name} with (force)`, `drop role ${name}`))
  const open = () => openDatabase({ url: urlFor(name, name), dataFolder: '' })

  test('says what its administrator has to do first, and then does all the rest itself', async () => {
    await expect(open()).rejects.toMatchObject({ code: 'postgis_missing' })
    await asSuperuser(name, 'create extension postgis')

    const handle = await open()
    try {
      await asSuperuser('', 'create role qunce_app nologin').catch(() => {}) // other tests' databases need them too
      await asSuperuser('', 'create role qunce_system nologin').catch(() => {})
      await expect(migrate(handle.kysely)).rejects.toMatchObject({
        code: 'database_roles_missing',
        facts: { user: name },
      })
      await asSuperuser('', `grant qunce_app, qunce_system to ${name}`)
      await migrate(handle.kysely)

      await handle.asActor(actorOf('office'), async (trx) => {
        await announce(trx, 'test.happened', {})
        await appendAudit(trx, { action: 'test.happen', subjectKind: 'test', subjectId: '1', after: { a: 1 } })
      })
      expect(await verifyAudit(handle)).toMatchObject({ intact: true, lines: 1 })
      const events = await handle.asSystem((trx) => trx.selectFrom('outbox_event').select('kind').execute())
      expect(events).toEqual([{ kind: 'test.happened' }])
      // better-auth's queries run as the owner itself, which the forced policies bind too: it is a member of the system.
      expect(await handle.kysely.selectFrom('auth_user').selectAll().execute()).toEqual([])
    } finally {
      await handle.close()
    }
  }, 60_000)
})
