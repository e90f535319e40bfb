import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { closed, etagOf, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { takeAttachment } from '../joint/index.ts'
import { addFile } from './files.ts'
import { editInspection, findInspectors } from './inspectionEdit.ts'
import { findCandidates, findInspection, listInspections } from './inspectionStore.ts'
import {
  checkRectification,
  conclude,
  decideObjection,
  moveInspection,
  objectToConclusion,
  planInspection,
  receiveConclusion,
  reportRectified,
} from './inspections.ts'
import { supervisionRefusals as refusals } from './refusals.ts'
import {
  Candidates,
  Check,
  Conclusion,
  Decision,
  InspectionDetail,
  InspectionEdit,
  InspectionList,
  InspectionQuery,
  InspectorList,
  InspectorQuery,
  MaybeWords,
  NewInspection,
  NoticeAnswer,
  TaskFilter,
  Words,
} from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)

/** Special inspections (专项督查) over a chosen set of tasks. */
export const inspectionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { permission: 'delivery.read', audit: 'none' } as const
  const supervise = (audit: string) => ({ permission: 'delivery.supervise', audit }) as const
  const report = (audit: string) => ({ permission: 'delivery.report', audit }) as const
  const tags = ['delivery: supervision']
  const today = () => todayInChina(app.clock())
  const detail = { 200: InspectionDetail }
  const change = (actor: Actor, work: (trx: Trx) => Promise<string>) =>
    app.database.asActor(actor, async (trx) => findInspection(trx, await work(trx), actor))

  app.get(
    '/inspections',
    {
      config: read,
      schema: {
        tags,
        summary: 'Inspections that one may see',
        querystring: InspectionQuery,
        response: { 200: InspectionList },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => listInspections(trx, request.query)),
  )

  app.get(
    '/inspections/candidates',
    {
      config: supervise('none'),
      schema: {
        tags,
        summary: 'Tasks to choose from, by a filter',
        querystring: TaskFilter,
        response: { 200: Candidates },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => findCandidates(trx, request.query, today())),
  )

  app.get(
    '/inspectors',
    {
      config: supervise('none'),
      schema: {
        tags,
        summary: 'People who may be sent to inspect, by their name or their unit’s',
        querystring: InspectorQuery,
        response: { 200: InspectorList },
      },
    },
    async ({ actor, query }) => ({
      items: await app.database.asActor(actor, (trx) => findInspectors(trx, actor, query.q ?? '')),
    }),
  )

  app.get(
    '/inspections/:id',
    { config: read, schema: { tags, summary: 'One inspection', params: Params, response: detail } },
    async (request, reply) => {
      const inspection = await change(request.actor, async () => request.params.id)
      return reply.header('etag', etagOf(inspection.revision)).send(inspection)
    },
  )

  app.post(
    '/inspections',
    {
      config: supervise('delivery.inspection_planned'),
      schema: { tags, summary: 'Plan an inspection', body: NewInspection, response: { 201: InspectionDetail } },
    },
    async ({ actor, body }, reply) =>
      reply.code(201).send(await change(actor, (trx) => planInspection(trx, actor, body, today()))),
  )

  app.patch(
    '/inspections/:id',
    {
      config: supervise('delivery.inspection_edit'),
      schema: {
        tags,
        summary: 'Change the plan before it begins; its tasks and units stay (needs If-Match)',
        params: Params,
        body: InspectionEdit,
        response: detail,
      },
    },
    ({ actor, params, body, headers }) =>
      change(actor, async (trx) => {
        await editInspection(trx, actor, params.id, body, headers['if-match'])
        return params.id
      }),
  )

  for (const [event, kind] of [
    ['start', 'started'],
    ['cancel', 'cancelled'],
  ] as const) {
    app.post(
      `/inspections/:id/${event}`,
      {
        config: supervise(`delivery.inspection_${kind}`),
        schema: {
          tags,
          summary: { start: 'It begins', cancel: 'Give it up before it begins' }[event],
          params: Params,
          body: MaybeWords,
          response: detail,
        },
      },
      ({ actor, params, body }) =>
        change(actor, async (trx) => {
          await moveInspection(trx, actor, params.id, event, body.text?.trim() || null)
          return params.id
        }),
    )
  }

  app.post(
    '/inspection-objects/:id/conclude',
    {
      config: supervise('delivery.inspection_concluded'),
      schema: {
        tags,
        summary: 'Give the conclusion back to the unit',
        params: Params,
        body: Conclusion,
        response: detail,
      },
    },
    ({ actor, params, body }) => change(actor, (trx) => conclude(trx, actor, params.id, body)),
  )

  app.post(
    '/inspection-objects/:id/receive',
    {
      config: report('delivery.inspection_received'),
      schema: { tags, summary: 'Receive the conclusion: 30 days to object begin', params: Params, response: detail },
    },
    ({ actor, params }) => change(actor, (trx) => receiveConclusion(trx, actor, params.id, today())),
  )

  app.post(
    '/inspection-objects/:id/object',
    {
      config: report('delivery.inspection_objected'),
      schema: { tags, summary: 'Object to the conclusion, once', params: Params, body: Words, response: detail },
    },
    ({ actor, params, body }) =>
      change(actor, (trx) => objectToConclusion(trx, actor, params.id, body.text.trim(), today())),
  )

  app.post(
    '/inspection-objects/:id/decide',
    {
      config: supervise('delivery.inspection_decided'),
      schema: { tags, summary: 'Decide on the objection', params: Params, body: Decision, response: detail },
    },
    ({ actor, params, body }) => change(actor, (trx) => decideObjection(trx, actor, params.id, body)),
  )

  app.post(
    '/inspection-objects/:id/rectify',
    {
      config: report('delivery.inspection_rectified'),
      schema: { tags, summary: 'Report what was put right', params: Params, body: NoticeAnswer, response: detail },
    },
    ({ actor, params, body }) => change(actor, (trx) => reportRectified(trx, actor, params.id, body, today())),
  )

  app.post(
    '/inspection-objects/:id/check',
    {
      config: supervise('delivery.inspection_checked'),
      schema: {
        tags,
        summary: 'Check what was put right; closes the unit when it passed',
        params: Params,
        body: Check,
        response: detail,
      },
    },
    ({ actor, params, body }) =>
      change(actor, (trx) => checkRectification(trx, actor, params.id, body.passed, body.text.trim())),
  )

  app.post(
    '/inspection-objects/:id/files',
    {
      config: report('delivery.supervision_file_add'),
      schema: {
        tags,
        summary: 'Keep a paper for the rectification (one file)',
        consumes: ['multipart/form-data'],
        params: Params,
        response: { 201: InspectionDetail },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      // Before anything is kept.
      const object = await app.database.asActor(actor, (trx) =>
        trx.selectFrom('inspection_object').select('inspection_id').where('id', '=', params.id).executeTakeFirst(),
      )
      if (!object) throw refusals.objectNotFound(params.id)
      const paper = await takeAttachment(request, app.files)
      const inspection = await change(actor, async (trx) => {
        await addFile(trx, actor, { objectId: params.id }, paper)
        return object.inspection_id
      })
      return reply.code(201).send(inspection)
    },
  )
}
