import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Trx } from '../platform/database/index.ts'
import { closed, etagOf, Once, Uuid } from '../platform/http/index.ts'
import { findLayer, listKinds, listLayers, listRevisions } from './layerStore.ts'
import { addLayer, editLayer, restoreLayer, withdrawLayer } from './layers.ts'
import {
  KindList,
  Layer,
  LayerEdit,
  LayerList,
  LayerQuery,
  NewLayer,
  Reason,
  RevisionList,
  RevisionQuery,
} from './schemas/layers.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['blueprint']
const read = { permission: 'blueprint.read', audit: 'none' } as const
const keep = (audit: string) => ({ permission: 'blueprint.import', audit }) as const

/** Layers (图层) of the blueprint: what they are, what they rest on, and how they came to be what they are. */
export const layerRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const answer = async (trx: Trx, id: string, reply: FastifyReply) => {
    const layer = await findLayer(trx, id)
    reply.header('etag', etagOf(layer.version))
    return layer
  }

  app.get(
    '/kinds',
    {
      config: read,
      schema: { tags, summary: 'Kinds of layers (类别) with their classes', response: { 200: KindList } },
    },
    ({ actor }) => app.database.asActor(actor, listKinds),
  )

  app.get(
    '/layers',
    {
      config: read,
      schema: { tags, summary: 'Layers that you see', querystring: LayerQuery, response: { 200: LayerList } },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listLayers(trx, query)),
  )

  app.post(
    '/layers',
    {
      config: keep('blueprint.add_layer'),
      schema: { tags, summary: 'Add an empty layer', headers: Once, body: NewLayer, response: { 201: Layer } },
    },
    async ({ actor, body, headers }, reply) => {
      const layer = await app.database.asActor(actor, async (trx) =>
        answer(trx, await addLayer(trx, actor, body, headers['idempotency-key']), reply),
      )
      return reply.code(201).send(layer)
    },
  )

  app.get(
    '/layers/:id',
    { config: read, schema: { tags, summary: 'One layer', params: Params, response: { 200: Layer } } },
    ({ actor, params }, reply) => app.database.asActor(actor, (trx) => answer(trx, params.id, reply)),
  )

  app.patch(
    '/layers/:id',
    {
      config: keep('blueprint.edit_layer'),
      schema: {
        tags,
        summary: 'Correct what is said of a layer (needs If-Match)',
        params: Params,
        body: LayerEdit,
        response: { 200: Layer },
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await editLayer(trx, params.id, body, headers['if-match'])
        return answer(trx, params.id, reply)
      }),
  )

  for (const [act, work, audit, summary] of [
    ['withdraw', withdrawLayer, 'blueprint.withdraw_layer', 'Take a layer off the blueprint; it stays on record'],
    ['restore', restoreLayer, 'blueprint.restore_layer', 'Put a layer back that was taken off'],
  ] as const)
    app.post(
      `/layers/:id/${act}`,
      {
        config: keep(audit),
        schema: { tags, summary, params: Params, body: Reason, response: { 200: Layer } },
      },
      ({ actor, params, body }, reply) =>
        app.database.asActor(actor, async (trx) => {
          await work(trx, actor, params.id, body.reason)
          return answer(trx, params.id, reply)
        }),
    )

  app.get(
    '/layers/:id/revisions',
    {
      config: read,
      schema: {
        tags,
        summary: 'Every change of a layer, the newest first',
        params: Params,
        querystring: RevisionQuery,
        response: { 200: RevisionList },
      },
    },
    ({ actor, params, query }) => app.database.asActor(actor, (trx) => listRevisions(trx, params.id, query)),
  )
}
