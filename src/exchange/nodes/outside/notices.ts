import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/index.ts'
import { notify } from '../../../platform/notices/index.ts'
import { contentOf } from '../cargo/contents.ts'
import type { Told } from '../rules/event.ts'
import { ToldAnswer } from './contents.ts'

interface Words {
  zh: string
  en: string
}

/** What its owner did with a request that the asker has to know of. What the asker did itself is not told to it. */
const OF_REQUEST: Readonly<Partial<Record<ToldAnswer['state'], Words>>> = {
  correction: { zh: '共享申请需要补正', en: 'Your request for data needs more' },
  offered: { zh: '共享申请在收窄范围后同意，请确认', en: 'Your request was granted narrower: please accept' },
  granted: { zh: '共享申请已同意', en: 'Your request for data was granted' },
  refused: { zh: '共享申请未获同意', en: 'Your request for data was refused' },
}
const OF_AGREEMENT: Readonly<Partial<Record<string, Words>>> = {
  suspended: { zh: '数据使用已暂停', en: 'Your use of data is suspended' },
  resumed: { zh: '数据使用已恢复', en: 'Your use of data is resumed' },
  withdrawn: {
    zh: '提供方撤回共享，已取得的数据须删除',
    en: 'The data are withdrawn: what you have of them has to be deleted',
  },
  expired: { zh: '共享协议已到期', en: 'An agreement on data is over' },
}
const announced = (day: string): Words => ({
  zh: `提供方将自 ${day} 起撤回共享`,
  en: `The data are withdrawn from ${day} on`,
})
const UNFIT: Words = {
  zh: '补正未被受理，请重新补正',
  en: 'What you supplemented could not be taken: please do it again',
}

/** Longest title of a notice, in characters. */
const LONGEST = 200

/** Tells who asked, once each, what became of it at the owner's node. */
export async function tellOfAnswer(trx: Trx, told: readonly Told[]): Promise<void> {
  for (const { sender, key, content } of told) {
    const answer = contentOf(ToldAnswer, content)
    if (!answer) continue
    const { rows } = await sql<{ organizationId: string; name: string }>`
      select organization_id as "organizationId", resource_name as name from outside_request
      where id::text = ${key} and owner = ${sender}`.execute(trx)
    const [asked] = rows
    if (!asked) continue
    await notify(
      trx,
      stepsOf(answer).map(({ words, step }) => ({
        ...{ organizationId: asked.organizationId, kind: 'exchange.outside_answer', link: `/nodes/requests/${key}` },
        title: `${words.zh}：${asked.name}`.slice(0, LONGEST),
        titleEn: `${words.en}: ${asked.name}`.slice(0, LONGEST),
        key: `outside_answer:${sender}:${key}:${step}`,
      })),
    )
  }
}

/** What its owner did last with the request and with the agreement that came of it, each with what marks it among its kind. */
function stepsOf({ state, sinceOn, supplement, agreement }: ToldAnswer): { words: Words; step: string }[] {
  const round = supplement?.number ?? 0
  if (supplement?.reason) return [{ words: UNFIT, step: `unfit:${round}` }]
  const words = OF_REQUEST[state]
  return [
    ...(words ? [{ words, step: `${state}:${sinceOn}:${round}` }] : []),
    ...(agreement ? agreementSteps(agreement) : []),
  ]
}

/** A withdrawal that is announced for a later day stands beside the state, which stays as it is until then. */
function agreementSteps(agreement: NonNullable<ToldAnswer['agreement']>): { words: Words; step: string }[] {
  const { state, endKind, sinceOn, resumedOn, withdrawnFrom } = agreement
  const stands = endKind ?? (state === 'active' && resumedOn !== null ? 'resumed' : state)
  const words = OF_AGREEMENT[stands]
  return [
    ...(words ? [{ words, step: `${stands}:${sinceOn}` }] : []),
    ...(state !== 'ended' && withdrawnFrom !== null
      ? [{ words: announced(withdrawnFrom), step: `withdrawn_from:${withdrawnFrom}` }]
      : []),
  ]
}
