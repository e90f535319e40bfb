import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { ResourceDetail } from '../../../src/exchange/catalogue/schemas.ts'
import { withVersion } from '../../../src/exchange/catalogue/stage.testing.ts'
import { agreed, anAsking, aResource, asked, decided, disputed } from '../../../src/exchange/requests/stage.testing.ts'
import type { Example, Stage } from '../accessExamples.ts'
import { PEOPLE, type PersonName } from '../people.ts'

/** Who acts for a unit: a leader does not. */
const recipientOf = ({ owner }: Stage): PersonName => (owner === 'leader' ? 'city' : owner)
/** The other side of what the owner asks for or grants. */
const otherOf = (person: PersonName): PersonName => (person === 'department' ? 'city' : 'department')

const resourceFor = async (stage: Stage): Promise<ResourceDetail> =>
  aResource(stage.as, {}, otherOf(recipientOf(stage)))
/** A request that the owner made. */
const mine = async (stage: Stage) => asked(stage.as, {}, await resourceFor(stage), recipientOf(stage))
/** One that the owner is asked by. */
const asksMe = async (stage: Stage) =>
  asked(stage.as, {}, await aResource(stage.as, {}, recipientOf(stage)), otherOf(recipientOf(stage)))
/** An agreement under which the owner uses data. */
const used = async (stage: Stage) => {
  const recipient = recipientOf(stage)
  return agreed(stage.as, {}, await resourceFor(stage), recipient, otherOf(recipient))
}
/** One under which another uses the owner’s data. */
const provided = async (stage: Stage) => {
  const provider = recipientOf(stage)
  return agreed(stage.as, {}, await aResource(stage.as, {}, provider), otherOf(provider), provider)
}
/**
 * A leader reads what its organization uses; nobody of these people asks for that organization, so that the system writes it.
 * @returns the ids of a request, of its agreement and of a dispute
 */
async function ofLeader({ as, handle }: Stage): Promise<{ request: string; agreement: string; dispute: string }> {
  const resource = await aResource(as)
  const [request, dispute] = [randomUUID(), randomUUID()]
  const { leader, department } = PEOPLE
  const terms = JSON.stringify(anAsking(resource).terms)
  return handle.asSystem(async (trx) => {
    await sql`insert into share_request (id, resource_id, version, provider_id, recipient_id, sharing_type, purpose, matter,
        legal_basis, terms, access, valid_until, due_on, user_id, user_name, organization_name)
      values (${request}::uuid, ${resource.id}::uuid, 1, ${department.organizationId}::uuid, ${leader.organizationId}::uuid,
        'conditional', '督查', '防汛督查', '防洪法', ${terms}, 'interface', '2199-12-31', day_in_china() + 14, ${leader.userId},
        ${leader.userName}, ${leader.organizationName})`.execute(trx)
    await sql`update share_request set state = 'granted', step = 'granted', revision = 2, provide_by = '2199-12-31'
      where id = ${request}::uuid`.execute(trx)
    const { rows } = await sql<{ id: string }>`
      insert into share_dispute (id, agreement_id, resource_id, provider_id, recipient_id, row_key, item, says, should_say,
        evidence, due_on, user_id, user_name, organization_name)
      select ${dispute}::uuid, a.id, a.resource_id, a.provider_id, a.recipient_id, '1', '责任主体', '甲', '乙', '笔录',
        day_in_china() + 14, ${leader.userId}, ${leader.userName}, ${leader.organizationName}
      from share_agreement a where a.request_id = ${request}::uuid returning agreement_id as id`.execute(trx)
    return { request, agreement: rows[0]?.id ?? '', dispute }
  })
}
const posted = (url: string, payload?: object, one?: { revision: number }) => ({
  ...({ method: 'POST', url } as const),
  ...(payload ? { payload } : {}),
  ...(one ? { headers: withVersion(one) } : {}),
})
const read =
  (url: (stage: Stage) => Promise<string>): Example =>
  async (stage) => ({ method: 'GET', url: `/api/v1/${await url(stage)}` })
const listed = (url: string) =>
  read(async (stage) => {
    await used(stage)
    return url
  })

/** A cluster that the office coordinates: it sets terms for places of one. */
const coordinate = ({ handle }: Stage) =>
  handle.asSystem(async (trx) => {
    await sql`insert into cluster (id, name, english_name, coordinating_organization_id, source)
      values ('sharing', '共享示例城市群', 'Sharing', ${PEOPLE.office.organizationId}::uuid, 'test') on conflict do nothing`.execute(
      trx,
    )
    await sql`insert into cluster_member (cluster_id, jurisdiction_code, position) values ('sharing', '450500', 1)
      on conflict do nothing`.execute(trx)
  })

