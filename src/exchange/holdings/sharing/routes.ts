import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { attachment, CSV_TYPE, csvOf, isClean } from '../../../platform/http/index.ts'
import { allOf, sharedColumns } from '../exports.ts'
import {
  ChangesQuery,
  SharedChanges,
  SharedHeaders,
  SharedParams,
  SharedQuery,
  SharedRows,
  SharedTableQuery,
} from '../schemas.ts'
import type { UsedAgreement } from './agreement.ts'
import { type HandedOver, handOver, type Reading, signedText } from './handOver.ts'

const tags = ['shared data']
const JSON_TYPE = 'application/json; charset=utf-8'
const config = {
  permission: 'sharing.use',
  audit: 'none', // share_use is the log of it
  keys: true,
  rateLimit: { max: 120, timeWindow: '1 minute' },
} as const

/** Items as they are handed over, with what is done to them. */
const itemsOf = ({ terms, items }: UsedAgreement) =>
  terms.items.map((name) => ({
    name,
    dataType: items.find((item) => item.name === name)?.dataType ?? null,
    mask: Object.hasOwn(terms.masks, name) ? (terms.masks[name] ?? null) : null,
  }))

const answerOf = ({ agreement, place, next }: Reading) => ({
  ...{ agreementId: agreement.id, revision: place.upto, items: itemsOf(agreement), next },
})

/** The case that a request is for: in the address, or in the header in percent-encoded UTF-8. */
function matterOf({ query, headers }: Pick<FastifyRequest, 'query' | 'headers'>): string {
  const { matter } = query as { matter?: string }
  const said = headers['x-request-matter']
  if (matter || typeof said !== 'string') return matter ?? ''
  try {
    const read = decodeURIComponent(said)
    return isClean(read, 'line') ? read.slice(0, 200) : ''
  } catch {
    return said.slice(0, 200)
  }
}

/** Data used under an agreement: by asking, by following the changes, or as a table. Opened by a service key as well. */
export const sharedRoutes: FastifyPluginAsyncTypebox = async (app) => {
  /**
   * Sends what was handed over, with what proves it: which agreement, which revision, the digest of the body and the
   * signature of this installation over them. The same again costs nothing to send.
   */
  const send = (reply: FastifyReply, type: string, handed: HandedOver, ifNoneMatch: string | undefined): never => {
    const etag = `"${handed.digest}"`
    reply
      .header('etag', etag)
      .header('cache-control', 'private, no-cache')
      .header('x-share-agreement', handed.agreementId)
      .header('x-share-revision', handed.revision)
      .header('x-share-moment', handed.moment)
      .header('x-share-digest', `sha-256=${handed.digest}`)
      .header('x-share-signature', app.identity.sign(signedText(handed)))
    const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
    if (tags.includes(etag)) return reply.code(304).send() as never
    return reply.type(type).send(handed.body) as never
  }

  app.get(
    '/shared-data/:agreementId/rows',
    {
      config,
      schema: {
        tags,
        summary: 'Rows that an agreement covers, as it says',
        params: SharedParams,
        headers: SharedHeaders,
        querystring: SharedQuery,
        response: { 200: SharedRows, 304: Type.Any() },
      },
    },
    async (request, reply) => {
      const { actor, params, query, headers } = request
      const wish = { ...params, manner: 'rows', matter: matterOf(request), ...query } as const
      const handed = await handOver(app, actor, wish, async (reading) => {
        const rows = reading.rows.map(({ reference, values }) => ({ reference, values: values ?? {} }))
        return JSON.stringify({ ...answerOf(reading), rows } satisfies SharedRows)
      })
      return send(reply, JSON_TYPE, handed, headers['if-none-match'])
    },
  )

  app.get(
    '/shared-data/:agreementId/changes',
    {
      config,
      schema: {
        tags,
        summary: 'What has changed since a revision, for who has subscribed; what is no more has no values',
        params: SharedParams,
        headers: SharedHeaders,
        querystring: ChangesQuery,
        response: { 200: SharedChanges, 304: Type.Any() },
      },
    },
    async (request, reply) => {
      const { actor, params, query, headers } = request
      const wish = { ...params, manner: 'changes', matter: matterOf(request), ...query } as const
      const handed = await handOver(app, actor, wish, async (reading) => {
        const rows = reading.rows.map(({ reference, values }) => ({ reference, isRemoved: values === null, values }))
        return JSON.stringify({ ...answerOf(reading), after: reading.place.since, rows } satisfies SharedChanges)
      })
      return send(reply, JSON_TYPE, handed, headers['if-none-match'])
    },
  )

  app.get(
    '/shared-data/:agreementId/rows.csv',
    {
      config: { ...config, rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'All rows that an agreement covers, as a table',
        params: SharedParams,
        headers: SharedHeaders,
        querystring: SharedTableQuery,
        response: { 200: { content: { [CSV_TYPE]: { schema: Type.Any() } } } },
      },
    },
    async (request, reply) => {
      const { actor, params, query, headers } = request
      const wish = {
        ...params,
        manner: 'download',
        matter: matterOf(request),
        where: query.where,
        limit: null,
      } as const
      let name = ''
      const handed = await handOver(app, actor, wish, async ({ agreement, rows }) => {
        name = agreement.resourceName
        return (await allOf(csvOf(sharedColumns(itemsOf(agreement)), rows))).join('')
      })
      reply.header('content-disposition', attachment(`${name}.csv`))
      return send(reply, CSV_TYPE, handed, headers['if-none-match'])
    },
  )
}
