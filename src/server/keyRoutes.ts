import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { KEY_SCOPES } from '../platform/access/index.ts'
import { closed, Moment, nullable, Text, Uuid } from '../platform/http/index.ts'
import { endKey, listKeys, makeKey } from './keys.ts'

const tags = ['session']
const Scope = Type.Enum([...KEY_SCOPES])
const Key = Type.Object({
  id: Uuid,
  name: Type.String(),
  scope: Scope,
  createdAt: Moment,
  lastUsedAt: nullable(Moment),
})

const NewKey = Type.Object(
  {
    name: Type.Unsafe<string>({ ...Text(100), description: 'of the program that will use it' }),
    scope: Type.Optional({
      ...Scope,
      description:
        'observations: writes observations into the datastreams of your organization, and reads observations; holdings: loads the data of its resources',
    }),
  },
  closed,
)

/** Keys by which another program (QGIS, GDAL, the software of a station) acts as this user; each can be ended at any time. */
export const keyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/service-keys',
    {
      config: { permission: 'blueprint.read', audit: 'none' },
      schema: { tags, summary: 'Service keys of this user', response: { 200: Type.Array(Key) } },
    },
    async ({ actor }) => {
      const keys = await app.database.asActor(actor, listKeys)
      return keys.map(({ createdAt, lastUsedAt, ...key }) => ({
        ...key,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      }))
    },
  )

  app.post(
    '/service-keys',
    {
      config: { permission: 'blueprint.read', audit: 'service_key.make' },
      schema: {
        tags,
        summary: 'Make a key that reads, or writes observations, for whom you act now; it is shown this once',
        body: NewKey,
        response: { 201: Type.Object({ id: Uuid, key: Type.String() }) },
      },
    },
    async ({ actor, body }, reply) => {
      const made = await app.database.asActor(actor, (trx) => makeKey(trx, actor, body.name, body.scope ?? 'read'))
      return reply.code(201).send(made)
    },
  )

  app.delete(
    '/service-keys/:id',
    {
      config: { permission: 'blueprint.read', audit: 'service_key.end' },
      schema: {
        tags,
        summary: 'End a key',
        params: Type.Object({ id: Uuid }, closed),
        response: { 204: Type.Null() },
      },
    },
    async ({ actor, params }, reply) => {
      await app.database.asActor(actor, (trx) => endKey(trx, params.id, app.clock()))
      app.serviceKeys.forget()
      return reply.code(204).send(null)
    },
  )
}
