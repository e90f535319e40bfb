import type { Layer } from '../schemas/layers.ts'
import { CRS_LIST, CRS84, EPSG_4490 } from './crs.ts'

/** What the service conforms to. */
export const CONFORMANCE = [
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
  'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter',
  'http://www.opengis.net/spec/cql2/1.0/conf/cql2-text',
  'http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2',
  'http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators',
  'http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions',
]

export const MOST_ITEMS = 10_000
export const DEFAULT_ITEMS = 1000
/** A page ends with the item that brings it to so many vertices: one document is one text in memory. */
export const MOST_VERTICES = 300_000
const API_TYPE = 'application/vnd.oai.openapi+json;version=3.0'
const GEOJSON = 'application/geo+json'
const link = (href: string, rel: string, type: string, title: string) => ({ href, rel, type, title })

/** The first page of the service. */
export const landingPage = (root: string) => ({
  title: '一张蓝图 · Qunce blueprint',
  description:
    'Layers of the city cluster’s plans in CGCS2000 (EPSG:4490). Sign in with a service key as the password (HTTP Basic) or as a bearer token. Boundaries are no official map.',
  links: [
    link(`${root}/ogc`, 'self', 'application/json', 'This page'),
    link(`${root}/ogc/api`, 'service-desc', API_TYPE, 'The interface (OpenAPI)'),
    link(`${root}/api/docs`, 'service-doc', 'text/html', 'The interface, to read'),
    link(`${root}/ogc/conformance`, 'conformance', 'application/json', 'What it conforms to'),
    link(`${root}/ogc/collections`, 'data', 'application/json', 'Collections'),
  ],
})

/** A layer as a collection. */
export function collectionOf(root: string, layer: Layer) {
  const self = `${root}/ogc/collections/${layer.id}`
  const ground = [layer.document && `《${layer.document.title}》${layer.provisionLabel}`, layer.basis].filter(Boolean)
  return {
    id: layer.id,
    title: layer.name,
    description: [layer.jurisdiction.name, layer.organization.name, ...ground, layer.isSample ? '示例数据' : '']
      .filter(Boolean)
      .join('；'),
    keywords: [layer.kind],
    itemType: 'feature',
    crs: CRS_LIST,
    storageCrs: EPSG_4490,
    ...(layer.bbox ? { extent: { spatial: { bbox: [layer.bbox], crs: CRS84 } } } : {}),
    links: [
      link(self, 'self', 'application/json', layer.name),
      link(`${self}/items`, 'items', GEOJSON, `${layer.name} (GeoJSON)`),
      link(
        `${self}/queryables`,
        'http://www.opengis.net/def/rel/ogc/1.0/queryables',
        'application/schema+json',
        'Queryables',
      ),
    ],
  }
}

/** What can be filtered by, as JSON Schema. */
export function queryablesOf(root: string, layer: Layer, attributes: readonly { name: string; isNumber: boolean }[]) {
  const own = Object.fromEntries(
    attributes.map(({ name, isNumber }) => [name, { title: name, type: isNumber ? 'number' : 'string' }]),
  )
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${root}/ogc/collections/${layer.id}/queryables`,
    type: 'object',
    title: layer.name,
    properties: {
      geometry: { title: 'geometry', $ref: 'https://geojson.org/schema/Geometry.json' },
      ...own,
      key: { title: '标识', type: 'string' },
      name: { title: '名称', type: 'string' },
      class: { title: '分类', type: 'string' },
      valid_from: { title: '生效日期', type: 'string', format: 'date' },
      valid_to: { title: '失效日期', type: 'string', format: 'date' },
      area_m2: { title: '面积（平方米）', type: 'number' },
      length_m: { title: '长度（米）', type: 'number' },
      vertices: { title: '点数', type: 'integer' },
    },
    additionalProperties: false,
  }
}

/** The interface of this service as OpenAPI 3.0: what OGC clients read of it. */
export function apiOf(root: string) {
  const text = { type: 'string' }
  const query = (name: string, schema: object, description: string) => ({ name, in: 'query', schema, description })
  const collectionId = { name: 'collectionId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
  const answer = (type: string) => ({ 200: { description: 'OK', content: { [type]: { schema: { type: 'object' } } } } })
  const get = (summary: string, parameters: object[] = [], type = 'application/json') => ({
    get: { summary, parameters, responses: answer(type) },
  })
  return {
    openapi: '3.0.3',
    info: { title: 'Qunce blueprint, OGC API – Features', version: '1.0.0' },
    servers: [{ url: `${root}/ogc` }],
    components: {
      securitySchemes: { basic: { type: 'http', scheme: 'basic' }, bearer: { type: 'http', scheme: 'bearer' } },
    },
    security: [{ basic: [] }, { bearer: [] }],
    paths: {
      '/': get('Landing page'),
      '/conformance': get('Conformance'),
      '/collections': get('Collections'),
      '/collections/{collectionId}': get('One collection', [collectionId]),
      '/collections/{collectionId}/queryables': get(
        'What can be filtered by',
        [collectionId],
        'application/schema+json',
      ),
      '/collections/{collectionId}/items': get(
        'Features, page by page',
        [
          collectionId,
          query(
            'limit',
            { type: 'integer', minimum: 1, maximum: MOST_ITEMS, default: DEFAULT_ITEMS },
            'features a page at most; fewer where they are heavy: the `next` link says that there are more',
          ),
          query(
            'bbox',
            { type: 'array', minItems: 4, maxItems: 6, items: { type: 'number' } },
            'lower and upper corner',
          ),
          query('bbox-crs', text, 'of the bbox'),
          query('crs', text, 'of the answer'),
          query('datetime', text, 'in force on a day, or between two'),
          query('filter', text, 'CQL2 text'),
          query('filter-lang', { type: 'string', enum: ['cql2-text'] }, 'the language of the filter'),
          query('filter-crs', text, 'of the filter'),
          query('cursor', text, 'where a page goes on: as its `next` link says'),
        ],
        GEOJSON,
      ),
      '/collections/{collectionId}/items/{featureId}': get(
        'One feature',
        [collectionId, { name: 'featureId', in: 'path', required: true, schema: { type: 'integer' } }],
        GEOJSON,
      ),
    },
  }
}
