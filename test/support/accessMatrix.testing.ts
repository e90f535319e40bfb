import ExcelJS from 'exceljs'
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { loadGazetteer } from '../../src/gazetteer/index.ts'
import { type Permission, roleMay } from '../../src/platform/access/index.ts'
import { EXAMPLES, prepareExamples, type Stage } from './accessExamples.ts'
import {
  addPeople,
  browserWith,
  PEOPLE,
  type PersonName,
  type TestDatabase,
  withDatabase,
  withServer,
} from './index.ts'

const EVERYBODY = ['office', 'department', 'city', 'leader', 'administrator'] as const satisfies PersonName[]

/** An address with its parameters filled in by something that is not there. */
const concrete = (url: string) => url.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000')

/**
 * Holds the routes against the permission table, each as every role, with the routes' own check and without it. In parts, so
 * that several run side by side: what concerns all routes at once is in the first.
 */
export function holdAccess(part: number, parts: number): void {
  const database = withDatabase()
  const address = { host: '127.0.0.1', port: 4222 }
  const nodeSettings = { code: 'own', role: 'region' as const, client: address, reachedAt: 'region:7422', password: '' }
  const options = { database, rateLimits: 'off' as const, nodeSettings }
  const checked = withServer({
    ...options,
    prepare: async (handle) => {
      await loadGazetteer(handle)
      await handle.asSystem(addPeople)
      await prepareExamples(handle)
    },
  })
  const unchecked = withServer({ ...options, routeChecks: 'off' })

  const may = (person: PersonName, permission: string) => roleMay(PEOPLE[person].role, permission as Permission)
  const stageOf = (owner: PersonName): Stage => ({ handle: database.handle, owner, as: checked.as })
  const problemOf = (reply: LightMyRequestResponse) => (reply.statusCode >= 400 ? reply.json().code : undefined)

  /** Every route that needs a permission, as the running server knows them. */
  const guarded = () =>
    checked.app.declaredRoutes.filter(({ permission, method }) => permission !== 'public' && method !== 'HEAD')

  if (part === 1)
    describe('every route', () => {
      test('[SRV-3] that needs a permission has an example here, and every example a route', () => {
        expect(
          guarded()
            .map(({ method, url }) => `${method} ${url}`)
            .sort(),
        ).toEqual(Object.keys(EXAMPLES).sort())
      })

      test('[SRV-2] that needs a permission is closed to who is not signed in', async () => {
        for (const { method, url } of guarded()) {
          const reply = await checked.nobody().request({ method: method as 'GET', url: concrete(url) })
          expect([method, url, reply.statusCode, problemOf(reply)]).toEqual([method, url, 401, 'not_signed_in'])
        }
      })

      test('[SRV-3] and every role: allowed or denied as the permission table says', async () => {
        for (const { method, url, permission } of guarded()) {
          for (const person of EVERYBODY) {
            const reply = await (await checked.as(person)).request({ method: method as 'GET', url: concrete(url) })
            const denied = reply.statusCode === 403 && problemOf(reply) === 'permission_missing'
            expect([method, url, person, denied ? 'denied' : 'allowed']).toEqual([
              method,
              url,
              person,
              may(person, permission) ? 'allowed' : 'denied',
            ])
          }
        }
      }, 120_000)
    })

  describe('with the routes’ own check removed', () => {
    test.each(Object.keys(EXAMPLES).filter((_, at) => at % parts === part - 1))(
      '[SRV-4] the database alone decides: %s',
      async (route) => {
        const { permission, audit } = guarded().find(({ method, url }) => `${method} ${url}` === route) ?? {}
        if (!permission) return // the test above says so
        const example = EXAMPLES[route]
        if (!example) throw new Error(`no example for ${route}`)

        const browsers = await Promise.all(
          EVERYBODY.filter((one) => !may(one, permission)).map(async (person) => ({
            person,
            browser: browserWith(unchecked.app, (await checked.as(person)).cookie),
          })),
        )
        // What nobody may do changes nothing: one example stands for all whom it is refused.
        const refuse = async (state: () => Promise<string>) => {
          const request = await example(stageOf('office'))
          const before = await state()
          for (const { person, browser } of browsers) {
            const reply = await browser.request(request)
            const shown = await showsSomething(reply)
            const isMistake = reply.statusCode >= 500
            expect([route, person, reply.statusCode, shown, isMistake]).toEqual([
              route,
              person,
              reply.statusCode,
              false,
              false,
            ])
          }
          return [before, await state()] as const
        }
        if (browsers.length > 0) {
          const [before, after] = await refuse(() => lastTransaction(database))
          // Somebody wrote meanwhile, be it the system by itself: with another example every row is looked at.
          if (after !== before) {
            const [rowsBefore, rowsAfter] = await refuse(() => everyRow(database))
            expect([route, rowsAfter]).toEqual([route, rowsBefore])
          }
        }

        for (const person of EVERYBODY.filter((one) => may(one, permission))) {
          const request = await example(stageOf(person))
          const lines = await auditLines(database, audit ?? '')
          const reply = await browserWith(unchecked.app, (await checked.as(person)).cookie).request(request)
          expect([route, person, reply.statusCode < 300 ? 'ok' : reply.body]).toEqual([route, person, 'ok'])
          // What a route declares to sign for, it signs for.
          if (audit !== 'none')
            expect([route, person, (await auditLines(database, audit ?? '')) > lines]).toEqual([route, person, true])
        }
      },
      120_000,
    )
  })
}

