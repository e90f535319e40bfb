import { randomUUID } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import type { DatabaseHandle } from '../../src/platform/database/index.ts'
import { alignmentExamples } from './examples/alignment.ts'
import { blueprintExamples } from './examples/blueprint.ts'
import { blueprintConflictExamples } from './examples/blueprintConflicts.ts'
import { blueprintSitingExamples } from './examples/blueprintSiting.ts'
import { cockpitExamples } from './examples/cockpit.ts'
import { exchangeExamples } from './examples/exchange.ts'
import { holdingExamples } from './examples/holdings.ts'
import { indicatorExamples } from './examples/indicators.ts'
import { jointExamples } from './examples/joint.ts'
import { ledgerExamples } from './examples/ledger.ts'
import { monitoringExamples } from './examples/monitoring.ts'
import { monitoringJudgingExamples } from './examples/monitoringJudging.ts'
import { nodeExamples } from './examples/nodes.ts'
import { noticeExamples } from './examples/notices.ts'
import { paperExamples } from './examples/papers.ts'
import { registerExamples } from './examples/registers.ts'
import { reportingExamples } from './examples/reporting.ts'
import { scoreExamples } from './examples/scores.ts'
import { settlementAgreementExamples } from './examples/settlementAgreements.ts'
import { settlementFundExamples } from './examples/settlementFund.ts'
import { settlementLedgerExamples } from './examples/settlementLedger.ts'
import { sharingExamples } from './examples/sharing.ts'
import { supervisionExamples } from './examples/supervision.ts'
import { taskExamples } from './examples/tasks.ts'
import { toldStatementExamples } from './examples/toldStatements.ts'
import { verificationExamples } from './examples/verification.ts'
import { PEOPLE, type PersonName, placeOrganizations } from './people.ts'
import type { Browser } from './server.ts'

/** What an example may use to set its stage. */
export interface Stage {
  handle: DatabaseHandle
  /** Whose organization owns what the example touches. */
  owner: PersonName
  as(person: PersonName): Promise<Browser>
}

/** One request that succeeds for whoever may make it, on what belongs to `owner`. */
export type Example = (stage: Stage) => Promise<InjectOptions>

const get =
  (url: string): Example =>
  async () => ({ method: 'GET', url })

