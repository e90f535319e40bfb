import { sql } from 'kysely'
import { draftResource, findResource, publishResource, type ResourceContent, recordRefresh } from '../exchange/index.ts'
import type { Actor } from '../platform/access/index.ts'
import { addDays } from '../platform/calendar/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { todayInChina } from '../platform/time.ts'
import { actorsOf, peopleOf, readSample, type SampleUser } from './sampleCatalogue.ts'

interface SampleResource {
  /** Which of the sample's people enters it, for its own organization. */
  provider: string
  publish: boolean
  /** When its data were updated last, counted back from the day on which the sample is loaded. */
  refreshedDaysAgo: number | null
  /** Name of a resource before it to which it refers. */
  relatedTo?: string
  /** Words of the plans' commitments that it serves. */
  serves?: string
  content: ResourceContent
}

/**
 * A catalogue of the sample's organizations: published resources of every way of sharing, some of them overdue, and a
 * draft. All of it through the functions that people use. Only where there is none.
 * @returns true when anything was added
 */
export async function loadSampleExchange(database: DatabaseHandle, user: SampleUser, now: Date): Promise<boolean> {
  const { rows } = await database.asSystem((trx) => sql`select from resource limit 1`.execute(trx))
  if (rows.length > 0) return false
  const actors = actorsOf(user)
  const people = new Map(peopleOf(user).map(({ key }, index) => [key, actors[index]]))
  const codes = new Map<string, string>()
  for (const resource of readSample<SampleResource[]>('resources.json')) {
    const actor = people.get(resource.provider)
    if (!actor) continue // of a province's part: it is another's
    const code = await enter(database, actor, resource, codes.get(resource.relatedTo ?? ''), now)
    if (code) codes.set(resource.content.name, code)
  }
  return true
}

/** How long before its sample is loaded a resource was published: long enough to have been asked for. */
const PUBLISHED_DAYS_AGO = 180
const DAY_MS = 86_400_000

/** One resource, with its last update. One that was never updated was published today. @returns its code, where it is published */
async function enter(
  database: DatabaseHandle,
  actor: Actor,
  { publish, refreshedDaysAgo, serves, content }: SampleResource,
  related: string | undefined,
  now: Date,
): Promise<string | null> {
  const today = todayInChina(now)
  const daysAgo = refreshedDaysAgo === null ? 0 : PUBLISHED_DAYS_AGO
  const { id, code } = await database
    .withClock(() => new Date(now.getTime() - daysAgo * DAY_MS))
    .asActor(actor, async (trx) => {
      const relatedCodes = related === undefined ? [] : [related]
      const commitmentIds = serves === undefined ? [] : await commitmentsWith(trx, serves)
      const { name } = content
      const id = await draftResource(trx, actor, { name, content: { ...content, relatedCodes, commitmentIds } })
      if (!publish) return { id, code: null }
      await publishResource(trx, id, `"v${(await findResource(trx, id, today)).revision}"`, today)
      return { id, code: (await findResource(trx, id, today)).code }
    })
  if (publish && refreshedDaysAgo !== null)
    await database
      .withClock(() => now)
      .asActor(actor, (trx) => recordRefresh(trx, actor, id, { refreshedOn: addDays(today, -refreshedDaysAgo) }, today))
  return code
}

/** The first two commitments of the sample's plans whose text has these words. */
async function commitmentsWith(trx: Trx, words: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from commitment where live and text like ${`%${words}%`} order by sort_key, id limit 2`.execute(trx)
  return rows.map(({ id }) => id)
}
