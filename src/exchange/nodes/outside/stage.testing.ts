import { beforeAll } from 'vitest'
import { PEOPLE, withServer } from '../../../../test/support/index.ts'
import { sent, withVersion } from '../../catalogue/stage.testing.ts'
import { aResource, loaded } from '../../holdings/stage.testing.ts'
import { decided, providerStep } from '../../requests/stage.testing.ts'
import type {
  AgreementDetail,
  OutsideRequest,
  ProviderStep,
  RequestDetail,
  ResourceDetail,
  ShareTerms,
} from '../../schemas.ts'
import { acquaint, GUANGDONG, GUANGXI, nodeOf, placeNodePeople, type ToldNode, tellAll } from '../cargo/pair.testing.ts'
import { tell } from '../tell.ts'

export const TERMS: ShareTerms = { items: ['编号', '户主'], masks: {}, rows: [] }

/** Two nodes: 广西's department has households, 广东's asks for them; each can tell also what an honest node never would. */
export function withPair() {
  const [atGuangxi, atGuangdong] = [withServer(), withServer()]
  const [gx, gd] = [nodeOf(GUANGXI, atGuangxi), nodeOf(GUANGDONG, atGuangdong)]
  beforeAll(async () => {
    for (const { handle } of [atGuangxi, atGuangdong]) await placeNodePeople(handle)
    await acquaint([gx, gd])
  }, 180_000)

  const asker = () => atGuangdong.as('otherDepartment')
  const provider = () => atGuangxi.as('department')
  /** Both tell each other all that there is to tell; what is answered by that too. */
  const toldBoth = async (times = 2) => {
    for (let time = 0; time < times; time += 1) await tellAll([gx, gd])
  }
  /** Facts that a node makes up by itself, told as its own. */
  const made = async (from: ToldNode, facts: readonly { kind: string; key: string; content: object | null }[]) => {
    await from.server.handle.asSystem((trx) =>
      tell(
        trx,
        facts.map((fact) => ({ ...fact, content: fact.content && { ...fact.content } })),
        { sender: from.code, receiver: from === gx ? 'gd' : 'gx', versionOf: () => 1, now: new Date() },
      ),
    )
  }
  const seen = async (id: string) => sent<OutsideRequest>((await asker()).get(`/api/v1/nodes/requests/${id}`))
  const there = async (id: string) => sent<RequestDetail>((await provider()).get(`/api/v1/share-requests/${id}`))
  const reply = async (request: OutsideRequest, step: string, words?: string) =>
    (await asker()).post(`/api/v1/nodes/requests/${request.id}/replies`, { step, words }, withVersion(request))

  /** A resource of 广西, and what 广东 asks of it. */
  const asked = async (
    own: object = {},
  ): Promise<{ resource: ResourceDetail; request: OutsideRequest; wish: object }> => {
    const resource = await aResource(await provider())
    await loaded(await provider(), resource.id)
    await tellAll([gx, gd])
    const wish = {
      ...{ purpose: '核对跨省低收入家庭', matter: '临时救助', legalBasis: '《社会救助暂行办法》', contact: '' },
      ...{ validUntil: '2027-12-31', terms: { ...TERMS, items: [...TERMS.items, '年收入'] }, ...own },
    }
    const body = { owner: 'gx', resourceId: resource.id, ...wish }
    const request = await sent<OutsideRequest>((await asker()).post('/api/v1/nodes/requests', body))
    await toldBoth()
    return { resource, request, wish }
  }
  const agreement = async (id: string) =>
    sent<AgreementDetail>((await provider()).get(`/api/v1/share-agreements/${(await there(id)).agreementId}`))
  /** A resource of 广西 that 广东 was granted as it asked. */
  const granted = async () => {
    const { resource, request } = await asked({ terms: TERMS })
    await decided(atGuangxi.as, 'department', await there(request.id), { step: 'granted', words: '同意' })
    await toldBoth()
    return { resource, request, agreement: await agreement(request.id) }
  }
  const stepped = async (id: string, body: ProviderStep) => {
    const after = await providerStep(atGuangxi.as, 'department', await agreement(id), body)
    await toldBoth()
    return after
  }
  const acts = { asker, provider, made, seen, there, reply, asked, agreement, granted, stepped, toldBoth }
  return { atGuangxi, atGuangdong, gx, gd, nodes: [gx, gd], recipient: PEOPLE.otherDepartment, ...acts }
}