/**
 * For every route that is not public, a request that would really read or change something. The access test makes it
 * as every role, with the routes' own check and without it; a route without an example fails the test.
 */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  ...alignmentExamples,
  ...blueprintExamples,
  ...blueprintConflictExamples,
  ...blueprintSitingExamples,
  ...cockpitExamples,
  ...exchangeExamples,
  ...registerExamples,
  ...holdingExamples,
  ...reportingExamples,
  ...scoreExamples,
  ...settlementAgreementExamples,
  ...settlementFundExamples,
  ...settlementLedgerExamples,
  ...indicatorExamples,
  ...monitoringExamples,
  ...monitoringJudgingExamples,
  ...nodeExamples,
  ...toldStatementExamples,
  ...noticeExamples,
  ...paperExamples,
  ...jointExamples,
  ...sharingExamples,
  ...supervisionExamples,
  ...ledgerExamples,
  ...taskExamples,
  ...verificationExamples,
  'POST /api/v1/session/actor': async ({ owner }) => ({
    method: 'POST',
    url: '/api/v1/session/actor',
    payload: { membershipId: PEOPLE[owner].membershipId },
  }),

  'GET /api/v1/users': get('/api/v1/users'),
  'POST /api/v1/users': async () => ({
    method: 'POST',
    url: '/api/v1/users',
    payload: { name: '新用户', email: `${randomUUID()}@qunce.test` },
  }),
  'POST /api/v1/users/:id/invitation': async ({ handle }) => ({
    method: 'POST',
    url: `/api/v1/users/${await newUser(handle)}/invitation`,
  }),
  'PATCH /api/v1/users/:id': async ({ handle }) => ({
    method: 'PATCH',
    url: `/api/v1/users/${await newUser(handle)}`,
    payload: { name: '改名' },
    headers: { 'if-match': '"v1"' },
  }),
  'POST /api/v1/users/:id/memberships': async ({ handle }) => ({
    method: 'POST',
    url: `/api/v1/users/${await newUser(handle)}/memberships`,
    payload: { organizationId: PEOPLE.city.organizationId, role: 'city' },
  }),
  'DELETE /api/v1/users/:id/memberships/:membershipId': async ({ handle }) => {
    const userId = await newUser(handle)
    const id = randomUUID()
    await handle.asSystem((trx) =>
      trx
        .insertInto('membership')
        .values({ id, user_id: userId, organization_id: PEOPLE.city.organizationId, role: 'city', granted_by: null })
        .execute(),
    )
    return { method: 'DELETE', url: `/api/v1/users/${userId}/memberships/${id}` }
  },

  'GET /api/v1/audit': get('/api/v1/audit'),
  'GET /api/v1/audit/verify': get('/api/v1/audit/verify'),

  'GET /api/v1/jurisdictions': get('/api/v1/jurisdictions?limit=5'),
  'GET /api/v1/jurisdictions.geojson': get('/api/v1/jurisdictions.geojson?codes=450500'),
  'GET /api/v1/jurisdictions.csv': get('/api/v1/jurisdictions.csv'),
  'POST /api/v1/jurisdictions/boundaries': async () => ({
    method: 'POST',
    url: '/api/v1/jurisdictions/boundaries',
    payload: {
      source: 'test',
      licence: 'test',
      boundaries: { type: 'FeatureCollection', features: [square('450500')] },
    },
  }),
  'GET /api/v1/clusters': get('/api/v1/clusters'),
  'GET /api/v1/clusters/:id': get('/api/v1/clusters/test-cluster'),
  'GET /api/v1/organizations': get('/api/v1/organizations?limit=5'),
  'GET /api/v1/organizations.csv': get('/api/v1/organizations.csv'),
  'GET /api/v1/organizations.xlsx': get('/api/v1/organizations.xlsx'),
  'GET /api/v1/organizations/:id': get(`/api/v1/organizations/${PEOPLE.city.organizationId}`),
  'POST /api/v1/organizations/resolve': async () => ({
    method: 'POST',
    url: '/api/v1/organizations/resolve',
    payload: { names: [{ printed: '北海市人民政府' }] },
  }),
  'POST /api/v1/organizations': async () => ({
    method: 'POST',
    url: '/api/v1/organizations',
    payload: { name: `北海市测试局${randomUUID()}`, jurisdiction: '450500', kind: 'department', source: 'test' },
  }),
  'PATCH /api/v1/organizations/:id': async ({ handle }) => ({
    method: 'PATCH',
    url: `/api/v1/organizations/${await newOrganization(handle)}`,
    payload: { note: '改' },
    headers: { 'if-match': '"v1"' },
  }),
  'POST /api/v1/organizations/:id/names': async ({ handle }) => ({
    method: 'POST',
    url: `/api/v1/organizations/${await newOrganization(handle)}/names`,
    payload: { name: `又名${randomUUID()}`, kind: 'alias', source: 'test' },
    headers: { 'if-match': '"v1"' },
  }),
  'POST /api/v1/organizations/:id/relations': async ({ handle }) => ({
    method: 'POST',
    url: `/api/v1/organizations/${await newOrganization(handle)}/relations`,
    payload: {
      kind: 'merged_into',
      to: PEOPLE.city.organizationId,
      date: '2026-01-01',
      precision: 'day',
      source: 'test',
    },
    headers: { 'if-match': '"v1"' },
  }),
  'POST /api/v1/organizations/:id/confirm': async ({ handle }) => ({
    method: 'POST',
    url: `/api/v1/organizations/${await newOrganization(handle, 'provisional')}/confirm`,
  }),
  'POST /api/v1/organizations/:id/merge': async ({ handle }) => ({
    method: 'POST',
    url: `/api/v1/organizations/${await newOrganization(handle, 'provisional')}/merge`,
    payload: { intoId: PEOPLE.city.organizationId },
  }),

  'GET /api/v1/search': async (stage) => {
    await aDocument(stage)
    return { method: 'GET', url: `/api/v1/search?q=${encodeURIComponent('红树林')}` }
  },
  'POST /api/v1/documents': async () => upload(planText()),
  'GET /api/v1/documents': get('/api/v1/documents'),
  'GET /api/v1/documents/:id': async (stage) => ({ method: 'GET', url: `/api/v1/documents/${await aDocument(stage)}` }),
  'GET /api/v1/documents/:id/text': async (stage) => ({
    method: 'GET',
    url: `/api/v1/documents/${await aDocument(stage)}/text`,
  }),
  'GET /api/v1/documents/:id/commitments': async (stage) => ({
    method: 'GET',
    url: `/api/v1/documents/${await aDocument(stage)}/commitments`,
  }),
  'GET /api/v1/documents/:id/source': async (stage) => ({
    method: 'GET',
    url: `/api/v1/documents/${await aDocument(stage)}/source`,
  }),
  'GET /api/v1/documents/:id/changes': async (stage) => ({
    method: 'GET',
    url: `/api/v1/documents/${await newVersion({ ...stage, owner: 'office' })}/changes`,
  }),
  'PATCH /api/v1/documents/:id': async (stage) => ({
    method: 'PATCH',
    url: `/api/v1/documents/${await newDocument(stage)}`,
    payload: { title: '改过的标题' },
    headers: { 'if-match': '"v1"' },
  }),
  'POST /api/v1/documents/:id/withdraw': async (stage) => withdrawal(await newDocument(stage)),
  'POST /api/v1/documents/:id/restore': async (stage) => {
    const id = await newDocument(stage)
    expectOk(await (await stage.as(stage.owner)).request(withdrawal(id)))
    return {
      method: 'POST',
      url: `/api/v1/documents/${id}/restore`,
      payload: {},
      headers: { 'if-match': '"v2"' },
    }
  },
  'POST /api/v1/documents/:id/reparse': async (stage) => ({
    method: 'POST',
    url: `/api/v1/documents/${await newDocument(stage)}/reparse`,
  }),

  'GET /api/v1/commitments': get('/api/v1/commitments'),
  'GET /api/v1/commitments/facets': get('/api/v1/commitments/facets'),
  'GET /api/v1/commitments.csv': get('/api/v1/commitments.csv'),
  'GET /api/v1/commitments.xlsx': get('/api/v1/commitments.xlsx'),
  'GET /api/v1/organizations/:id/commitments-summary': get(
    `/api/v1/organizations/${PEOPLE.city.organizationId}/commitments-summary`,
  ),
  'GET /api/v1/commitments/:id': async (stage) => {
    const [commitment] = await commitmentsOf(stage, await aDocument(stage))
    return { method: 'GET', url: `/api/v1/commitments/${commitment?.id}` }
  },
  'POST /api/v1/commitments/:id/confirm': (stage) => onCommitment(stage, 'confirm', {}),
  'POST /api/v1/commitments/:id/reject': (stage) => onCommitment(stage, 'reject', { reason: '不是承诺' }),
  'POST /api/v1/commitments/:id/edit': (stage) => onCommitment(stage, 'edit', { title: '改过的事项' }),
  'POST /api/v1/commitments/:id/split': (stage) =>
    onCommitment(stage, 'split', { parts: [{ title: '前一半' }, { title: '后一半' }] }),
  'POST /api/v1/commitments/merge': async (stage) => ({
    method: 'POST',
    url: '/api/v1/commitments/merge',
    payload: { items: await revisionsOf(stage), title: '合并后的事项' },
  }),
  'POST /api/v1/commitments/confirm': async (stage) => ({
    method: 'POST',
    url: '/api/v1/commitments/confirm',
    payload: { items: await revisionsOf(stage) },
  }),
  'POST /api/v1/changes/:id/undo': async (stage) => {
    const confirm = await onCommitment(stage, 'confirm', {})
    const reply = await (await stage.as(stage.owner)).request(confirm)
    return { method: 'POST', url: `/api/v1/changes/${expectOk(reply).changeId}/undo` }
  },
}

