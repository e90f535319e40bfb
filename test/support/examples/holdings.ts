import {
  agreed,
  aResource,
  csvText,
  HOUSEHOLDS,
  loaded,
  loadForm,
} from '../../../src/exchange/holdings/stage.testing.ts'
import type { ResourceDetail } from '../../../src/exchange/schemas.ts'
import type { Example, Stage } from '../accessExamples.ts'
import type { PersonName } from '../people.ts'

/** Who loads and uses data: a leader does neither, and reads what others did. */
const keeperOf = ({ owner }: Stage): PersonName => (owner === 'leader' ? 'department' : owner)
const holding = async (stage: Stage): Promise<ResourceDetail> => {
  const browser = await stage.as(keeperOf(stage))
  const resource = await aResource(browser)
  await loaded(browser, resource.id)
  return resource
}
/** An agreement under which the owner uses data of another. */
async function used(stage: Stage): Promise<string> {
  const recipient = keeperOf(stage)
  const provider = recipient === 'department' ? 'city' : 'department'
  return agreed(stage.handle, (await holding({ ...stage, owner: provider })).id, { recipient })
}

const reading =
  (path: string): Example =>
  async (stage) => ({ method: 'GET', url: `/api/v1/resources/${(await holding(stage)).id}/holding${path}` })
const using =
  (path: string): Example =>
  async (stage) => ({ method: 'GET', url: `/api/v1/shared-data/${await used(stage)}/${path}` })
const sending =
  (path: string): Example =>
  async (stage) => ({
    ...{ method: 'POST', url: `/api/v1/resources/${(await holding(stage)).id}/holding/${path}` },
    ...loadForm(csvText(HOUSEHOLDS)),
  })
const readingUses =
  (path: string): Example =>
  async (stage) => {
    await (await stage.as(keeperOf(stage))).get(`/api/v1/shared-data/${await used(stage)}/rows`)
    return { method: 'GET', url: `/api/v1/share-uses${path}` }
  }

export const holdingExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/resources/:id/holding': reading(''),
  'GET /api/v1/resources/:id/holding/rows': reading('/rows'),
  'GET /api/v1/resources/:id/holding/rows.csv': reading('/rows.csv'),
  'GET /api/v1/resources/:id/holding/rows.xlsx': reading('/rows.xlsx'),
  'GET /api/v1/resources/:id/holding/revisions': reading('/revisions'),
  'POST /api/v1/resources/:id/holding/preview': sending('preview'),
  'POST /api/v1/resources/:id/holding/loads': sending('loads'),
  'POST /api/v1/resources/:id/holding/rows': async (stage) => ({
    ...{ method: 'POST', url: `/api/v1/resources/${(await holding(stage)).id}/holding/rows` },
    payload: { manner: 'merge', rows: [HOUSEHOLDS[0]] },
  }),
  'PATCH /api/v1/resources/:id/holding/rows/:number': async (stage) => ({
    ...{ method: 'PATCH', url: `/api/v1/resources/${(await holding(stage)).id}/holding/rows/1` },
    payload: { values: { 人数: 9 }, reason: '登记有误' },
  }),
  'POST /api/v1/resources/:id/holding/rows/:number/remove': async (stage) => ({
    ...{ method: 'POST', url: `/api/v1/resources/${(await holding(stage)).id}/holding/rows/1/remove` },
    payload: { reason: '已迁出' },
  }),
  'GET /api/v1/shared-data/:agreementId/rows': using('rows'),
  'GET /api/v1/shared-data/:agreementId/rows.csv': using('rows.csv'),
  'GET /api/v1/shared-data/:agreementId/changes': using('changes'),
  'GET /api/v1/share-uses': readingUses(''),
  'GET /api/v1/share-uses/figures': readingUses('/figures'),
  'GET /api/v1/share-uses.xlsx': readingUses('.xlsx'),
}
