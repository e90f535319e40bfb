import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { attachment, closed, cutListOf, LongText, Moment, Uuid } from '../../platform/http/index.ts'
import {
  addEvidence,
  evidenceOfTask,
  expectGiver,
  findEvidence,
  settleContradiction,
  verifyEvidence,
} from './evidenceStore.ts'
import { lightsAfter } from './lightsAfter.ts'
import { reportingRefusals as refusals } from './refusals.ts'
import { EVIDENCE_BYTES } from './rules/evidenceFile.ts'
import { Evidence } from './schemas.ts'
import { takeEvidence } from './uploads.ts'

const Params = Type.Object({ id: Uuid }, closed)
const reading = { permission: 'delivery.read', audit: 'none' } as const
const tags = ['reporting']

/** Evidence, its checking, and what contradicts a report. */
export const evidenceRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const asActor = app.database.asActor.bind(app.database)
  const change = lightsAfter(app)

  app.get(
    '/tasks/:id/evidence',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Evidence of a task, as far as one may see it',
        params: Params,
        response: { 200: cutListOf(Evidence) },
      },
    },
    (request) => asActor(request.actor, (trx) => evidenceOfTask(trx, request.params.id)),
  )

  app.post(
    '/tasks/:id/evidence',
    {
      bodyLimit: EVIDENCE_BYTES + 1024 * 1024,
      config: { permission: 'delivery.report', audit: 'delivery.add_evidence' },
      schema: {
        tags,
        summary: 'Add evidence (multipart/form-data: one file, title, grade, source)',
        consumes: ['multipart/form-data'],
        params: Params,
        response: { 201: Evidence },
      },
    },
    async (request, reply) => {
      if (!request.isMultipart()) throw refusals.fileNeeded()
      const { actor, params } = request
      // Before a byte is kept: whoever does not answer for the task fills no disk.
      await asActor(actor, (trx) => expectGiver(trx, actor, params.id))
      const given = await takeEvidence(request, app.files)
      const added = await asActor(actor, (trx) => addEvidence(trx, actor, { taskId: params.id, ...given }, app.clock()))
      return reply.code(201).send(added)
    },
  )

  app.get(
    '/evidence/:id/file',
    {
      config: reading,
      schema: { tags, summary: 'The file of a piece of evidence', params: Params, response: { 200: Type.Any() } },
      serializerCompiler: () => (body) => body as string,
    },
    async (request, reply) => {
      const found = await asActor(request.actor, (trx) => findEvidence(trx, request.params.id))
      if (!found.sha256) throw refusals.evidenceNotFound(request.params.id)
      const bytes = await app.files.get(found.sha256)
      return reply
        .header('content-disposition', attachment(found.fileName ?? 'evidence'))
        .header('x-content-type-options', 'nosniff')
        .type(found.mediaType ?? 'application/octet-stream')
        .send(Buffer.from(bytes))
    },
  )

  app.post(
    '/evidence/:id/verify',
    {
      config: { permission: 'delivery.review', audit: 'delivery.verify_evidence' },
      schema: {
        tags,
        summary: 'Vouch for evidence that another organization gave (核验)',
        params: Params,
        body: Type.Object({ note: Type.String({ maxLength: 1000, format: 'prose', default: '' }) }, closed),
        response: { 200: Evidence },
      },
    },
    (request) =>
      change(request.actor, (trx) =>
        verifyEvidence(trx, request.actor, request.params.id, request.body.note, app.clock()),
      ),
  )

  app.post(
    '/contradictions/:id/settle',
    {
      config: { permission: 'delivery.review', audit: 'delivery.settle_contradiction' },
      schema: {
        tags,
        summary: 'Say why what contradicts a report may stand',
        params: Params,
        body: Type.Object({ settlement: LongText(2000) }, closed),
        response: { 200: Type.Object({ id: Uuid, settledAt: Moment }) },
      },
    },
    (request) =>
      change(request.actor, (trx) =>
        settleContradiction(trx, request.actor, request.params.id, request.body.settlement, app.clock()),
      ),
  )
}
