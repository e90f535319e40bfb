import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { awaitTurn } from '../../platform/http/index.ts'
import { type Asked, type Asker, acceptOffer, makeRequest, supplement } from './acts.ts'
import { confirmDeletion } from './agreementActs.ts'
import { findAgreement } from './agreementStore.ts'
import { requestRefusals as refusals } from './refusals.ts'
import type { NewRequest, RecipientStep, Reply, RequestDetail, Resubmission } from './schemas.ts'
import { takeStep } from './steps.ts'
import { findRequest } from './store.ts'

/** A person of a unit of another node, as that node told it: nobody here, and without any right here. */
export interface OutsideAsker extends Omit<Asker, 'userId'> {
  node: string
  at: Date
}

/** What is done meanwhile is signed with the name that was told. As the system. */
async function signedBy(trx: Trx, userName: string, organizationId: string, work: () => Promise<void>): Promise<void> {
  const sign = (name: string, unit: string) =>
    sql`select set_config('qunce.outside_name', ${name}, true), set_config('qunce.outside_unit', ${unit}, true)`.execute(
      trx,
    )
  await sign(userName, organizationId)
  await work()
  await sign('', '')
}

/** A resource as it is published now. As the system. @throws Refusal share_resource_unpublished */
async function publishedResource(trx: Trx, id: string): Promise<Asked> {
  const { rows } = await sql<Asked>`
    select r.id, v.number, v.name, v.state, v.content ->> 'sharingType' as "sharingType", v.content,
      json_build_object('id', r.organization_id) as provider
    from resource r join resource_version v on v.resource_id = r.id and v.state = 'published'
    where r.id = ${id}::uuid`.execute(trx)
  const [resource] = rows
  if (!resource) throw refusals.unpublished('withdrawn')
  return resource
}

/**
 * Asks for a published resource for a unit of another node, which reviews, clock and agreement then treat as any other.
 * @throws Refusal share_own_resource, share_resource_unpublished, share_terms_unfit, share_until_past
 */
export async function askFromOutside(
  trx: Trx,
  id: string,
  { node, at, ...asker }: OutsideAsker,
  asked: NewRequest,
  today: string,
): Promise<void> {
  const resource = await publishedResource(trx, asked.resourceId)
  await signedBy(trx, asker.userName, asker.organizationId, () =>
    makeRequest(trx, id, { ...asker, userId: `node:${node}` }, resource, asked, today, { node }),
  )
  await sql`insert into outside_asker (request_id, node_code, user_name, asked_at)
    values (${id}::uuid, ${node}, ${asker.userName}, ${at}::timestamptz)`.execute(trx)
}

/** A request of another node, as it stands, once it is this step's turn. @throws Refusal share_request_not_found */
async function turnOf(trx: Trx, id: string, node: string, today: string): Promise<RequestDetail> {
  const { rows } = await sql`
    select from outside_asker x join share_request r on r.id = x.request_id
    where x.request_id = ${id}::uuid and x.node_code = ${node} for no key update of r`.execute(trx)
  if (rows.length === 0) throw refusals.notFound('request', id)
  return findRequest(trx, id, today)
}

type Replier = Pick<OutsideAsker, 'node' | 'userName'>

/**
 * Says better what is asked for, where more was asked of who asked at another node: its clock runs on as any other's.
 * @throws Refusal share_request_not_found, share_step_unfit, share_terms_unfit, share_until_past
 */
export async function resubmitFromOutside(
  trx: Trx,
  id: string,
  { node, userName }: Replier,
  edit: Resubmission,
  today: string,
): Promise<void> {
  const request = await turnOf(trx, id, node, today)
  await signedBy(trx, userName, request.recipient.id, () => supplement(trx, request, edit, today))
}

/** What who asked at another node can reply: to what was answered, and to the end of what was agreed. */
type OutsideStep = Exclude<Reply['step'], 'brought_forward'> | Extract<RecipientStep['step'], 'deletion_confirmed'>

/**
 * Replies to what was answered, for who asked at another node; of another node's request there is none.
 * @throws Refusal share_request_not_found, share_step_unfit, share_withheld, share_until_past, share_words_missing,
 *   share_deletion_confirmed
 */
export async function replyFromOutside(
  trx: Trx,
  id: string,
  { node, userName }: Replier,
  { step, words }: { step: OutsideStep; words: string },
  today: string,
): Promise<void> {
  const request = await turnOf(trx, id, node, today)
  await signedBy(trx, userName, request.recipient.id, async () => {
    if (step === 'deletion_confirmed') await deletionOf(trx, request, words.trim(), today)
    else if (step === 'accepted') await acceptOffer(trx, request, words, today)
    else await takeStep(trx, request, step, words, 'reply_share_request')
  })
}

async function deletionOf(trx: Trx, request: RequestDetail, words: string, today: string): Promise<void> {
  const { agreementId, state } = request
  if (agreementId === null) throw refusals.stepUnfit(state, 'deletion_confirmed')
  await awaitTurn(trx, 'share_agreement', agreementId)
  await confirmDeletion(trx, await findAgreement(trx, agreementId, today), words)
}
