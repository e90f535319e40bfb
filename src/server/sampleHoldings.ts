import { sql } from 'kysely'
import { applyLoad, digestOf, findHolding, handOver, rowsOfJson } from '../exchange/index.ts'
import type { Actor } from '../platform/access/index.ts'
import { addWorkingDays } from '../platform/calendar/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import { Refusal } from '../platform/refusal.ts'
import { todayInChina } from '../platform/time.ts'
import { actorsOf, peopleOf, readSample, type SampleUser } from './sampleCatalogue.ts'

interface SampleHolding {
  /** Which of the sample's people loads it, for its own organization. */
  provider: string
  resource: string
  keyItems: string[]
  items: readonly string[]
  /** Counted back from the day on which the sample is loaded, in working days. */
  loads: readonly {
    workingDaysAgo: number
    manner: 'replace' | 'merge'
    file: string
    rows: readonly (readonly (string | null)[])[]
  }[]
  uses: readonly {
    recipient: string
    workingDaysAgo: number
    manner: 'rows' | 'changes' | 'download'
    matter: string
  }[]
}

/**
 * The data of some resources of the sample, in revisions, and what was used of them under the sample's agreements, one use
 * refused: each on a day of its own, through the functions that people use. Only where there is none.
 * @returns true when anything was added
 */
export async function loadSampleHoldings(database: DatabaseHandle, user: SampleUser, now: Date): Promise<boolean> {
  const { rows } = await database.asSystem((trx) => sql`select from resource_holding limit 1`.execute(trx))
  if (rows.length > 0) return false
  const actors = actorsOf(user)
  const people = new Map(peopleOf(user).map(({ key }, index) => [key, actors[index]]))
  for (const holding of readSample<SampleHolding[]>('holdings.json')) {
    const provider = people.get(holding.provider)
    if (!provider) continue // of a province's part: it is another's
    const resourceId = await resourceOf(database, holding.resource)
    for (const load of holding.loads) await loadOne(database, now, resourceId, provider, holding, load)
    for (const { recipient: key, ...use } of holding.uses) {
      const recipient = people.get(key)
      if (recipient) await readOnce(database, now, resourceId, recipient, use)
    }
  }
  return true
}

async function resourceOf(database: DatabaseHandle, name: string): Promise<string> {
  const { rows } = await database.asSystem((trx) =>
    sql<{ id: string }>`
      select resource_id as id from resource_version where name = ${name} and state = 'published'`.execute(trx),
  )
  const [found] = rows
  if (!found) throw new Error(`sample/holdings.json names ${name}, which is no published resource of the sample.`)
  return found.id
}

/** So many working days ago, at half past ten in the morning. */
const dayBefore = (now: Date, workingDays: number) =>
  new Date(`${addWorkingDays(todayInChina(now), -workingDays)}T10:30:00+08:00`)

async function loadOne(
  database: DatabaseHandle,
  now: Date,
  resourceId: string,
  provider: Actor,
  { items: names, keyItems }: SampleHolding,
  { workingDaysAgo, manner, file, rows }: SampleHolding['loads'][number],
): Promise<void> {
  const then = database.withClock(() => dayBefore(now, workingDaysAgo))
  await then.asActor(provider, async (trx) => {
    const { items } = await findHolding(trx, resourceId)
    const sent = rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])))
    const load = { file, sha256: digestOf(JSON.stringify(sent)), manner, keyItems, sheets: [] }
    await applyLoad(trx, provider, resourceId, { ...load, ...rowsOfJson(sent, items) })
  })
}

/** A use under the agreement of the recipient, as it would have asked; what it is not given is told in the log. */
async function readOnce(
  database: DatabaseHandle,
  now: Date,
  resourceId: string,
  recipient: Actor,
  { workingDaysAgo, manner, matter }: Omit<SampleHolding['uses'][number], 'recipient'>,
): Promise<void> {
  const { rows } = await database.asSystem((trx) =>
    sql<{ id: string }>`select id from share_agreement
      where resource_id = ${resourceId}::uuid and recipient_id = ${recipient.organizationId}::uuid`.execute(trx),
  )
  const [agreement] = rows
  if (!agreement) return
  const clock = () => dayBefore(now, workingDaysAgo)
  const wish = { agreementId: agreement.id, manner, matter, limit: null }
  await handOver({ database: database.withClock(clock), clock }, recipient, wish, async (reading) =>
    JSON.stringify(reading.rows),
  ).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
  })
}
