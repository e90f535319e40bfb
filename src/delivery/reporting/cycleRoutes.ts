import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { closed, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { closeCycle, createCycle, openCycle } from './cycles.ts'
import { lightsAfter } from './lightsAfter.ts'
import { cycleOverview, listCycles, remind } from './listStore.ts'
import { CycleList, CycleOpened, CycleOverview, NewCycle, RemindBody, Reminded } from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)
const reading = { permission: 'delivery.read', audit: 'none' } as const
const tags = ['reporting']

/** Cycles: when reports are due, who has not reported, and who is reminded. */
export const cycleRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const asActor = app.database.asActor.bind(app.database)
  const change = lightsAfter(app)

  app.get(
    '/cycles',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Cycles, newest first, with how many reports came',
        querystring: Type.Object({ programme: Type.Optional(Uuid) }, closed),
        response: { 200: CycleList },
      },
    },
    async (request) => {
      const today = todayInChina(app.clock())
      const { programme } = request.query
      return { today, ...(await asActor(request.actor, (trx) => listCycles(trx, programme, today))) }
    },
  )

  app.get(
    '/cycles/:id',
    {
      config: reading,
      schema: { tags, summary: 'One cycle, unit by unit', params: Params, response: { 200: CycleOverview } },
    },
    (request) =>
      asActor(request.actor, (trx) => cycleOverview(trx, request.actor, request.params.id, todayInChina(app.clock()))),
  )

  app.post(
    '/programmes/:id/cycles',
    {
      config: { permission: 'delivery.dispatch', audit: 'delivery.add_cycle' },
      schema: {
        tags,
        summary: 'Add a cycle to a programme; its dates follow from the programme',
        params: Params,
        body: NewCycle,
        response: { 201: CycleOverview },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const made = await asActor(actor, async (trx) =>
        cycleOverview(trx, actor, await createCycle(trx, actor, params.id, body.period), todayInChina(app.clock())),
      )
      return reply.code(201).send(made)
    },
  )

  app.post(
    '/cycles/:id/open',
    {
      config: { permission: 'delivery.dispatch', audit: 'delivery.open_cycle' },
      schema: {
        tags,
        summary: 'Ask for the reports of a cycle; again: also for tasks that came since',
        params: Params,
        response: { 200: CycleOpened },
      },
    },
    async (request) => {
      const now = app.clock()
      const { id } = request.params
      const obligations = await change(request.actor, (trx) => openCycle(trx, request.actor, id, now))
      return { cycleId: id, obligations, openedAt: now.toISOString() }
    },
  )

  for (const act of ['close', 'reopen'] as const) {
    app.post(
      `/cycles/:id/${act}`,
      {
        config: { permission: 'delivery.dispatch', audit: `delivery.${act}_cycle` },
        schema: {
          tags,
          summary: act === 'close' ? 'Take no more reports' : 'Take reports again',
          params: Params,
          response: { 200: CycleOverview },
        },
      },
      (request) =>
        change(request.actor, async (trx) => {
          await closeCycle(trx, request.actor, request.params.id, act === 'close', app.clock())
          return cycleOverview(trx, request.actor, request.params.id, todayInChina(app.clock()))
        }),
    )
  }

  app.post(
    '/cycles/:id/reminders',
    {
      config: { permission: 'delivery.review', audit: 'delivery.remind' },
      schema: {
        tags,
        summary: 'Remind the units that still owe reports (催报)',
        params: Params,
        body: RemindBody,
        response: { 200: Reminded },
      },
    },
    (request) =>
      asActor(request.actor, (trx) =>
        remind(trx, request.actor, request.params.id, request.body.organizationIds, app.clock()),
      ),
  )
}
