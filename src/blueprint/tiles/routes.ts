import { gunzipSync } from 'node:zlib'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { closed, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'
import { Day } from '../schemas/features.ts'
import { DEEPEST_ZOOM, isTile } from './grid.ts'
import { findTiledLayer } from './tileStore.ts'
import { Tiles } from './tiles.ts'

export const TILE_TYPE = 'application/vnd.mapbox-vector-tile'

const Params = Type.Object(
  {
    layer: Uuid,
    z: Type.Integer({ minimum: 0, maximum: DEEPEST_ZOOM }),
    x: Type.Integer({ minimum: 0 }),
    y: Type.Integer({ minimum: 0 }),
  },
  closed,
)
const Query = Type.Object(
  {
    revision: Type.Optional(
      Type.Integer({ minimum: 1, description: 'as the layer was known then; the newest where it is absent' }),
    ),
    asOf: Type.Optional(Day),
  },
  closed,
)

/** A year: what a revision shows of a day never changes. */
const FOR_EVER = 'private, max-age=31536000, immutable'

/** Vector tiles (Mapbox Vector Tile 2.1, tile matrix set WebMercatorQuad) of one layer each. */
export const tileRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const tiles = new Tiles(app.database)

  app.get(
    '/tiles/:layer/:z/:x/:y.mvt',
    {
      compress: false, // they are compressed as they are kept
      config: { permission: 'blueprint.read', audit: 'none' },
      schema: {
        tags: ['blueprint'],
        summary: 'A vector tile of a layer; one that names revision and day may be kept for ever',
        params: Params,
        querystring: Query,
        response: { 200: { content: { [TILE_TYPE]: { schema: Type.Any() } } }, 204: Type.Null(), 304: Type.Null() },
      },
    },
    async (request, reply) => {
      const { layer: id, ...address } = request.params
      const { revision, asOf } = request.query
      if (!isTile(address)) throw refusals.tileOutside(address.z, address.x, address.y)
      const layer = await app.database.asActor(request.actor, (trx) => findTiledLayer(trx, id, revision))
      if (!layer) throw refusals.layerNotFound(id)
      const day = asOf ?? todayInChina(app.clock())
      const etag = `"${layer.number}-${day}"`
      reply.headers({
        etag,
        'cache-control': revision !== undefined && asOf !== undefined ? FOR_EVER : 'private, no-cache',
        // Who signs in after another at the same browser asks anew.
        vary: 'Cookie, Accept-Encoding',
      })
      if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send(null)
      const bytes = await tiles.tile(layer, day, address, request.signal).catch((error) => {
        if (request.signal.aborted) return null // who asked went away: nobody reads this answer
        throw error
      })
      if (!bytes) return reply.code(204).send(null)
      reply.type(TILE_TYPE)
      if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(gunzipSync(bytes))
      return reply
        .header('content-encoding', 'gzip')
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
  )
}
