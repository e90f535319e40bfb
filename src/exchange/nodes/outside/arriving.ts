import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/index.ts'
import { isUuid } from '../../../platform/http/index.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { logOutsideUse } from '../../holdings/index.ts'
import { askFromOutside, resubmitFromOutside } from '../../requests/index.ts'
import { contentOf } from '../cargo/contents.ts'
import { attempted } from '../faults.ts'
import type { Told } from '../rules/event.ts'
import { type Reason, ToldRequest, ToldUse } from './contents.ts'

/** Does what each fact asks for; what cannot be done changes nothing, and never keeps the channel from going on. */
export async function answered(
  trx: Trx,
  told: readonly Told[],
  work: (trx: Trx, told: Told) => Promise<void>,
): Promise<void> {
  for (const one of told) if (isUuid(one.key)) await attempted(trx, () => work(trx, one))
}

const REASON_OF: Readonly<Record<string, Reason>> = {
  ...{ share_resource_unpublished: 'unknown_resource', share_own_resource: 'own_resource' },
  ...{ share_terms_unfit: 'terms_unfit', share_until_past: 'until_past' },
}

const reasonOf = (against: unknown): Reason => (against instanceof Refusal && REASON_OF[against.code]) || 'unreadable'

/**
 * Makes the request that another node tells, once; told with a supplement, takes that. What cannot be a request is refused for
 * good, with the reason: a unit that is not known here or not of that node's province, a resource that is not published here,
 * terms that do not fit it.
 */
export async function takeTold(trx: Trx, { sender, key, content }: Told): Promise<void> {
  // Told no longer: what was asked for stays, and is taken back by a reply.
  if (content === null) return
  const asked = contentOf(ToldRequest, content)
  if (await isAnswered(trx, sender, key)) return asked?.supplement ? supplement(trx, sender, key, asked) : undefined
  const reason = await whyNot(trx, sender, key, asked)
  if (reason === null) return
  await sql`insert into outside_refusal (node_code, request_id, reason) values (${sender}, ${key}::uuid, ${reason})`.execute(
    trx,
  )
}

async function isAnswered(trx: Trx, sender: string, key: string): Promise<boolean> {
  const { rows } = await sql`
    select from outside_asker where request_id = ${key}::uuid and node_code = ${sender}
    union all select from outside_refusal where request_id = ${key}::uuid and node_code = ${sender}`.execute(trx)
  return rows.length > 0
}

/** Takes each supplement once, while more is asked for; one that does not fit is answered with the reason. */
async function supplement(trx: Trx, sender: string, key: string, asked: ToldRequest): Promise<void> {
  const { purpose, matter, legalBasis, terms, validUntil, contact, supplement: own } = asked
  if (own === null) return
  const { rows } = await sql<{ today: string }>`select day_in_china() as today
    from outside_asker x join share_request r on r.id = x.request_id
    where x.request_id = ${key}::uuid and x.node_code = ${sender} and r.state = 'correction' and ${own.number} > (
      select coalesce(max(s.number), 0) from outside_supplement s where s.request_id = x.request_id)`.execute(trx)
  const [turn] = rows
  if (!turn) return
  const wish = { purpose, matter, legalBasis, terms, validUntil, contact, access: 'subscription' as const }
  const against = await attempted(trx, () =>
    resubmitFromOutside(trx, key, { node: sender, userName: own.userName }, { ...wish, words: own.words }, turn.today),
  )
  await sql`insert into outside_supplement (request_id, number, reason)
    values (${key}::uuid, ${own.number}, ${against === null ? null : reasonOf(against)})`.execute(trx)
}

async function whyNot(trx: Trx, sender: string, key: string, asked: ToldRequest | null): Promise<Reason | null> {
  if (asked === null) return 'unreadable'
  const { rows } = await sql<{ name: string; isItsOwn: boolean; today: string }>`
    select o.name, coalesce(node_of_organization(o.id) = ${sender}, false) as "isItsOwn", day_in_china() as today
    from organization o where o.id = ${asked.recipientId}::uuid`.execute(trx)
  const [unit] = rows
  if (!unit) return 'unknown_unit'
  if (!unit.isItsOwn) return 'foreign_unit'
  const { recipientId, recipient: _, userName, at, supplement: __, ...wish } = asked
  const asker = { userName, organizationId: recipientId, organizationName: unit.name, node: sender, at: new Date(at) }
  const against = await attempted(trx, () =>
    askFromOutside(trx, key, asker, { ...wish, access: 'subscription' }, unit.today),
  )
  return against === null ? null : reasonOf(against)
}

/** Adds to the use log what was used there, once. */
export async function logUse(trx: Trx, { sender, key, content }: Told): Promise<void> {
  const use = contentOf(ToldUse, content)
  if (use !== null) await logOutsideUse(trx, { ...use, id: key, node: sender, at: new Date(use.at) })
}
