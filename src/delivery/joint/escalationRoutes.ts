import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { closed, etagOf, Once, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { keepLights } from '../lights/index.ts'
import { findEscalation, listEscalations } from './escalationStore.ts'
import { acceptAnswer, answerMatter, contestAnswer, liftMatter, raiseMatter, withdrawMatter } from './escalations.ts'
import { ActText, EscalationDetail, EscalationList, EscalationQuery, NewEscalation, OptionalText } from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)

/** Matters raised (提请): by whom, to which tier, what came of them. */
export const escalationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { permission: 'delivery.read', audit: 'none' } as const
  const tags = ['delivery: joint']
  const today = () => todayInChina(app.clock())

  app.get(
    '/escalations',
    {
      config: read,
      schema: {
        tags,
        summary: 'Matters raised that one may see, newest first',
        querystring: EscalationQuery,
        response: { 200: EscalationList },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => listEscalations(trx, request.query, request.actor)),
  )

  app.get(
    '/escalations/:id',
    {
      config: read,
      schema: { tags, summary: 'One matter with its steps', params: Params, response: { 200: EscalationDetail } },
    },
    async (request, reply) => {
      const found = await app.database.asActor(request.actor, (trx) =>
        findEscalation(trx, request.params.id, request.actor),
      )
      return reply.header('etag', etagOf(found.revision)).send(found)
    },
  )

  app.post(
    '/escalations',
    {
      config: { permission: 'delivery.escalate', audit: 'delivery.escalate' },
      schema: {
        tags,
        summary: 'Raise a matter (the same Idempotency-Key adds nothing)',
        headers: Once,
        body: NewEscalation,
        response: { 201: EscalationDetail },
      },
    },
    async (request, reply) => {
      const found = await app.database.asActor(request.actor, async (trx) => {
        const id = await raiseMatter(trx, request.actor, request.body, today(), request.headers['idempotency-key'])
        return findEscalation(trx, id, request.actor)
      })
      await keepLights(app)
      return reply.code(201).send(found)
    },
  )

  /** An act that must say why. */
  const act = (
    name: string,
    audit: string,
    summary: string,
    work: (trx: Trx, actor: Actor, id: string, text: string, today: string) => Promise<void>,
  ) =>
    app.post(
      `/escalations/:id/${name}`,
      {
        config: { permission: 'delivery.escalate', audit },
        schema: { tags, summary, params: Params, body: ActText, response: { 200: EscalationDetail } },
      },
      async (request) => {
        const { actor, params, body } = request
        const found = await app.database.asActor(actor, async (trx) => {
          await work(trx, actor, params.id, body.text.trim(), today())
          return findEscalation(trx, params.id, actor)
        })
        await keepLights(app)
        return found
      },
    )
  act('answer', 'delivery.escalation_answered', 'Answer in writing, as a host of its tier or the office', answerMatter)
  act('contest', 'delivery.escalation_contested', 'Not content with the answer: one tier up', contestAnswer)
  act('rise', 'delivery.escalation_risen', 'Send it one tier up at once', liftMatter)
  act('withdraw', 'delivery.escalation_withdrawn', 'Take it back', withdrawMatter)

  app.post(
    '/escalations/:id/accept',
    {
      config: { permission: 'delivery.escalate', audit: 'delivery.escalation_accepted' },
      schema: {
        tags,
        summary: 'Content with the answer: the matter is settled',
        params: Params,
        body: OptionalText,
        response: { 200: EscalationDetail },
      },
    },
    async (request) => {
      const { actor, params, body } = request
      const found = await app.database.asActor(actor, async (trx) => {
        await acceptAnswer(trx, actor, params.id, body.text?.trim() || null, today())
        return findEscalation(trx, params.id, actor)
      })
      await keepLights(app)
      return found
    },
  )
}
