import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { closed, listQuery, originOf, Uuid } from '../../platform/http/index.ts'
import { listLayers, shownLayer } from '../layerStore.ts'
import { FeatureId } from '../schemas/features.ts'
import type { Layer } from '../schemas/layers.ts'
import { boxOfQuery, daysOf, isLatitudeFirst, knownCrs } from './crs.ts'
import { apiOf, CONFORMANCE, collectionOf, DEFAULT_ITEMS, landingPage, MOST_ITEMS, queryablesOf } from './documents.ts'
import { attributesOf, expectReader, findItem, ITEM_PLACE, listItems, PROPERTIES } from './store.ts'

const tags = ['ogc']
const read = { permission: 'blueprint.read', audit: 'none', keys: true } as const
/** What the service is, is no secret; what it holds, is. */
const open = { permission: 'public', audit: 'none' } as const
const Json = { 200: Type.Unsafe<object>({ type: 'object', additionalProperties: true }) }
const GEOJSON = 'application/geo+json; charset=utf-8'
const GeoJson = { 200: { content: { 'application/geo+json': { schema: Type.Any() } } } }
const Form = { f: Type.Optional(Type.Enum(['json'])) }
const FormQuery = Type.Object(Form, closed)
const Params = Type.Object({ collectionId: Uuid }, closed)
const Line = (maxLength: number) => Type.Optional(Type.String({ maxLength, format: 'line' }))
const Crs = Line(200)
const equalities = Object.fromEntries(Object.keys(PROPERTIES).map((name) => [name, Line(300)]))
const ItemsQuery = Type.Object(
  {
    ...Form,
    ...listQuery(ITEM_PLACE, MOST_ITEMS, DEFAULT_ITEMS),
    bbox: Line(300),
    'bbox-crs': Crs,
    crs: Crs,
    datetime: Line(100),
    filter: Type.Optional(Type.String({ maxLength: 20_000, format: 'prose' })),
    'filter-lang': Type.Optional(Type.Enum(['cql2-text'])),
    'filter-crs': Crs,
    ...equalities,
  },
  closed,
)

