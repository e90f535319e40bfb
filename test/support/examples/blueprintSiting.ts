import type { SitingAnswer } from '../../../src/blueprint/schemas/siting.ts'
import { sent, square } from '../../../src/blueprint/stage.testing.ts'
import type { Example, Stage } from '../accessExamples.ts'
import { aReadLayer } from './blueprint.ts'

const SITE = { geometry: square(109.101, 21.401, 0.005), name: '码头后方用地', purpose: '堆场' }

/** A siting of the owner's; who only reads is shown the office's, of a layer that both see. */
async function aSiting(stage: Stage): Promise<string> {
  await aReadLayer(stage)
  const browser = await stage.as(stage.owner === 'leader' ? 'office' : stage.owner)
  const { kept } = await sent<SitingAnswer>(browser.post('/api/v1/blueprint/sitings', SITE))
  if (!kept) throw new Error('The siting was not kept.')
  if (stage.owner === 'leader') await leaderIsAbove(stage)
  return kept.id
}

/** The office's organization is of Beihai, and the leader's of all Guangxi. */
async function leaderIsAbove({ handle }: Stage): Promise<void> {
  const { placeOrganizations } = await import('../people.ts')
  await handle.asSystem((trx) => placeOrganizations(trx, { office: '450500', leader: '450000' }))
}

const onSiting =
  (ending = ''): Example =>
  async (stage) => ({ method: 'GET', url: `/api/v1/blueprint/sitings/${await aSiting(stage)}${ending}` })

const list =
  (ending = ''): Example =>
  async (stage) => {
    await aSiting(stage)
    return { method: 'GET', url: `/api/v1/blueprint/sitings${ending}` }
  }

const FILE = JSON.stringify({
  type: 'FeatureCollection',
  features: [{ type: 'Feature', properties: { id: 'F1' }, geometry: square(109.1, 21.4) }],
})

export const blueprintSitingExamples: Readonly<Record<string, Example>> = {
  'POST /api/v1/blueprint/sitings': async () => ({
    method: 'POST',
    url: '/api/v1/blueprint/sitings',
    payload: SITE,
  }),
  'POST /api/v1/blueprint/sitings/site': async () => ({
    method: 'POST',
    url: '/api/v1/blueprint/sitings/site',
    payload: `--x\r\nContent-Disposition: form-data; name="file"; filename="a.geojson"\r\n\r\n${FILE}\r\n--x--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  }),
  'GET /api/v1/blueprint/sitings': list(),
  'GET /api/v1/blueprint/sitings.csv': list('.csv'),
  'GET /api/v1/blueprint/sitings.xlsx': list('.xlsx'),
  'GET /api/v1/blueprint/sitings/:id': onSiting(),
  'GET /api/v1/blueprint/sitings/:id.docx': onSiting('.docx'),
}