export const sharingExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/share-requests': listed('share-requests'),
  'GET /api/v1/share-requests/waits': listed('share-requests/waits'),
  'GET /api/v1/share-requests.csv': listed('share-requests.csv'),
  'GET /api/v1/share-requests.xlsx': listed('share-requests.xlsx'),
  'GET /api/v1/share-requests/:id': read(
    async (stage) =>
      `share-requests/${stage.owner === 'leader' ? (await ofLeader(stage)).request : (await mine(stage)).id}`,
  ),
  'POST /api/v1/share-requests': async (stage) => posted('/api/v1/share-requests', anAsking(await resourceFor(stage))),
  'PATCH /api/v1/share-requests/:id': async (stage) => {
    const request = await decided(stage.as, otherOf(recipientOf(stage)), await mine(stage), {
      ...{ step: 'asked_more', words: '请写明用途' },
    })
    const { resourceId: _, ...payload } = anAsking({ id: '', content: request })
    return { method: 'PATCH', url: `/api/v1/share-requests/${request.id}`, payload, headers: withVersion(request) }
  },
  'POST /api/v1/share-requests/:id/decisions': async (stage) => {
    const request = await asksMe(stage)
    return posted(`/api/v1/share-requests/${request.id}/decisions`, { step: 'granted' }, request)
  },
  'POST /api/v1/share-requests/:id/replies': async (stage) => {
    const request = await mine(stage)
    return posted(`/api/v1/share-requests/${request.id}/replies`, { step: 'taken_back' }, request)
  },
  'GET /api/v1/share-agreements': listed('share-agreements'),
  'GET /api/v1/share-agreements.csv': listed('share-agreements.csv'),
  'GET /api/v1/share-agreements.xlsx': listed('share-agreements.xlsx'),
  'GET /api/v1/share-agreements/:id': read(
    async (stage) =>
      `share-agreements/${stage.owner === 'leader' ? (await ofLeader(stage)).agreement : (await used(stage)).id}`,
  ),
  'POST /api/v1/share-agreements/:id/provider-steps': async (stage) => {
    const agreement = await provided(stage)
    return posted(`/api/v1/share-agreements/${agreement.id}/provider-steps`, { step: 'provided' }, agreement)
  },
  'POST /api/v1/share-agreements/:id/recipient-steps': async (stage) => {
    const agreement = await used(stage)
    return posted(`/api/v1/share-agreements/${agreement.id}/recipient-steps`, { step: 'given_up' }, agreement)
  },
  'GET /api/v1/share-disputes': listed('share-disputes'),
  'POST /api/v1/share-disputes': async (stage) => ({
    ...posted('/api/v1/share-disputes', {
      ...{ agreementId: (await used(stage)).id, rowKey: '1', item: '责任主体', says: '甲', shouldSay: '乙' },
      evidence: '现场核查笔录',
    }),
  }),
  'GET /api/v1/share-disputes/:id': read(async (stage) => {
    if (stage.owner === 'leader') return `share-disputes/${(await ofLeader(stage)).dispute}`
    const { id } = await used(stage)
    return `share-disputes/${(await disputed(stage.as, id, recipientOf(stage))).id}`
  }),
  'POST /api/v1/share-disputes/:id/answers': async (stage) => {
    const { id } = await provided(stage)
    const dispute = await disputed(stage.as, id, otherOf(recipientOf(stage)))
    return posted(`/api/v1/share-disputes/${dispute.id}/answers`, { state: 'not_wrong', answer: '经核无误' }, dispute)
  },
  'POST /api/v1/share-disputes/:id/take-back': async (stage) => {
    const { id } = await used(stage)
    const dispute = await disputed(stage.as, id, recipientOf(stage))
    return posted(`/api/v1/share-disputes/${dispute.id}/take-back`, undefined, dispute)
  },
  'GET /api/v1/share-periods': listed('share-periods'),
  'POST /api/v1/share-periods': async (stage) => {
    await coordinate(stage)
    return posted('/api/v1/share-periods', {
      ...{ kind: 'provide', place: '450500', workingDays: 15, basis: '实施细则第九条' },
    })
  },
  'GET /api/v1/resources/:id/sharing': read(async (stage) => `resources/${(await resourceFor(stage)).id}/sharing`),
  'PATCH /api/v1/resources/:id/sharing': async (stage) => {
    const { id } = await aResource(stage.as, { sharingType: 'unconditional', sharingCondition: '' }, recipientOf(stage))
    return {
      ...{ method: 'PATCH', url: `/api/v1/resources/${id}/sharing`, payload: { grantsAtOnce: true } },
      headers: withVersion({ revision: 0 }),
    }
  },
}
