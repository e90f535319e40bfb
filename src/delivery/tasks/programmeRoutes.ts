import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { closed, etagOf, Once, Uuid } from '../../platform/http/index.ts'
import { keepLights } from '../lights/index.ts'
import { dispatch, previewDispatch } from './dispatch.ts'
import { createProgramme, editProgramme, findProgramme, listProgrammes } from './programmes.ts'
import { restoreProgramme, retireProgramme } from './retirement.ts'
import {
  DispatchBody,
  Dispatched,
  DispatchPreview,
  NewProgramme,
  Programme,
  ProgrammeEdit,
  ProgrammeList,
  ReasonBody,
} from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['tasks']
const reading = { permission: 'delivery.read', audit: 'none' } as const
const office = (audit: string) => ({ permission: 'delivery.dispatch', audit }) as const

/** Programmes (台账), and the dispatch of what a plan obliges. */
export const programmeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const asActor = app.database.asActor.bind(app.database)

  app.get(
    '/programmes',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Programmes, with how many tasks stand where',
        querystring: Type.Object({ document: Type.Optional(Uuid) }, closed),
        response: { 200: ProgrammeList },
      },
    },
    (request) => asActor(request.actor, (trx) => listProgrammes(trx, request.query.document)),
  )

  app.get(
    '/programmes/:id',
    { config: reading, schema: { tags, summary: 'One programme', params: Params, response: { 200: Programme } } },
    async (request, reply) => {
      const programme = await asActor(request.actor, (trx) => findProgramme(trx, request.params.id))
      reply.header('etag', etagOf(programme.revision))
      return programme
    },
  )

  app.post(
    '/programmes',
    {
      config: office('delivery.open_programme'),
      schema: { tags, summary: 'Open a programme', body: NewProgramme, response: { 201: Programme } },
    },
    async (request, reply) => {
      const { actor, body } = request
      const made = await asActor(actor, async (trx) =>
        findProgramme(trx, await createProgramme(trx, actor, body, app.clock())),
      )
      return reply.code(201).header('etag', etagOf(made.revision)).send(made)
    },
  )

  app.patch(
    '/programmes/:id',
    {
      config: office('delivery.edit_programme'),
      schema: {
        tags,
        summary: 'Change title and rhythm (needs If-Match)',
        params: Params,
        body: ProgrammeEdit,
        response: { 200: Programme },
      },
    },
    async (request, reply) => {
      const { actor, params, body, headers } = request
      const edited = await asActor(actor, async (trx) => {
        await editProgramme(trx, actor, params.id, body, headers['if-match'])
        return findProgramme(trx, params.id)
      })
      reply.header('etag', etagOf(edited.revision))
      return edited
    },
  )

  for (const [path, work, summary] of [
    ['retirement', retireProgramme, 'Retire a programme with its open tasks, with the reason'],
    ['restoration', restoreProgramme, 'Restore a retired programme with the tasks that were retired with it'],
  ] as const) {
    app.post(
      `/programmes/:id/${path}`,
      {
        config: office(path === 'retirement' ? 'delivery.retire_programme' : 'delivery.restore_programme'),
        schema: {
          tags,
          summary: `${summary} (needs If-Match)`,
          params: Params,
          body: ReasonBody,
          response: { 200: Programme },
        },
      },
      async (request, reply) => {
        const { actor, params, body, headers } = request
        const now = app.clock()
        const programme = await asActor(actor, async (trx) => {
          await work(trx, actor, params.id, body.reason, { ifMatch: headers['if-match'], now })
          return findProgramme(trx, params.id)
        })
        await keepLights(app)
        reply.header('etag', etagOf(programme.revision))
        return programme
      },
    )
  }

  app.get(
    '/programmes/:id/dispatch',
    {
      config: reading,
      schema: {
        tags,
        summary: 'What the plan holds that can be dispatched, with the proposed leads',
        params: Params,
        response: { 200: DispatchPreview },
      },
    },
    (request) => asActor(request.actor, (trx) => previewDispatch(trx, request.params.id)),
  )

  app.post(
    '/programmes/:id/dispatch',
    {
      config: office('delivery.dispatch'),
      schema: {
        tags,
        summary: 'Dispatch confirmed commitments as tasks, all or none (the same Idempotency-Key adds nothing)',
        params: Params,
        headers: Once,
        body: DispatchBody,
        response: { 200: Dispatched },
      },
    },
    async (request) => {
      const { actor, params, body, headers } = request
      const now = app.clock()
      const done = await asActor(actor, (trx) =>
        dispatch(trx, actor, params.id, body, { key: headers['idempotency-key'], now }),
      )
      await keepLights(app, now)
      return done
    },
  )
}
