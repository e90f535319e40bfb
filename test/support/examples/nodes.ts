import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { aContent } from '../../../src/exchange/catalogue/fixtures.testing.ts'
import { withVersion } from '../../../src/exchange/catalogue/stage.testing.ts'
import { identityOf } from '../../../src/exchange/identity/index.ts'
import type { DatabaseHandle } from '../../../src/platform/database/index.ts'
import type { Example, Stage } from '../accessExamples.ts'
import { PEOPLE } from '../people.ts'

const NOW = '2026-06-15T02:00:00.000Z'

const contents = {
  task: {
    ...{ number: 1, title: '修复红树林', programme: '示例台账', document: null, provision: null, provisionLabel: '' },
    ...{ chapterLabel: '', units: [], state: 'underway', pace: 'finite', dueOn: null, light: 'red', since: null },
    ...{ reasons: [], lastReport: null },
  },
  alert: {
    ...{ kind: 'worse_than_target', title: '石角断面氨氮超标', titleEn: 'Ammonia at Shijiao', side: 'downstream' },
    section: { code: 'S1', name: '石角', river: '九洲江', upstreamCode: '450900', downstreamCode: '440800' },
    ...{ parameter: 'ammoniaNitrogen', evidence: { value: '1.4', unit: 'mg/L' }, observedAt: NOW, expectedAt: null },
    ...{ receiveBy: NOW, state: 'open', raisedAt: NOW, closedAt: null, parties: [] },
  },
  resource: {
    ...{ code: '207000/45000000100001', number: 1, provider: '自治区生态环境厅', publishedAt: NOW, refreshedOn: null },
    ...{ dueOn: null, content: aContent() },
  },
}

/** Makes the installation a member that heard its neighbour tell one thing of a kind. @returns its key */
async function heard(handle: DatabaseHandle, kind: keyof typeof contents): Promise<string> {
  const key = randomUUID()
  await handle.asSystem(async (trx) => {
    for (const [code, isSelf, place] of [
      ['own', true, '440000'],
      ['neighbour', false, '450000'],
    ] as const)
      await trx
        .insertInto('node')
        .values({ code, name: code, name_en: code, role: 'member', jurisdiction_code: place, is_self: isSelf })
        .onConflict((conflict) => conflict.column('code').doNothing())
        .execute()
    await trx.updateTable('node').set({ role: 'member' }).where('code', '=', 'own').execute()
    const content = JSON.stringify(contents[kind])
    await trx
      .insertInto('shared_fact')
      .values({ owner: 'neighbour', kind, key, content: content as never, number: 1, told_at: new Date(NOW) })
      .execute()
  })
  return key
}

/** Makes the installation the node of the place in which a unit lies; where that is not known, it is 广东. */
async function placeNode(handle: DatabaseHandle, organizationId: string): Promise<void> {
  await handle.asSystem(async (trx) => {
    await sql`update organization set jurisdiction_code = coalesce(jurisdiction_code, '440000')
      where id = ${organizationId}::uuid`.execute(trx)
    await sql`update node set jurisdiction_code = (select jurisdiction_code from organization
      where id = ${organizationId}::uuid) where is_self`.execute(trx)
  })
}

/** Makes the installation the region's node, with a member that it may cut off. @returns the member's code */
async function region(handle: DatabaseHandle): Promise<string> {
  await heard(handle, 'task')
  const code = `m${randomUUID().slice(0, 8)}`
  await handle.asSystem(async (trx) => {
    await trx.updateTable('node').set({ role: 'region' }).where('code', '=', 'own').execute()
    await trx
      .insertInto('node')
      .values({ code, name: code, name_en: code, role: 'member', jurisdiction_code: '460000' })
      .execute()
  })
  return code
}

/** What a member asks to be let in by, signed by a key of its own. */
function aJoinRequest(): object {
  const identity = identityOf(generateKeyPairSync('ed25519').privateKey)
  const said = {
    ...{ qunce: 'join request 1', code: `n${randomUUID().slice(0, 8)}`, name: '海南省', nameEn: 'Hainan' },
    ...{ jurisdictionCode: '460000', publicKey: identity.publicKey },
  }
  return { ...said, signature: identity.sign(Buffer.from(JSON.stringify(said))) }
}

const reading =
  (path: string, kind: keyof typeof contents): Example =>
  async ({ handle }: Stage) => {
    await heard(handle, kind)
    return { method: 'GET', url: `/api/v1/nodes${path}` }
  }

