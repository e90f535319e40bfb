import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { attachment, closed, etagOf, Uuid } from '../platform/http/index.ts'
import { todayInChina } from '../platform/time.ts'
import { listDifferences } from './difference.ts'
import { editFeatures } from './edits.ts'
import { boxOfText, featureDetail, featureTexts, identify, listFeatures } from './featureStore.ts'
import { downloadLayer } from './importing/download.ts'
import { shownLayer } from './layerStore.ts'
import {
  DifferenceList,
  DifferenceQuery,
  type DownloadQuery,
  DownloadQuery as DownloadQuerySchema,
  FeatureDetail,
  FeatureId,
  FeatureList,
  FeatureQuery,
  Identified,
  IdentifyQuery,
  LayerChange,
  LayerChanged,
} from './schemas/features.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['blueprint']
const read = { permission: 'blueprint.read', audit: 'none' } as const
const GEOJSON = 'application/geo+json'
const geoJsonAnswer = { content: { [GEOJSON]: { schema: Type.Any() } } }

/** Features (要素): what a layer holds, what stands at a place, what differs between two days. */
export const featureRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())

  /** The layer's features as a GeoJSON text, batch by batch: each batch is a transaction of its own. */
  async function* geoJsonOf(actor: FastifyRequest['actor'], layerId: string, query: DownloadQuery) {
    yield '{"type":"FeatureCollection","features":['
    let after = 0
    let comma = ''
    for (;;) {
      const batch = await app.database.asActor(actor, (trx) => featureTexts(trx, layerId, query, after))
      const last = batch.at(-1)
      if (!last) break
      yield comma + batch.map(({ text }) => text).join(',\n')
      comma = ',\n'
      after = last.id
    }
    yield ']}\n'
  }

  app.get(
    '/layers/:id/features',
    {
      config: read,
      schema: {
        tags,
        summary: 'Features of a layer, page by page',
        params: Params,
        querystring: FeatureQuery,
        response: { 200: FeatureList },
      },
    },
    ({ actor, params, query }) => app.database.asActor(actor, (trx) => listFeatures(trx, params.id, query)),
  )

  app.get(
    '/layers/:id/features.geojson',
    {
      config: read,
      schema: {
        tags,
        summary: 'All features of a layer as GeoJSON (EPSG:4490, longitude first)',
        params: Params,
        querystring: DownloadQuerySchema,
        response: { 200: geoJsonAnswer },
      },
    },
    async ({ actor, params, query }, reply) => {
      boxOfText(query.bbox)
      const layer = await app.database.asActor(actor, (trx) => shownLayer(trx, params.id, query))
      return reply
        .type(`${GEOJSON}; charset=utf-8`)
        .header('content-disposition', attachment(`${layer.name}-${today()}.geojson`))
        .send(Readable.from(geoJsonOf(actor, params.id, query)))
    },
  )

  for (const [form, format, type, summary] of [
    ['gpkg', 'gpkg', 'application/geopackage+sqlite3', 'All features of a layer as a GeoPackage'],
    ['zip', 'shp', 'application/zip', 'All features of a layer as zipped shapefiles (UTF-8, EPSG:4490)'],
  ] as const)
    app.get(
      `/layers/:id/features.${form}`,
      {
        config: read,
        schema: {
          tags,
          summary,
          params: Params,
          querystring: DownloadQuerySchema,
          response: { 200: { content: { [type]: { schema: Type.Any() } } } },
        },
      },
      async ({ actor, params, query }, reply) => {
        boxOfText(query.bbox)
        const layer = await app.database.asActor(actor, (trx) => shownLayer(trx, params.id, query))
        const { name, bytes } = await downloadLayer(app.database, actor, layer, query, format)
        return reply
          .type(type)
          .header('content-disposition', attachment(`${today()}-${name}`))
          .send(bytes)
      },
    )

  app.post(
    '/layers/:id/edits',
    {
      config: { permission: 'blueprint.import', audit: 'blueprint.edit_features' },
      bodyLimit: 16 * 1024 * 1024,
      schema: {
        tags,
        summary: 'Add, replace and remove some features, all of it or nothing (If-Match: the revision)',
        params: Params,
        body: LayerChange,
        response: { 200: LayerChanged },
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        const written = await editFeatures(trx, actor, params.id, body, today(), headers['if-match'])
        reply.header('etag', etagOf(written.number))
        return { revision: written.number, counts: written.counts }
      }),
  )

  app.get(
    '/features/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'One feature with its geometry, its layer, and every state of it',
        params: Type.Object({ id: FeatureId }, closed),
        response: { 200: FeatureDetail },
      },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => featureDetail(trx, params.id)),
  )

  app.get(
    '/identify',
    {
      config: read,
      schema: {
        tags,
        summary: 'What stands at a place, with what it rests on',
        querystring: IdentifyQuery,
        response: { 200: Identified },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => identify(trx, query, today())),
  )

  app.get(
    '/difference',
    {
      config: read,
      schema: {
        tags,
        summary: 'What differs between the blueprint of two days',
        querystring: DifferenceQuery,
        response: { 200: DifferenceList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listDifferences(trx, query)),
  )
}
