import { sql } from 'kysely'
import {
  askForResource,
  decideRequest,
  findAgreement,
  findRequest,
  type NewRequest,
  type RequestDetail,
  raiseDispute,
  replyToRequest,
  stepOfProvider,
} from '../exchange/index.ts'
import type { Actor } from '../platform/access/index.ts'
import { addWorkingDays } from '../platform/calendar/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { todayInChina } from '../platform/time.ts'
import { actorsOf, peopleOf, readSample, type SampleUser } from './sampleCatalogue.ts'

interface SampleRequest {
  /** Which of the sample's people asks, and which decides. */
  recipient: string
  provider: string
  resource: string
  /** Counted back from the day on which the sample is loaded, in working days: the clocks run as they would. */
  askedWorkingDaysAgo: number
  asked: Omit<NewRequest, 'resourceId' | 'validUntil'>
  validMonths: number
  steps: readonly SampleStep[]
  dispute?: { workingDaysAgo: number; rowKey: string; item: string; says: string; shouldSay: string; evidence: string }
}

interface SampleStep {
  workingDaysAgo: number
  by: 'provider' | 'recipient'
  step: 'asked_more' | 'granted' | 'accepted' | 'provided'
  words: string
  masks?: NewRequest['terms']['masks']
  withoutItems?: readonly string[]
}

/**
 * Requests for resources of the sample in several states, with an agreement and a dispute, each step on a day of its own
 * through the functions that people use. Only where there is none.
 * @returns true when anything was added
 */
export async function loadSampleSharing(database: DatabaseHandle, user: SampleUser, now: Date): Promise<boolean> {
  const { rows } = await database.asSystem((trx) => sql`select from share_request limit 1`.execute(trx))
  if (rows.length > 0) return false
  const actors = actorsOf(user)
  const people = new Map(peopleOf(user).map(({ key }, index) => [key, actors[index]]))
  const personOf = (key: string): Actor => {
    const actor = people.get(key)
    if (!actor) throw new Error(`sample/requests.json names ${key}, who is none of the sample's people.`)
    return actor
  }
  for (const request of readSample<SampleRequest[]>('requests.json'))
    await tellStory(database, now, request, personOf(request.recipient), personOf(request.provider))
  return true
}

/** Runs work as it was done so many working days ago, at ten in the morning. */
async function onDay<T>(
  database: DatabaseHandle,
  now: Date,
  workingDaysAgo: number,
  actor: Actor,
  work: (trx: Trx, today: string) => Promise<T>,
): Promise<T> {
  const today = addWorkingDays(todayInChina(now), -workingDaysAgo)
  const at = new Date(`${today}T10:00:00+08:00`)
  return database.withClock(() => at).asActor(actor, (trx) => work(trx, today))
}

async function tellStory(
  database: DatabaseHandle,
  now: Date,
  { resource, askedWorkingDaysAgo, asked, validMonths, steps, dispute }: SampleRequest,
  recipient: Actor,
  provider: Actor,
): Promise<void> {
  const id = await onDay(database, now, askedWorkingDaysAgo, recipient, async (trx, today) => {
    const { rows } = await sql<{ id: string }>`
      select resource_id as id from resource_version where name = ${resource} and state = 'published'`.execute(trx)
    const [found] = rows
    if (!found) throw new Error(`sample/requests.json names ${resource}, which is no published resource of the sample.`)
    return askForResource(
      trx,
      recipient,
      { ...asked, resourceId: found.id, validUntil: monthsAfter(today, validMonths) },
      today,
    )
  })
  let agreementId: string | null = null
  for (const step of steps) {
    const actor = step.by === 'provider' ? provider : recipient
    agreementId = await onDay(database, now, step.workingDaysAgo, actor, (trx, today) =>
      takeStep(trx, actor, id, agreementId, step, today),
    )
  }
  if (!dispute || agreementId === null) return
  const { workingDaysAgo, ...said } = dispute
  const about = agreementId
  await onDay(database, now, workingDaysAgo, recipient, (trx, today) =>
    raiseDispute(trx, recipient, { agreementId: about, ...said }, today),
  )
}

/** @returns the agreement that there is after it */
async function takeStep(
  trx: Trx,
  actor: Actor,
  id: string,
  agreementId: string | null,
  { step, words, masks, withoutItems }: SampleStep,
  today: string,
): Promise<string | null> {
  if (step === 'provided' && agreementId !== null) {
    const { revision } = await findAgreement(trx, agreementId, today)
    await stepOfProvider(trx, agreementId, { step, words }, tagOf(revision), today)
    return agreementId
  }
  const request = await findRequest(trx, id, today)
  if (step === 'accepted') await replyToRequest(trx, actor, id, { step, words }, tagOf(request.revision), today)
  else if (step !== 'provided') {
    const narrower = masks || withoutItems ? { terms: narrowed(request, masks, withoutItems) } : {}
    await decideRequest(trx, id, { step, words, ...narrower }, tagOf(request.revision), today)
  }
  return (await findRequest(trx, id, today)).agreementId
}

const tagOf = (revision: number) => `"v${revision}"`

const narrowed = ({ terms }: RequestDetail, masks: SampleStep['masks'] = {}, withoutItems: readonly string[] = []) => ({
  ...terms,
  items: terms.items.filter((item) => !withoutItems.includes(item)),
  masks,
})

/** The last day of the month so many months later. */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10)
}
