import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Actor } from '../../../platform/access/index.ts'
import type { DatabaseHandle } from '../../../platform/database/index.ts'
import { httpRefusals } from '../../../platform/http/index.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { todayInChina } from '../../../platform/time.ts'
import { type RowCondition, RowConditionSchema } from '../../terms/index.ts'
import { holdingRefusals as refusals } from '../refusals.ts'
import { SHARED_LISTS } from '../schemas.ts'
import { logUse } from '../uses/log.ts'
import { findUsed, type UsedAgreement } from './agreement.ts'
import { type Place, readShared, type SharedRow } from './read.ts'
import { filterFaults, whyNotInForce } from './rules.ts'
import { sealed, unsealed } from './seal.ts'

/** What is asked for under an agreement. */
export interface Wish {
  agreementId: string
  manner: 'rows' | 'changes' | 'download'
  /** The case that it is for, as who asks says; empty: not said. */
  matter: string
  /** Conditions as JSON. */
  where?: string | undefined
  /** For changes: the revision that the recipient has. */
  after?: number
  cursor?: string | undefined
  /** Rows of a page; null: all. */
  limit: number | null
}

/** What was read, before it is written as JSON or CSV. */
export interface Reading {
  agreement: UsedAgreement
  rows: SharedRow[]
  place: Place
  /** Cursor of the next page. */
  next: string | null
}

/** What is handed over, and what of it is signed for: the recipient can prove what it was given, and by whom. */
export interface HandedOver {
  body: Buffer
  agreementId: string
  revision: number
  /** sha256 of the body before it is compressed, hexadecimal. */
  digest: string
  /** When, UTC. */
  moment: string
}

/** What the node signs of an answer: which agreement, which state of the data, when, and the digest of the body. */
export const signedText = ({
  agreementId,
  revision,
  moment,
  digest,
}: Pick<HandedOver, 'agreementId' | 'revision' | 'moment' | 'digest'>): Buffer =>
  Buffer.from(['qunce shared-data', agreementId, revision, moment, digest].join('\n'))

const Filters = Type.Array(RowConditionSchema, { maxItems: 10 })
/** How long (ms) a cursor goes on: what was removed meanwhile is not read for ever. */
const CURSOR_HOLDS = 86_400_000

/**
 * Hands over what an agreement covers, and logs it before it is answered; a refusal is logged as well.
 * @param write how the answer is written
 * @throws Refusal share_agreement_unknown, share_not_in_force, share_resource_withdrawn, share_nothing_loaded,
 * share_not_subscribed, share_revision_ahead, share_filter_unreadable, share_filter_unfit, cursor_invalid
 */
export async function handOver(
  { database, clock }: { database: DatabaseHandle; clock: () => Date },
  actor: Actor,
  wish: Wish,
  write: (reading: Reading) => Promise<string>,
): Promise<HandedOver> {
  await database.asActor(actor, (trx) => sql`select actor_must('sharing.use')`.execute(trx))
  const agreement = await database.asSystem((trx) => findUsed(trx, wish.agreementId))
  if (!agreement) throw refusals.agreementUnknown(wish.agreementId)
  const log = { agreement, actor, manner: wish.manner, matter: wish.matter }
  try {
    const filters = filtersOf(wish.where)
    const place = placeOf(wish, agreement, filters, actor, clock())
    const { rows, after } = await database.asActor(actor, (trx) =>
      readShared(trx, agreement, filters, place, wish.limit),
    )
    const next = after === null ? null : cursorOf(agreement, wish.manner, filters, { ...place, after }, clock())
    const body = Buffer.from(await write({ agreement, rows, place, next }))
    const handed = { agreementId: agreement.id, revision: place.upto, moment: clock().toISOString() }
    const signed = { ...handed, digest: createHash('sha256').update(body).digest('hex') }
    await database.asSystem((trx) =>
      logUse(trx, {
        ...{ ...log, filters, rowCount: rows.length, bytes: body.length, digest: signed.digest },
        ...{ firstRevision: wish.manner === 'changes' ? place.since : place.upto, lastRevision: place.upto },
      }),
    )
    return { ...signed, body }
  } catch (error) {
    const code = refusedAs(error)
    if (code) await database.asSystem((trx) => logUse(trx, { ...log, refused: code }))
    throw error
  }
}

/** The code of a refusal: ours, or the database's where something changed in this moment. */
function refusedAs(error: unknown): string | null {
  if (error instanceof Refusal) return error.code
  return (error as { code?: unknown } | null)?.code === '42501' ? 'permission_missing' : null
}

/** @throws Refusal share_filter_unreadable */
function filtersOf(where: string | undefined): RowCondition[] {
  if (where === undefined || where === '') return []
  try {
    const filters: unknown = JSON.parse(where)
    if (Value.Check(Filters, filters)) return filters as RowCondition[]
  } catch {
    // Said below.
  }
  throw refusals.filterUnreadable()
}

/** Where the reading begins, once nothing stands against it. */
function placeOf(
  { manner, after: since = 0, cursor }: Wish,
  agreement: UsedAgreement,
  filters: readonly RowCondition[],
  actor: Actor,
  now: Date,
): Place {
  // To another unit it is as if there were none; its provider reads in the log who tried.
  if (agreement.recipientId !== actor.organizationId) throw refusals.agreementUnknown(agreement.id)
  const against = whyNotInForce(agreement, todayInChina(now))
  if (against) throw refusals.notInForce(against.state, against.since)
  if (!agreement.isPublished) throw refusals.resourceWithdrawn()
  if (manner === 'changes' && agreement.access !== 'subscription') throw refusals.notSubscribed()
  if (agreement.revision === null) throw refusals.nothingLoaded()
  const faults = filterFaults(filters, agreement.terms, agreement.items)
  if (faults.length > 0) throw refusals.filterUnfit(faults)
  if (since > agreement.revision) throw refusals.revisionAhead(agreement.revision)
  if (cursor === undefined) return { upto: agreement.revision, since, after: 0 }
  return placeIn(cursor, agreement, [manner, digestOf(filters), since], now)
}

/** What a cursor is of: it goes on with the very same question. */
type Question = readonly [manner: string, filters: string, since: number]

/** @throws Refusal cursor_invalid where it is not of this agreement and question, or of yesterday */
function placeIn(cursor: string, { secret }: UsedAgreement, question: Question, now: Date): Place {
  const place = unsealed(secret, cursor.slice(cursor.indexOf('.') + 1)) as [string, number, number, number] | null
  if (place?.[0] !== JSON.stringify(question)) throw httpRefusals.cursorInvalid()
  const [, upto, after, moment] = place
  if (now.getTime() - moment > CURSOR_HOLDS) throw httpRefusals.cursorInvalid()
  return { upto, since: question[2], after }
}

/** Null for a table, which has no pages. */
function cursorOf(
  { secret }: UsedAgreement,
  manner: Wish['manner'],
  filters: readonly RowCondition[],
  at: Place,
  now: Date,
) {
  if (manner === 'download') return null
  const question: Question = [manner, digestOf(filters), at.since]
  return `${SHARED_LISTS[manner]}.${sealed(secret, [JSON.stringify(question), at.upto, at.after, now.getTime()])}`
}

const digestOf = (filters: readonly RowCondition[]) =>
  createHash('sha256').update(JSON.stringify(filters)).digest('base64url')