const OUTSIDE = '/api/v1/nodes/requests'
/** Makes this node that of the province in which people's units lie (prepareExamples), with a resource heard elsewhere. */
async function asking({ handle }: Stage) {
  const resourceId = await heard(handle, 'resource')
  await handle.asSystem((trx) =>
    sql`update node set jurisdiction_code = case when is_self then '450000' else '440000' end
      where code in ('own', 'neighbour')`.execute(trx),
  )
  const [item] = aContent().items
  return {
    ...{ owner: 'neighbour', resourceId, purpose: '核对', matter: '联防联治', legalBasis: '水污染防治法', contact: '' },
    ...{ validUntil: '2027-12-31', terms: { items: [item?.name ?? ''], masks: {}, rows: [] } },
  }
}
/** A request to the neighbour, of the owner's unit. */
async function askedOutside({ handle, owner }: Stage, resource?: string): Promise<{ id: string; revision: number }> {
  const resourceId = resource ?? (await heard(handle, 'resource'))
  const id = randomUUID()
  const { organizationId, organizationName, userId, userName } = PEOPLE[owner]
  await handle.asSystem((trx) =>
    sql`insert into outside_request (id, owner, resource_id, resource_name, provider_name, purpose, matter, legal_basis,
        terms, valid_until, user_id, user_name, organization_id, organization_name)
      values (${id}::uuid, 'neighbour', ${resourceId}::uuid, '资源', '单位', '核对', '联防联治', '水污染防治法',
        '{"items": ["项"], "masks": {}, "rows": []}'::jsonb, '2027-12-31', ${userId}, ${userName},
        ${organizationId}::uuid, ${organizationName})`.execute(trx),
  )
  return { id, revision: 1 }
}
/** The neighbour asks more of a request. */
async function moreAsked({ handle }: Stage, key: string): Promise<void> {
  const answer = {
    ...{ state: 'correction', reason: null, words: '请写明条款', sinceOn: '2026-06-15', dueOn: null, periodDays: 10 },
    ...{ decidedBy: null, supplement: null, reply: null, offer: null, agreement: null },
  }
  const fact = { owner: 'neighbour', kind: 'answer', key, content: JSON.stringify(answer) as never }
  await handle.asSystem((trx) =>
    trx
      .insertInto('shared_fact')
      .values({ ...fact, number: 1, told_at: new Date(NOW) })
      .execute(),
  )
}
/** What the neighbour gave the owner's unit. @returns the agreement */
async function given({ handle, owner }: Stage): Promise<string> {
  await heard(handle, 'resource')
  const id = randomUUID()
  const { organizationId, organizationName } = PEOPLE[owner]
  const content = {
    ...{
      resource: '资源',
      provider: '单位',
      recipientId: organizationId,
      recipient: organizationName,
      purpose: '核对',
    },
    ...{ validFrom: '2026-01-01', validUntil: '2027-12-31', withdrawnFrom: null, withdrawnReason: null, items: [] },
  }
  await handle.asSystem((trx) =>
    trx
      .insertInto('shared_fact')
      .values({
        ...{ owner: 'neighbour', kind: 'grant', key: id, number: 1, told_at: new Date(NOW) },
        content: JSON.stringify(content) as never,
      })
      .execute(),
  )
  return id
}

export const nodeExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/nodes': reading('', 'task'),
  'POST /api/v1/nodes': async ({ handle }) => {
    await region(handle)
    await handle.asSystem((trx) =>
      sql`update node set revoked_at = clock_now(), revoked_reason = '搬迁' where jurisdiction_code = '460000'`.execute(
        trx,
      ),
    )
    return { method: 'POST', url: '/api/v1/nodes', payload: aJoinRequest() }
  },
  'POST /api/v1/nodes/:code/revoke': async ({ handle }) => ({
    method: 'POST',
    url: `/api/v1/nodes/${await region(handle)}/revoke`,
    payload: { reason: '密钥泄露' },
  }),
  'GET /api/v1/nodes/cockpit': reading('/cockpit', 'task'),
  'GET /api/v1/nodes/tasks': reading('/tasks', 'task'),
  'GET /api/v1/nodes/alerts': reading('/alerts', 'alert'),
  'POST /api/v1/nodes/alerts/:owner/:id/receipt': async ({ handle, owner }) => {
    const key = await heard(handle, 'alert')
    await placeNode(handle, PEOPLE[owner].organizationId)
    return { method: 'POST', url: `/api/v1/nodes/alerts/neighbour/${key}/receipt`, payload: { text: '已收到' } }
  },
  'GET /api/v1/nodes/resources': reading('/resources', 'resource'),
  'GET /api/v1/nodes/resources/:owner/:id': async ({ handle }) => ({
    method: 'GET',
    url: `/api/v1/nodes/resources/neighbour/${await heard(handle, 'resource')}`,
  }),
  'GET /api/v1/nodes/requests': async (stage) => {
    await askedOutside(stage)
    return { method: 'GET', url: OUTSIDE }
  },
  'POST /api/v1/nodes/requests': async (stage) => ({ method: 'POST', url: OUTSIDE, payload: await asking(stage) }),
  'GET /api/v1/nodes/requests/:id': async (stage) => ({
    method: 'GET',
    url: `${OUTSIDE}/${(await askedOutside(stage)).id}`,
  }),
  'PATCH /api/v1/nodes/requests/:id': async (stage) => {
    const { owner, resourceId, ...payload } = await asking(stage)
    const request = await askedOutside(stage, resourceId)
    await moreAsked(stage, request.id)
    return { method: 'PATCH', url: `${OUTSIDE}/${request.id}`, payload, headers: withVersion(request) }
  },
  'POST /api/v1/nodes/requests/:id/replies': async (stage) => {
    const request = await askedOutside(stage)
    const payload = { step: 'taken_back' }
    return { method: 'POST', url: `${OUTSIDE}/${request.id}/replies`, payload, headers: withVersion(request) }
  },
  'GET /api/v1/nodes/grants': async (stage) => {
    await given(stage)
    return { method: 'GET', url: '/api/v1/nodes/grants' }
  },
  'GET /api/v1/nodes/grants/:owner/:id/rows': async (stage) => ({
    method: 'GET',
    url: `/api/v1/nodes/grants/neighbour/${await given(stage)}/rows`,
  }),
  'GET /api/v1/nodes/grants/:owner/:id/rows.csv': async (stage) => ({
    method: 'GET',
    url: `/api/v1/nodes/grants/neighbour/${await given(stage)}/rows.csv`,
  }),
}