/** What the examples find in place: a cluster, and a plan of the office's. */
export async function prepareExamples(handle: DatabaseHandle): Promise<void> {
  await handle.asSystem(async (trx) => {
    await trx
      .insertInto('cluster')
      .values({ id: 'test-cluster', name: '测试城市群', english_name: 'Test cluster', source: 'test', sample: false })
      .execute()
    // Who adds layers adds them of ground of its own.
    await placeOrganizations(trx, { office: '450000', department: '450000', city: '450500' })
  })
}

async function newUser(handle: DatabaseHandle): Promise<string> {
  const id = randomUUID()
  await handle.asSystem((trx) =>
    trx
      .insertInto('auth_user')
      .values({ id, name: '某人', email: `${id}@qunce.test`, email_verified: true })
      .execute(),
  )
  return id
}

async function newOrganization(
  handle: DatabaseHandle,
  state: 'confirmed' | 'provisional' = 'confirmed',
): Promise<string> {
  const id = randomUUID()
  await handle.asSystem((trx) =>
    trx
      .insertInto('organization')
      .values({
        id,
        kind: 'department',
        name: `北海市某局${id}`,
        short_name: `市某局${id}`,
        jurisdiction_code: '450500',
        state,
        origin: state === 'provisional' ? 'document' : 'person',
        source: 'test',
      })
      .execute(),
  )
  return id
}