/** OGC API – Features (Core, GeoJSON, CRS, filter in CQL2 text): GDAL and QGIS read the blueprint here. */
export const ogcRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/',
    { config: open, schema: { tags, summary: 'Landing page', querystring: FormQuery, response: Json } },
    async (request) => landingPage(originOf(request)),
  )
  app.get(
    '/api',
    {
      config: open,
      schema: { tags, summary: 'This interface as OpenAPI 3.0', querystring: FormQuery, response: Json },
    },
    async (request, reply) =>
      reply
        .type('application/vnd.oai.openapi+json;version=3.0')
        .serializer((body: unknown) => JSON.stringify(body))
        .send(apiOf(originOf(request))),
  )
  app.get(
    '/conformance',
    { config: open, schema: { tags, summary: 'What it conforms to', querystring: FormQuery, response: Json } },
    async () => ({ conformsTo: CONFORMANCE }),
  )

  app.get(
    '/collections',
    { config: read, schema: { tags, summary: 'Layers as collections', querystring: FormQuery, response: Json } },
    async (request) => {
      const root = originOf(request)
      const layers: Layer[] = []
      await app.database.asActor(request.actor, async (trx) => {
        await expectReader(trx)
        let cursor: string | undefined
        do {
          const page = await listLayers(trx, { limit: 200, withdrawn: false, ...(cursor ? { cursor } : {}) })
          layers.push(...page.items)
          cursor = page.next ?? undefined
        } while (cursor)
      })
      return {
        links: [{ href: `${root}/ogc/collections`, rel: 'self', type: 'application/json', title: 'Collections' }],
        crs: [],
        collections: layers.map((layer) => collectionOf(root, layer)),
      }
    },
  )

  app.get(
    '/collections/:collectionId',
    {
      config: read,
      schema: { tags, summary: 'One collection', params: Params, querystring: FormQuery, response: Json },
    },
    async (request) => {
      const layer = await app.database.asActor(request.actor, (trx) => shownLayer(trx, request.params.collectionId))
      return collectionOf(originOf(request), layer)
    },
  )

  app.get(
    '/collections/:collectionId/queryables',
    {
      config: read,
      schema: {
        tags,
        summary: 'What a collection can be filtered by',
        params: Params,
        querystring: FormQuery,
        response: Json,
      },
    },
    async (request, reply) => {
      const { collectionId } = request.params
      const [layer, attributes] = await app.database.asActor(request.actor, async (trx) => [
        await shownLayer(trx, collectionId),
        await attributesOf(trx, collectionId),
      ])
      reply.type('application/schema+json').serializer((body: unknown) => JSON.stringify(body))
      return reply.send(queryablesOf(originOf(request), layer, attributes))
    },
  )

  app.get(
    '/collections/:collectionId/items',
    {
      config: read,
      schema: {
        tags,
        summary: 'Features of a collection, page by page, by box, day and filter',
        params: Params,
        querystring: ItemsQuery,
        response: GeoJson,
      },
    },
    async (request, reply) => {
      const { query, params, actor } = request
      const crs = knownCrs('crs', query.crs)
      const { limit, cursor, filter } = query
      const equals: Record<string, string> = {}
      for (const name of Object.keys(PROPERTIES)) {
        const value = (query as Record<string, unknown>)[name]
        if (typeof value === 'string') equals[name] = value
      }
      const wish = {
        limit,
        after: ITEM_PLACE.read(cursor)?.[0],
        filter,
        bbox: boxOfQuery(query.bbox, knownCrs('bbox-crs', query['bbox-crs'])),
        days: daysOf(query.datetime),
        filterLatitudeFirst: isLatitudeFirst(knownCrs('filter-crs', query['filter-crs'])),
        equals,
        latitudeFirst: isLatitudeFirst(crs),
      }
      const page = await app.database.asActor(actor, async (trx) => {
        await shownLayer(trx, params.collectionId)
        return listItems(trx, params.collectionId, wish)
      })
      const root = `${originOf(request)}/ogc/collections/${params.collectionId}`
      const linkTo = (changed: Record<string, string>) => {
        const given = new URLSearchParams(request.url.split('?')[1] ?? '')
        for (const [name, value] of Object.entries(changed)) given.set(name, value)
        return `${root}/items?${given}`
      }
      const links = [
        { href: linkTo({}), rel: 'self', type: 'application/geo+json', title: 'This page' },
        { href: root, rel: 'collection', type: 'application/json', title: 'The collection' },
        ...(page.next
          ? [{ href: linkTo({ cursor: page.next }), rel: 'next', type: 'application/geo+json', title: 'The next page' }]
          : []),
      ]
      const head = {
        numberMatched: page.matched,
        numberReturned: page.texts.length,
        timeStamp: app.clock().toISOString(),
      }
      const body = `{"type":"FeatureCollection",${JSON.stringify({ ...head, links }).slice(1, -1)},"features":[${page.texts.join(',\n')}]}`
      return reply.header('content-crs', `<${crs}>`).type(GEOJSON).send(body)
    },
  )

  app.get(
    '/collections/:collectionId/items/:featureId',
    {
      config: read,
      schema: {
        tags,
        summary: 'One feature of a collection',
        params: Type.Object({ collectionId: Uuid, featureId: FeatureId }, closed),
        querystring: Type.Object({ ...Form, crs: Crs }, closed),
        response: GeoJson,
      },
    },
    async (request, reply) => {
      const { collectionId, featureId } = request.params
      const crs = knownCrs('crs', request.query.crs)
      const text = await app.database.asActor(request.actor, async (trx) => {
        await shownLayer(trx, collectionId)
        return findItem(trx, collectionId, featureId, isLatitudeFirst(crs))
      })
      const root = `${originOf(request)}/ogc/collections/${collectionId}`
      const links = [
        { href: `${root}/items/${featureId}`, rel: 'self', type: 'application/geo+json' },
        { href: root, rel: 'collection', type: 'application/json' },
      ]
      return reply
        .header('content-crs', `<${crs}>`)
        .type(GEOJSON)
        .send(`${text.slice(0, -1)},"links":${JSON.stringify(links)}}`)
    },
  )
}
