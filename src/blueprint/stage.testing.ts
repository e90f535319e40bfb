import { type Browser, placeOrganizations } from '../../test/support/index.ts'
import { loadGazetteer } from '../gazetteer/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import type { FeatureEdit } from './schemas/features.ts'
import type { Layer, NewLayer } from './schemas/layers.ts'

/** A square by its south-western corner, in degrees. */
export function square(lng: number, lat: number, size = 0.01): FeatureEdit['geometry'] {
  const ring = [
    [lng, lat],
    [lng + size, lat],
    [lng + size, lat + size],
    [lng, lat + size],
    [lng, lat],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}

/** Loads the gazetteer, and lets the city's government be of Beihai: of its own ground it may add layers. */
export async function settled(handle: DatabaseHandle): Promise<void> {
  await loadGazetteer(handle)
  await handle.asSystem((trx) => placeOrganizations(trx, { city: '450500' }))
}

export const aLayer = (facts: Partial<NewLayer> = {}): NewLayer => ({
  kind: 'ecological_red_line',
  name: '北海市生态保护红线',
  jurisdiction: '450500',
  audience: 'cluster',
  basis: '测试依据',
  ...facts,
})

/** Sends it, and takes the answer of what must succeed. */
export async function sent<T>(reply: Promise<{ statusCode: number; body: string }>): Promise<T> {
  const { statusCode, body } = await reply
  if (statusCode >= 300) throw new Error(`The stage could not be set: ${statusCode} ${body}`)
  return JSON.parse(body) as T
}

/** Adds a layer as this browser's person, with features where some are given. */
export async function addedLayer(
  browser: Browser,
  facts: Partial<NewLayer> = {},
  put: readonly FeatureEdit[] = [],
): Promise<Layer> {
  const layer = await sent<Layer>(browser.post('/api/v1/blueprint/layers', aLayer(facts)))
  if (put.length === 0) return layer
  await sent(browser.post(`/api/v1/blueprint/layers/${layer.id}/edits`, { reason: '首次划定', put }))
  return sent<Layer>(browser.get(`/api/v1/blueprint/layers/${layer.id}`))
}
