import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Trx } from '../../platform/database/index.ts'
import { closed, etagOf, Once, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import {
  discardDraft,
  draftResource,
  draftVersion,
  editDraft,
  enterCreditCode,
  publishResource,
  recordRefresh,
  withdrawResource,
} from './acts.ts'
import { dcatRoutes } from './dcat/routes.ts'
import { importRoutes } from './importing/routes.ts'
import {
  CatalogueFigures,
  NewRefresh,
  NewResource,
  ProviderEdit,
  ResourceDetail,
  ResourceEdit,
  ResourceList,
  ResourceQuery,
  VersionQuery,
  Withdrawal,
} from './schemas.ts'
import { catalogueFigures, findResource, listResources } from './store.ts'
import { tableRoutes } from './tableRoutes.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['catalogue']
const read = { permission: 'catalogue.read', audit: 'none' } as const
const compile = (audit: string) => ({ permission: 'catalogue.compile', audit }) as const
const publish = (audit: string) => ({ permission: 'catalogue.publish', audit }) as const
const detail = { 200: ResourceDetail }

/** The catalogue of data resources (数据资源目录): entered, published, kept up to date, withdrawn. */
export const catalogueRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())
  const answer = async (trx: Trx, id: string, reply: FastifyReply, version?: number) => {
    const resource = await findResource(trx, id, today(), version)
    reply.header('etag', etagOf(resource.revision))
    return resource
  }

  app.get(
    '/resources',
    {
      config: read,
      schema: {
        tags,
        summary: 'Resources of the catalogue: what is published, and your own drafts',
        querystring: ResourceQuery,
        response: { 200: ResourceList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listResources(trx, query, today())),
  )

  app.get(
    '/resources/figures',
    {
      config: read,
      schema: {
        tags,
        summary: 'How new and how well described the catalogue is, by provider',
        response: { 200: CatalogueFigures },
      },
    },
    ({ actor }) => app.database.asActor(actor, (trx) => catalogueFigures(trx, today())),
  )

  app.patch(
    '/resources/providers/:id',
    {
      config: compile('exchange.enter_provider'),
      schema: {
        tags,
        summary: 'Enter the credit code of a provider',
        params: Params,
        body: ProviderEdit,
        response: { 200: CatalogueFigures },
      },
    },
    ({ actor, params, body }) =>
      app.database.asActor(actor, async (trx) => {
        await enterCreditCode(trx, params.id, body.creditCode)
        return catalogueFigures(trx, today())
      }),
  )

  app.post(
    '/resources',
    {
      config: compile('exchange.draft_resource'),
      schema: {
        tags,
        summary: 'Draft a resource',
        headers: Once,
        body: NewResource,
        response: { 201: ResourceDetail },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const resource = await app.database.asActor(actor, async (trx) =>
        answer(trx, await draftResource(trx, actor, body, headers['idempotency-key']), reply),
      )
      return reply.code(201).send(resource)
    },
  )

  app.get(
    '/resources/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'A resource: what stands of it, or one of its versions',
        params: Params,
        querystring: VersionQuery,
        response: detail,
      },
    },
    ({ actor, params, query }, reply) =>
      app.database.asActor(actor, (trx) => answer(trx, params.id, reply, query.version)),
  )

  app.patch(
    '/resources/:id',
    {
      config: compile('exchange.edit_resource'),
      schema: {
        tags,
        summary: 'Change the draft of a resource (needs If-Match)',
        params: Params,
        body: ResourceEdit,
        response: detail,
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        const number = await editDraft(trx, params.id, body, headers['if-match'], today())
        return answer(trx, params.id, reply, number)
      }),
  )

  app.delete(
    '/resources/:id/draft',
    {
      config: compile('exchange.discard_resource'),
      schema: {
        tags,
        summary: 'Throw the draft of a resource away (needs If-Match)',
        params: Params,
        response: { 204: Type.Null() },
      },
    },
    async ({ actor, params, headers }, reply) => {
      await app.database.asActor(actor, (trx) => discardDraft(trx, params.id, headers['if-match'], today()))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/resources/:id/versions',
    {
      config: compile('exchange.draft_resource'),
      schema: {
        tags,
        summary: 'Draft a further version of a resource',
        params: Params,
        response: { 201: ResourceDetail },
      },
    },
    async ({ actor, params }, reply) => {
      const resource = await app.database.asActor(actor, async (trx) =>
        answer(trx, params.id, reply, await draftVersion(trx, actor, params.id, today())),
      )
      return reply.code(201).send(resource)
    },
  )

  app.post(
    '/resources/:id/publish',
    {
      config: publish('exchange.publish_resource'),
      schema: {
        tags,
        summary: 'Publish the draft of a resource; it gets its code and does not change any more (needs If-Match)',
        params: Params,
        response: detail,
      },
    },
    ({ actor, params, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await publishResource(trx, params.id, headers['if-match'], today())
        return answer(trx, params.id, reply)
      }),
  )

  app.post(
    '/resources/:id/withdraw',
    {
      config: publish('exchange.withdraw_resource'),
      schema: {
        tags,
        summary: 'Take a resource out of the catalogue, with the reason',
        params: Params,
        body: Withdrawal,
        response: detail,
      },
    },
    ({ actor, params, body }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await withdrawResource(trx, params.id, body.reason, today())
        return answer(trx, params.id, reply)
      }),
  )

  app.post(
    '/resources/:id/refreshes',
    {
      config: compile('exchange.refresh_resource'),
      schema: {
        tags,
        summary: 'Record that the data were updated',
        headers: Once,
        params: Params,
        body: NewRefresh,
        response: { 201: ResourceDetail },
      },
    },
    async ({ actor, params, body, headers }, reply) => {
      const resource = await app.database.asActor(actor, async (trx) => {
        await recordRefresh(trx, actor, params.id, body, today(), headers['idempotency-key'])
        return answer(trx, params.id, reply)
      })
      return reply.code(201).send(resource)
    },
  )

  await app.register(tableRoutes)
  await app.register(importRoutes)
  await app.register(dcatRoutes)
}