/** One past the last numbered transaction that has ended: only those that write, or lock a row, have a number. */
async function lastTransaction(database: TestDatabase): Promise<string> {
  const { rows } = await sql<{
    past: string
  }>`select pg_snapshot_xmax(pg_current_snapshot())::text as past`.execute(database.handle.kysely)
  return rows[0]?.past ?? ''
}

/** A fingerprint of every row of every table: who changed it last (xmin) and how many there are. Sessions come and go. */
async function everyRow(database: TestDatabase): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('auth_session')
    order by 1`.execute(database.handle.kysely)
  const counts = tables.map(
    ({ name }) =>
      sql`select ${name} as name, count(*) as count, coalesce(sum(xmin::text::bigint), 0) as sum from ${sql.table(name)}`,
  )
  const { rows } = await sql`${sql.join(counts, sql` union all `)} order by name`.execute(database.handle.kysely)
  return JSON.stringify(rows)
}

async function auditLines(database: TestDatabase, action: string): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from audit_line where action = ${action}`.execute(database.handle.kysely)
  return rows[0]?.count ?? 0
}

/** Whether an answer tells anything: a refusal does not, nor does an empty list, a count of zero, an empty sheet. */
async function showsSomething(reply: LightMyRequestResponse): Promise<boolean> {
  if (reply.statusCode >= 400) return false
  const type = String(reply.headers['content-type'])
  if (type.startsWith('text/csv')) return reply.body.trim().split('\r\n').length > 1
  if (type.includes('spreadsheetml')) {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(reply.rawPayload as unknown as ArrayBuffer)
    return (workbook.worksheets[0]?.actualRowCount ?? 0) > 1
  }
  return type.includes('json') ? tells(reply.json()) : reply.body !== ''
}

function tells(value: unknown): boolean {
  if (typeof value === 'number') return value !== 0
  if (Array.isArray(value)) return value.some((item) => !tellsNothing(item))
  if (value === null || typeof value !== 'object') return false
  return Object.values(value).some(tells)
}

/** One file of an upload or one item of a bulk change that was not taken; a choice that would show nothing. */
function tellsNothing(item: unknown): boolean {
  const { outcome, count } = (item ?? {}) as { outcome?: string; count?: number }
  return count === 0 || outcome === 'refused' || outcome === 'not_found' || outcome === 'not_allowed'
}
