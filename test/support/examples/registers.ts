import {
  aBerth,
  aRegistry,
  berthSchema,
  configured,
  drafted,
  published,
  tableForm,
} from '../../../src/exchange/registers/stage.testing.ts'
import type { EntryDetail } from '../../../src/exchange/schemas.ts'
import type { Example, Stage } from '../accessExamples.ts'

const aRegister = async ({ as }: Stage) => configured(await as('office'))
/** What the owner writes; a leader writes nothing and reads what a department published. */
const draft = async (stage: Stage) => drafted(await stage.as(stage.owner), await aRegister(stage))
const standing = async (stage: Stage) =>
  published(await stage.as(stage.owner === 'leader' ? 'department' : stage.owner), await aRegister(stage))
const at = ({ id, registry, revision }: EntryDetail, act = '') => ({
  url: `/api/v1/registries/${registry.code}/entries/${id}${act}`,
  headers: { 'if-match': `"v${revision}"` },
})
const reading =
  (address: (entry: EntryDetail) => string): Example =>
  async (stage) => ({ method: 'GET', url: address(await standing(stage)) })
const table = () => tableForm('berths.csv', '泊位名称,编号,类别\r\n导入的泊位,TS-1,散货\r\n')

export const registerExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/registries': reading(() => '/api/v1/registries'),
  'POST /api/v1/registries': async () => ({ method: 'POST', url: '/api/v1/registries', payload: aRegistry() }),
  'GET /api/v1/registries/:code': reading(({ registry }) => `/api/v1/registries/${registry.code}`),
  'PATCH /api/v1/registries/:code': async (stage) => ({
    ...{ method: 'PATCH', url: `/api/v1/registries/${await aRegister(stage)}`, headers: { 'if-match': '"v1"' } },
    payload: { name: '改过的名录', schema: berthSchema() },
  }),
  'GET /api/v1/registries/:code/entries': reading(({ registry }) => `/api/v1/registries/${registry.code}/entries`),
  'GET /api/v1/registries/:code/entries.csv': reading(
    ({ registry }) => `/api/v1/registries/${registry.code}/entries.csv`,
  ),
  'GET /api/v1/registries/:code/entries.xlsx': reading(
    ({ registry }) => `/api/v1/registries/${registry.code}/entries.xlsx`,
  ),
  'GET /api/v1/registries/:code/template.csv': async (stage) => ({
    method: 'GET',
    url: `/api/v1/registries/${await aRegister(stage)}/template.csv`,
  }),
  'GET /api/v1/registries/:code/template.xlsx': async (stage) => ({
    method: 'GET',
    url: `/api/v1/registries/${await aRegister(stage)}/template.xlsx`,
  }),
  'POST /api/v1/registries/:code/entries': async (stage) => ({
    ...{ method: 'POST', url: `/api/v1/registries/${await aRegister(stage)}/entries` },
    payload: { content: aBerth() },
  }),
  'GET /api/v1/registries/:code/entries/:id': reading((entry) => at(entry).url),
  'PATCH /api/v1/registries/:code/entries/:id': async (stage) => ({
    ...{ method: 'PATCH', ...at(await draft(stage)), payload: { content: aBerth() } },
  }),
  'DELETE /api/v1/registries/:code/entries/:id/draft': async (stage) => ({
    method: 'DELETE',
    ...at(await draft(stage), '/draft'),
  }),
  'POST /api/v1/registries/:code/entries/:id/versions': async (stage) => ({
    method: 'POST',
    ...at(await standing(stage), '/versions'),
  }),
  'POST /api/v1/registries/:code/entries/:id/publish': async (stage) => ({
    method: 'POST',
    ...at(await draft(stage), '/publish'),
  }),
  'POST /api/v1/registries/:code/entries/:id/withdraw': async (stage) => ({
    ...{ method: 'POST', ...at(await standing(stage), '/withdraw'), payload: { reason: '停用' } },
  }),
  'POST /api/v1/registries/:code/imports/preview': async (stage) => ({
    ...{ method: 'POST', url: `/api/v1/registries/${await aRegister(stage)}/imports/preview` },
    ...table(),
  }),
  'POST /api/v1/registries/:code/imports': async (stage) => ({
    ...{ method: 'POST', url: `/api/v1/registries/${await aRegister(stage)}/imports` },
    ...table(),
  }),
}