function square(code: string) {
  const ring = [
    [109, 21],
    [109.5, 21],
    [109.5, 21.5],
    [109, 21.5],
    [109, 21],
  ]
  return { type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: [ring] } }
}

let plans = 0

/** A short plan that no other example has. */
function planText(): string {
  plans += 1
  const mark = `${plans}号海湾`
  return [
    `${mark}生态修复行动方案`,
    '',
    '一、重点任务',
    '',
    `(一)修复${mark}红树林。在${mark}补种红树林，设立管护站点。(自治区林业局牵头，自治区海洋局配合)`,
    `(二)整治${mark}入海排污口。逐一排查${mark}排污口并建立台账。(自治区生态环境厅负责)`,
    `(三)加强${mark}渔港管理。完善${mark}渔港环保设施。(北海市人民政府负责)`,
    '',
  ].join('\n')
}

function upload(text: string, fields: Record<string, string> = {}): InjectOptions {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([text]), `方案${plans}.txt`)
  return { method: 'POST', url: '/api/v1/documents', payload: form as unknown as string }
}

function expectOk(reply: { statusCode: number; body: string }) {
  if (reply.statusCode >= 300) throw new Error(`The stage could not be set: ${reply.statusCode} ${reply.body}`)
  return JSON.parse(reply.body)
}

/** Puts a new plan of the owner's into the register. */
async function newDocument(stage: Stage): Promise<string> {
  const owner = await stage.as(stage.owner)
  const [result] = expectOk(await owner.request(upload(planText(), { visibility: 'cluster' }))).results
  if (!result?.document) throw new Error(`The stage could not be set: ${JSON.stringify(result)}`)
  return result.document.id
}

const withdrawal = (id: string): InjectOptions => ({
  method: 'POST',
  url: `/api/v1/documents/${id}/withdraw`,
  payload: { reason: '传错了文件' },
  headers: { 'if-match': '"v1"' },
})

async function newVersion(stage: Stage): Promise<string> {
  const id = await newDocument(stage)
  const owner = await stage.as(stage.owner)
  expectOk(await owner.request(upload(planText(), { versionOf: id })))
  return id
}

const documents = new WeakMap<DatabaseHandle, Promise<string>>()

/** A plan of the office's that is only read. */
function aDocument({ handle, as }: Stage): Promise<string> {
  const known = documents.get(handle) ?? newDocument({ handle, as, owner: 'office' })
  documents.set(handle, known)
  return known
}

async function commitmentsOf(stage: Stage, documentId: string): Promise<{ id: string; revision: number }[]> {
  const owner = await stage.as('office')
  const { items } = expectOk(await owner.get(`/api/v1/documents/${documentId}/commitments`))
  return items
}

async function revisionsOf(stage: Stage) {
  const items = await commitmentsOf(stage, await newDocument(stage))
  return items.slice(0, 2).map(({ id, revision }) => ({ id, revision }))
}

async function onCommitment(stage: Stage, act: string, payload: object): Promise<InjectOptions> {
  const [item] = await revisionsOf(stage)
  const headers = { 'if-match': `"v${item?.revision}"` }
  return { method: 'POST', url: `/api/v1/commitments/${item?.id}/${act}`, payload, headers }
}
