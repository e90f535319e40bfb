import type { InjectOptions } from 'fastify'
import type { Feature } from '../../../src/blueprint/schemas/features.ts'
import type { Layer } from '../../../src/blueprint/schemas/layers.ts'
import { addedLayer, aLayer, sent, square } from '../../../src/blueprint/stage.testing.ts'
import type { Example, Stage } from '../accessExamples.ts'

const ZONE = { key: 'Z1', name: '红树林', class: 'core', geometry: square(109.1, 21.4) }

/** A layer of the owner's that holds one zone; who only reads is shown the office's, which has none of its own. */
async function ownLayer({ as, owner }: Stage, person = owner): Promise<Layer> {
  return addedLayer(await as(person), {}, [ZONE])
}

const readers = new WeakMap<object, Promise<Layer>>()

/** A layer that everybody of the jurisdiction reads: for who may not make one. */
export async function aReadLayer(stage: Stage): Promise<Layer> {
  if (stage.owner !== 'leader') return ownLayer(stage)
  const known = readers.get(stage.handle) ?? leaderLayer(stage)
  readers.set(stage.handle, known)
  return known
}

/** Leaders keep no layers: one of their organization's, entered by the system. */
async function leaderLayer({ handle, as }: Stage): Promise<Layer> {
  const { PEOPLE } = await import('../people.ts')
  const made = await addedLayer(await as('office'), { name: '供领导查看的图层' }, [ZONE])
  await handle.asSystem(async (trx) => {
    await trx
      .insertInto('cluster_member')
      .values({
        cluster_id: 'test-cluster',
        jurisdiction_code: '450500',
        position: 1,
        part: null,
        valid_from: null,
        valid_to: null,
      })
      .execute()
    await trx
      .updateTable('cluster')
      .set({ coordinating_organization_id: PEOPLE.leader.organizationId })
      .where('id', '=', 'test-cluster')
      .execute()
  })
  return made
}

const onLayer =
  (requestOf: (layer: Layer) => Partial<InjectOptions> & { path: string }): Example =>
  async (stage) => {
    const layer = await aReadLayer(stage)
    const { path, ...request } = requestOf(layer)
    return { method: 'GET', url: `/api/v1/blueprint/layers/${layer.id}${path}`, ...request }
  }

const FILE = JSON.stringify({
  type: 'FeatureCollection',
  features: [{ type: 'Feature', properties: { id: 'F1' }, geometry: square(109.1, 21.4) }],
})
const form = {
  payload: `--x\r\nContent-Disposition: form-data; name="file"; filename="a.geojson"\r\n\r\n${FILE}\r\n--x--\r\n`,
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
}

/** A file of the owner's that was read. */
async function anImport({ as, owner }: Stage): Promise<string> {
  const browser = await as(owner)
  const sending = browser.request({ method: 'POST', url: '/api/v1/blueprint/imports?wait=60', ...form })
  return (await sent<{ id: string }>(sending)).id
}

const onImport =
  (path: string, request: Partial<InjectOptions> = {}): Example =>
  async (stage) => ({
    method: 'GET',
    url: `/api/v1/blueprint/imports/${await anImport(stage)}${path}`,
    ...request,
  })

const get =
  (path: string): Example =>
  async (stage) => {
    await aReadLayer(stage)
    return { method: 'GET', url: `/api/v1/blueprint${path}` }
  }

const onOgc =
  (pathOf: string | ((layer: Layer) => string)): Example =>
  async (stage) => {
    const layer = await aReadLayer(stage)
    return { method: 'GET', url: `/ogc/collections${typeof pathOf === 'string' ? pathOf : pathOf(layer)}` }
  }

