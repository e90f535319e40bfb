import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { httpRefusals } from '../../platform/http/index.ts'
import { requestRefusals as refusals } from './refusals.ts'
import { nextRequestState, type RequestState, type RequestStep } from './rules/machine.ts'
import type { RequestDetail } from './schemas.ts'
import { tell } from './tell.ts'

/** What a step writes beside the state. */
export interface StepFacts {
  offered_terms?: string
  offered_valid_until?: string
  used_days?: number
  due_on?: string | null
  provide_by?: string
  escalation_id?: string
  purpose?: string
  matter?: string
  legal_basis?: string
  terms?: string
  access?: 'interface' | 'subscription'
  valid_until?: string
  contact?: string
}

/** The side's words for a step, told to the other side: what happened to which resource. */
const WORDS: Readonly<Record<RequestStep, { to: 'provider' | 'recipient'; zh: string; en: string }>> = {
  asked_more: { to: 'recipient', zh: '共享申请需要补正', en: 'Your request for data needs more' },
  resubmitted: { to: 'provider', zh: '共享申请已补正，请答复', en: 'A request for data was mended: please answer' },
  granted: { to: 'recipient', zh: '共享申请已同意', en: 'Your request for data was granted' },
  granted_at_once: {
    to: 'provider',
    zh: '共享申请已按您的设定自动同意',
    en: 'A request for data was granted at once, as you chose',
  },
  offered: {
    to: 'recipient',
    zh: '共享申请在收窄范围后同意，请确认',
    en: 'Your request was granted narrower: please accept',
  },
  accepted: { to: 'provider', zh: '使用方已接受收窄后的范围', en: 'The narrower grant was accepted' },
  refused: { to: 'recipient', zh: '共享申请未获同意', en: 'Your request for data was refused' },
  brought_forward: { to: 'provider', zh: '共享申请已提请协调', en: 'A request for data was brought forward' },
  taken_back: { to: 'provider', zh: '共享申请已撤销', en: 'A request for data was taken back' },
}

export const auditRequest = (trx: Trx, action: string, subjectId: string, before: object | undefined, after: object) =>
  appendAudit(trx, {
    ...{ action: `exchange.${action}`, subjectKind: 'share_request', subjectId, after },
    ...(before ? { before } : {}),
  })

/**
 * Takes a step with a request: signed by the database, told to the other side, announced.
 * @param action as the audit log calls it
 * @throws Refusal share_step_unfit, version_overtaken, share_withheld
 */
export async function takeStep(
  trx: Trx,
  request: Pick<RequestDetail, 'id' | 'revision' | 'state' | 'resource' | 'provider' | 'recipient'>,
  step: RequestStep,
  words: string,
  action: string,
  facts: StepFacts = {},
): Promise<RequestState> {
  const state = nextRequestState(request.state, step)
  const moved = await trx
    .updateTable('share_request')
    .set({ ...facts, state, step, words, revision: request.revision + 1 })
    .where('id', '=', request.id)
    .where('revision', '=', request.revision)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) throw httpRefusals.overtaken()
  const { to, zh, en } = WORDS[step]
  const others = [request[to].id]
  await tell(trx, [
    {
      ...{ to: others, kind: `exchange.request_${step}`, link: `/share-requests/${request.id}` },
      ...{ title: `${zh}：${request.resource.name}`, titleEn: `${en}: ${request.resource.name}` },
      key: `share_request:${request.id}:${request.revision + 1}`,
    },
  ])
  await announce(trx, `exchange.request_${step}`, {
    ...{ requestId: request.id, resourceId: request.resource.id, state },
    ...{ providerId: request.provider.id, recipientId: request.recipient.id },
  })
  await auditRequest(trx, action, request.id, { state: request.state }, { state, step, ...(words ? { words } : {}) })
  return state
}

/** @throws Refusal share_words_missing where a step is not said without a reason */
export function expectWords(step: string, words: string): void {
  if (words === '') throw refusals.wordsMissing(step)
}
