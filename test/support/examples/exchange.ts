import { INVENTORY_HEAD, inventoryRow } from '../../../src/exchange/catalogue/fixtures.testing.ts'
import { drafted, inventoryForm, published, withVersion } from '../../../src/exchange/catalogue/stage.testing.ts'
import type { ResourceDetail } from '../../../src/exchange/schemas.ts'
import type { Example, Stage } from '../accessExamples.ts'

/** What the owner keeps; a leader keeps nothing and reads what a department published. */
const draft = async ({ as, owner }: Stage) => drafted(await as(owner))
const standing = async ({ as, owner }: Stage) => published(await as(owner === 'leader' ? 'department' : owner))

const reading =
  (ending = ''): Example =>
  async (stage) => {
    await standing(stage)
    return { method: 'GET', url: `/api/v1/resources${ending}` }
  }
const acting =
  (make: (stage: Stage) => Promise<ResourceDetail>, act: string, payload?: object): Example =>
  async (stage) => {
    const resource = await make(stage)
    return {
      ...{ method: 'POST', url: `/api/v1/resources/${resource.id}/${act}`, headers: withVersion(resource) },
      ...(payload ? { payload } : {}),
    }
  }
const inventory = () =>
  inventoryForm('inventory.csv', [INVENTORY_HEAD, inventoryRow('导入的资源')].map((row) => row.join(',')).join('\r\n'))

export const exchangeExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/resources': reading(),
  'GET /api/v1/resources/figures': reading('/figures'),
  'GET /api/v1/resources.csv': reading('.csv'),
  'GET /api/v1/resources.xlsx': reading('.xlsx'),
  'GET /api/v1/resources/dcat': reading('/dcat'),
  'GET /api/v1/resources/:id': async (stage) => ({
    method: 'GET',
    url: `/api/v1/resources/${(await standing(stage)).id}`,
  }),
  'GET /api/v1/resources/:id/dcat': async (stage) => ({
    method: 'GET',
    url: `/api/v1/resources/${(await standing(stage)).id}/dcat`,
  }),
  'POST /api/v1/resources': async () => ({
    method: 'POST',
    url: '/api/v1/resources',
    payload: { name: '新资源' },
  }),
  'PATCH /api/v1/resources/:id': async (stage) => {
    const resource = await draft(stage)
    return {
      ...{ method: 'PATCH', url: `/api/v1/resources/${resource.id}`, headers: withVersion(resource) },
      payload: { abstract: '改过的摘要' },
    }
  },
  'DELETE /api/v1/resources/:id/draft': async (stage) => {
    const resource = await draft(stage)
    return { method: 'DELETE', url: `/api/v1/resources/${resource.id}/draft`, headers: withVersion(resource) }
  },
  'POST /api/v1/resources/:id/versions': acting(standing, 'versions'),
  'POST /api/v1/resources/:id/publish': acting(draft, 'publish'),
  'POST /api/v1/resources/:id/withdraw': acting(standing, 'withdraw', { reason: '不再采集' }),
  'POST /api/v1/resources/:id/refreshes': acting(standing, 'refreshes', { refreshedOn: '2026-01-05' }),
  'PATCH /api/v1/resources/providers/:id': async (stage) => {
    const { provider } = await draft(stage)
    return {
      method: 'PATCH',
      url: `/api/v1/resources/providers/${provider.id}`,
      payload: { creditCode: CREDIT_CODES[stage.owner] },
    }
  },
  'POST /api/v1/resources/imports/preview': async () => ({
    ...{ method: 'POST', url: '/api/v1/resources/imports/preview' },
    ...inventory(),
  }),
  'POST /api/v1/resources/imports': async () => ({
    ...{ method: 'POST', url: '/api/v1/resources/imports' },
    ...inventory(),
  }),
  'GET /api/v1/resources/imports/template.csv': async () => ({
    method: 'GET',
    url: '/api/v1/resources/imports/template.csv',
  }),
  'GET /api/v1/resources/imports/template.xlsx': async () => ({
    method: 'GET',
    url: '/api/v1/resources/imports/template.xlsx',
  }),
}

/** Made up: the check character fits, and the numbers are nobody's. */
const CREDIT_CODES: Partial<Record<Stage['owner'], string>> = {
  office: '11450000000000001E',
  department: '11440000000000002D',
  city: '11450100000000003R',
}
