import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Trx } from '../../platform/database/index.ts'
import { closed, etagOf, Uuid } from '../../platform/http/index.ts'
import { addLadder, changeLadder, findLadder, listLadders, retireLadder } from './ladderStore.ts'
import { LADDER_PRESETS } from './rules/presets.ts'
import { Ladder, LadderInput, LadderList, LadderPresets, NewLadder } from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)

/** Ladders (协调层级): how matters rise in a cluster, as the cluster itself sets it. */
export const ladderRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { permission: 'delivery.read', audit: 'none' } as const
  const configure = (audit: string) => ({ permission: 'delivery.configure', audit }) as const
  const tags = ['delivery: joint']
  const answer = async (trx: Trx, id: string, reply: FastifyReply) => {
    const ladder = await findLadder(trx, id)
    reply.header('etag', etagOf(ladder.revision))
    return ladder
  }

  app.get(
    '/ladders',
    { config: read, schema: { tags, summary: 'Ladders and their tiers', response: { 200: LadderList } } },
    async (request) => ({ items: await app.database.asActor(request.actor, (trx) => listLadders(trx)) }),
  )

  app.get(
    '/ladders/presets',
    {
      config: { permission: 'delivery.configure', audit: 'none' },
      schema: { tags, summary: 'The ladders that plans describe, as a start', response: { 200: LadderPresets } },
    },
    async (request) => {
      await app.database.asActor(request.actor, (trx) => sql`select actor_must('delivery.configure')`.execute(trx))
      return { items: LADDER_PRESETS.map((preset) => ({ ...preset, tiers: [...preset.tiers] })) }
    },
  )

  app.get(
    '/ladders/:id',
    { config: read, schema: { tags, summary: 'One ladder', params: Params, response: { 200: Ladder } } },
    (request, reply) => app.database.asActor(request.actor, (trx) => answer(trx, request.params.id, reply)),
  )

  app.post(
    '/ladders',
    {
      config: configure('delivery.ladder_add'),
      schema: { tags, summary: 'Set up a ladder', body: NewLadder, response: { 201: Ladder } },
    },
    async (request, reply) => {
      const ladder = await app.database.asActor(request.actor, async (trx) =>
        answer(trx, await addLadder(trx, request.actor, request.body), reply),
      )
      return reply.code(201).send(ladder)
    },
  )

  app.patch(
    '/ladders/:id',
    {
      config: configure('delivery.ladder_change'),
      schema: {
        tags,
        summary: 'Change a ladder with all its tiers (needs If-Match)',
        params: Params,
        body: LadderInput,
        response: { 200: Ladder },
      },
    },
    (request, reply) =>
      app.database.asActor(request.actor, async (trx) => {
        await changeLadder(trx, request.actor, request.params.id, request.body, request.headers['if-match'])
        return answer(trx, request.params.id, reply)
      }),
  )

  app.delete(
    '/ladders/:id',
    {
      config: configure('delivery.ladder_retire'),
      schema: {
        tags,
        summary: 'Take a ladder out of use (needs If-Match)',
        params: Params,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await app.database.asActor(request.actor, (trx) =>
        retireLadder(trx, request.params.id, request.headers['if-match']),
      )
      return reply.code(204).send(null)
    },
  )
}
