// The server of bench/delivery.ts: on the day of the simulation, without jobs, with a user of the office and one of each of twenty units.
import { join } from 'node:path'
import { sql } from 'kysely'
import { openIdentity } from '../src/exchange/index.ts'
import { openDatabase } from '../src/platform/database/index.ts'
import { openFileStore } from '../src/platform/files/index.ts'
import { buildServer } from '../src/server/app.ts'
import { makeSignInLink } from '../src/server/links.ts'

const [folder = '', url = '', today = '', office = '', webFolder] = process.argv.slice(2)
const database = await openDatabase({ url, dataFolder: folder })
const now = new Date(`${today}T02:00:00Z`)
const app = await buildServer(database, {
  files: await openFileStore(join(folder, 'files')),
  secret: 'a secret for the bench, long enough to be taken 0123456789',
  identity: openIdentity(folder),
  logLevel: 'silent',
  rateLimits: 'off',
  clock: () => now,
  ...(webFolder ? { webFolder } : {}),
})
await app.listen({ host: '127.0.0.1', port: 0 })

async function signIn(name: string, organizationId: string): Promise<string> {
  const token = await database.asSystem(async (trx) => {
    await trx
      .insertInto('auth_user')
      .values({ id: name, name, email: `${name}@bench.test` })
      .execute()
    await trx
      .insertInto('membership')
      .values({
        id: crypto.randomUUID(),
        user_id: name,
        organization_id: organizationId,
        role: name === 'office' ? 'office' : 'department',
        granted_by: null,
      })
      .execute()
    return makeSignInLink(trx, name)
  })
  const reply = await app.inject({ url: `/sign-in/${token}` })
  return reply.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ')
}

const address = `http://127.0.0.1:${(app.server.address() as { port: number }).port}`
/** As many units as users, each with its own desk. */
const { rows } = await database.asSystem((trx) =>
  sql<{ id: string }>`
    select organization_id as id from report_obligation where state in ('due', 'returned')
    group by 1 order by count(*) desc, 1 offset 290 limit 20`.execute(trx),
)
const others: string[] = []
for (const [index, { id }] of rows.entries()) others.push(await signIn(`unit-${index}`, id))
const cookies = { office: await signIn('office', office), others }
console.log(JSON.stringify({ address, cookies }))
