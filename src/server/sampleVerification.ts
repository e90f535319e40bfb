import { sql } from 'kysely'
import {
  applyLoad,
  digestOf,
  draftResource,
  findHolding,
  findResource,
  offerQuestion,
  publishResource,
  type QuestionContent,
  type ResourceContent,
  rowsOfJson,
} from '../exchange/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import { todayInChina } from '../platform/time.ts'
import { actorsOf, peopleOf, readSample, type SampleUser } from './sampleCatalogue.ts'

interface SampleVerification {
  /** Which of the sample's people offers the question, for its own organization. */
  provider: string
  resource: ResourceContent
  keyItems: string[]
  /** In the order of the resource's items. Nobody has these numbers: no region begins so. */
  rows: (string | number)[][]
  question: QuestionContent
}

/**
 * A question that can be asked, on incomes of persons who do not exist. Through the functions that people use; only where
 * there is none.
 * @returns true when anything was added
 */
export async function loadSampleVerification(database: DatabaseHandle, user: SampleUser, now: Date): Promise<boolean> {
  const { rows: known } = await database.asSystem((trx) => sql`select from verification_question limit 1`.execute(trx))
  if (known.length > 0) return false
  const { provider, resource, keyItems, rows, question } = readSample<SampleVerification>('verification.json')
  const at = peopleOf(user).findIndex(({ key }) => key === provider)
  const actor = actorsOf(user)[at]
  if (!actor) throw new Error(`sample/verification.json names ${provider}, who is none of the sample's people.`)
  const today = todayInChina(now)
  await database
    .withClock(() => now)
    .asActor(actor, async (trx) => {
      const id = await draftResource(trx, actor, { name: resource.name, content: resource })
      await publishResource(trx, id, `"v${(await findResource(trx, id, today)).revision}"`, today)
      const { items } = await findHolding(trx, id)
      const told = rows.map((row) => Object.fromEntries(items.map(({ name }, place) => [name, row[place] ?? null])))
      const load = {
        file: '',
        sha256: digestOf(JSON.stringify(told)),
        manner: 'replace' as const,
        keyItems,
        sheets: [],
      }
      await applyLoad(trx, actor, id, { ...load, ...rowsOfJson(told, items) })
      await offerQuestion(trx, actor, { resourceId: id, content: question })
    })
  return true
}