export const blueprintExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/blueprint/kinds': get('/kinds'),
  'GET /api/v1/blueprint/layers': get('/layers'),
  'POST /api/v1/blueprint/layers': async () => ({
    method: 'POST',
    url: '/api/v1/blueprint/layers',
    payload: aLayer(),
  }),
  'GET /api/v1/blueprint/layers/:id': onLayer(() => ({ path: '' })),
  'PATCH /api/v1/blueprint/layers/:id': onLayer(({ version }) => ({
    path: '',
    method: 'PATCH',
    payload: { name: '改过的名称' },
    headers: { 'if-match': `"v${version}"` },
  })),
  'POST /api/v1/blueprint/layers/:id/withdraw': onLayer(() => ({
    path: '/withdraw',
    method: 'POST',
    payload: { reason: '另有新图' },
  })),
  'POST /api/v1/blueprint/layers/:id/restore': async (stage) => {
    const layer = await ownLayer(stage)
    const browser = await stage.as(stage.owner)
    await sent(browser.post(`/api/v1/blueprint/layers/${layer.id}/withdraw`, { reason: '误撤' }))
    return { method: 'POST', url: `/api/v1/blueprint/layers/${layer.id}/restore`, payload: { reason: '误撤' } }
  },
  'GET /api/v1/blueprint/layers/:id/revisions': onLayer(() => ({ path: '/revisions' })),
  'GET /api/v1/blueprint/layers/:id/features': onLayer(() => ({ path: '/features' })),
  'GET /api/v1/blueprint/layers/:id/features.geojson': onLayer(() => ({ path: '/features.geojson' })),
  'GET /api/v1/blueprint/layers/:id/features.gpkg': onLayer(() => ({ path: '/features.gpkg' })),
  'GET /api/v1/blueprint/layers/:id/features.zip': onLayer(() => ({ path: '/features.zip' })),
  'POST /api/v1/blueprint/layers/:id/edits': onLayer(() => ({
    path: '/edits',
    method: 'POST',
    payload: { reason: '补划', put: [{ key: 'Z2', geometry: square(109.2, 21.4) }] },
  })),
  'GET /api/v1/blueprint/features': get('/features?bbox=109,21,110,22'),
  'GET /api/v1/blueprint/features.csv': get('/features.csv?bbox=109,21,110,22'),
  'GET /api/v1/blueprint/features/:id': async (stage) => {
    const layer = await aReadLayer(stage)
    const person = await stage.as(stage.owner === 'leader' ? 'office' : stage.owner)
    const { items } = await sent<{ items: Feature[] }>(person.get(`/api/v1/blueprint/layers/${layer.id}/features`))
    return { method: 'GET', url: `/api/v1/blueprint/features/${items[0]?.id}` }
  },
  'GET /api/v1/blueprint/tiles/:layer/:z/:x/:y.mvt': async (stage) => {
    const layer = await aReadLayer(stage)
    return { method: 'GET', url: `/api/v1/blueprint/tiles/${layer.id}/10/822/449.mvt` }
  },
  'GET /api/v1/blueprint/identify': get('/identify?lng=109.105&lat=21.405'),
  'GET /api/v1/blueprint/difference': get('/difference?from=2020-01-01&to=2199-01-01'),
  'GET /api/v1/blueprint/imports': async () => ({ method: 'GET', url: '/api/v1/blueprint/imports' }),
  'POST /api/v1/blueprint/imports': async () => ({
    method: 'POST',
    url: '/api/v1/blueprint/imports?wait=60',
    ...form,
  }),
  'GET /api/v1/blueprint/imports/:id': onImport(''),
  'GET /api/v1/blueprint/imports/:id/preview.geojson': onImport('/preview.geojson'),
  'PUT /api/v1/blueprint/imports/:id/settings': onImport('/settings?wait=60', {
    method: 'PUT',
    payload: { crs: 'EPSG:4490' },
  }),
  'POST /api/v1/blueprint/imports/:id/apply': async (stage) => {
    const layer = await ownLayer(stage)
    const id = await anImport(stage)
    return {
      method: 'POST',
      url: `/api/v1/blueprint/imports/${id}/apply`,
      payload: { layerId: layer.id, reason: '年度更新', acceptCures: true },
    }
  },
  'GET /ogc/collections': onOgc(''),
  'GET /ogc/collections/:collectionId': onOgc(({ id }) => `/${id}`),
  'GET /ogc/collections/:collectionId/queryables': onOgc(({ id }) => `/${id}/queryables`),
  'GET /ogc/collections/:collectionId/items': onOgc(({ id }) => `/${id}/items?bbox=109,21,110,22`),
  'GET /ogc/collections/:collectionId/items/:featureId': async (stage) => {
    const layer = await aReadLayer(stage)
    const person = await stage.as(stage.owner === 'leader' ? 'office' : stage.owner)
    const { items } = await sent<{ items: Feature[] }>(person.get(`/api/v1/blueprint/layers/${layer.id}/features`))
    return { method: 'GET', url: `/ogc/collections/${layer.id}/items/${items[0]?.id}` }
  },
  'GET /api/v1/base-map': async () => ({ method: 'GET', url: '/api/v1/base-map' }),
  'GET /api/v1/service-keys': async () => ({ method: 'GET', url: '/api/v1/service-keys' }),
  'POST /api/v1/service-keys': async () => ({ method: 'POST', url: '/api/v1/service-keys', payload: { name: 'QGIS' } }),
  'DELETE /api/v1/service-keys/:id': async ({ as, owner }) => {
    const made = await sent<{ id: string }>((await as(owner)).post('/api/v1/service-keys', { name: 'QGIS' }))
    return { method: 'DELETE', url: `/api/v1/service-keys/${made.id}` }
  },
}
