import { sql } from 'kysely'
import { draftEntry, findEntry, loadRegistries, publishEntry } from '../exchange/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import { actorsOf, peopleOf, readSample, type SampleUser } from './sampleCatalogue.ts'

interface SampleEntry {
  registry: string
  /** Which of the sample's people enters it, for its own organization. */
  person: string
  content: Record<string, unknown>
}

/**
 * Some entries of the shared registers, published through the functions that people use. Only where there are none.
 * @returns true when anything was added
 */
export async function loadSampleRegisters(database: DatabaseHandle, user: SampleUser, now: Date): Promise<boolean> {
  await loadRegistries(database)
  const { rows } = await database.asSystem((trx) => sql`select from registry_entry limit 1`.execute(trx))
  if (rows.length > 0) return false
  const actors = actorsOf(user)
  const people = new Map(peopleOf(user).map(({ key }, index) => [key, actors[index]]))
  const clocked = database.withClock(() => now)
  for (const { registry, person, content } of readSample<SampleEntry[]>('registers.json')) {
    const actor = people.get(person)
    if (!actor) continue // of a province's part: it is another's
    await clocked.asActor(actor, async (trx) => {
      const id = await draftEntry(trx, actor, registry, content)
      await publishEntry(trx, registry, id, `"v${(await findEntry(trx, registry, id)).revision}"`)
    })
  }
  return true
}
