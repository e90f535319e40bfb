import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { appendAudit } from '../platform/audit/index.ts'
import { attachment, closed, etagOf, expectVersion } from '../platform/http/index.ts'
import {
  documentCommitments,
  documentDetail,
  documentText,
  findDocument,
  listDocuments,
  patchDocument,
  sourceOf,
} from './documentStore.ts'
import { reparseDocument } from './ingest.ts'
import { planRefusals } from './refusals.ts'
import {
  ChangeHeaders,
  ChangesQuery,
  DocumentCommitments,
  DocumentDetail,
  DocumentList,
  DocumentListQuery,
  DocumentPatch,
  DocumentText,
  IngestAnswer,
  IngestResult,
  RestoreBody,
  Uuid,
  VersionChanges,
  VersionQuery,
  WithdrawBody,
} from './schemas.ts'
import { takeUploads } from './uploads.ts'
import { versionChanges } from './versionChanges.ts'
import { restoreDocument, withdrawDocument } from './withdrawal.ts'

const Params = Type.Object({ id: Uuid }, closed)
const reading = { permission: 'plan.read', audit: 'none' } as const
const tags = ['documents']

/** Documents: in, out, and what they say. */
export const documentRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const house = { database: app.database, files: app.files }

  app.post(
    '/documents',
    {
      config: { permission: 'plan.ingest', audit: 'plan.ingest' },
      schema: {
        tags,
        summary: 'Ingest one or more files (multipart/form-data; a .zip is unpacked)',
        description:
          'Fields `visibility` (cluster, organization) and `versionOf` (id of the document that one file corrects) may ' +
          'stand beside the files. Every file has its own outcome; the answer is 200 when some are refused.',
        consumes: ['multipart/form-data'],
        response: { 200: IngestAnswer },
      },
    },
    async (request) => {
      if (!request.isMultipart()) throw planRefusals.noFile()
      return { results: await takeUploads(request, house, request.actor) }
    },
  )

  app.get(
    '/documents',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Documents, newest first',
        querystring: DocumentListQuery,
        response: { 200: DocumentList },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => listDocuments(trx, request.query)),
  )

  app.get(
    '/documents/:id',
    {
      config: reading,
      schema: {
        tags,
        summary: 'A document with its versions and relations',
        params: Params,
        response: { 200: DocumentDetail },
      },
    },
    async (request, reply) => {
      const { actor } = request
      const document = await app.database.asActor(actor, (trx) => documentDetail(trx, actor, request.params.id))
      return reply.header('etag', etagOf(document.revision)).send(document)
    },
  )

  app.patch(
    '/documents/:id',
    {
      config: { permission: 'plan.ingest', audit: 'plan.edit_document' },
      schema: {
        tags,
        summary: 'Correct what is known of a document, or share it with the cluster',
        params: Params,
        headers: ChangeHeaders,
        body: DocumentPatch,
        response: { 200: DocumentDetail },
      },
    },
    async (request, reply) => {
      const { actor, params, body } = request
      const document = await app.database.asActor(actor, async (trx) => {
        const before = await findDocument(trx, params.id)
        if (before.owner.id !== actor.organizationId) throw planRefusals.notYours(before.owner.name)
        expectVersion(request.headers['if-match'], before.revision)
        await patchDocument(trx, params.id, body)
        const after = await documentDetail(trx, actor, params.id)
        const { title, number, issuer, date, visibility } = before
        await appendAudit(trx, {
          ...{ action: 'plan.edit_document', subjectKind: 'document', subjectId: params.id },
          ...{ before: { title, number, issuer, date, visibility }, after: body },
        })
        return after
      })
      return reply.header('etag', etagOf(document.revision)).send(document)
    },
  )

  app.post(
    '/documents/:id/withdraw',
    {
      config: { permission: 'plan.ingest', audit: 'plan.withdraw' },
      schema: {
        tags,
        summary: 'Take a document out of the register, with the reason; it stays on record and readable here',
        params: Params,
        headers: ChangeHeaders,
        body: WithdrawBody,
        response: { 200: DocumentDetail },
      },
    },
    async (request, reply) => {
      const { actor, params, headers, body } = request
      const document = await app.database.asActor(actor, (trx) =>
        withdrawDocument(trx, actor, params.id, headers['if-match'], body.reason),
      )
      return reply.header('etag', etagOf(document.revision)).send(document)
    },
  )

  app.post(
    '/documents/:id/restore',
    {
      config: { permission: 'plan.ingest', audit: 'plan.restore' },
      schema: {
        tags,
        summary: 'Bring a withdrawn document back into the register',
        params: Params,
        headers: ChangeHeaders,
        body: RestoreBody,
        response: { 200: DocumentDetail },
      },
    },
    async (request, reply) => {
      const { actor, params, headers, body } = request
      const document = await app.database.asActor(actor, (trx) =>
        restoreDocument(trx, actor, params.id, headers['if-match'], body.reason),
      )
      return reply.header('etag', etagOf(document.revision)).send(document)
    },
  )

  app.get(
    '/documents/:id/text',
    {
      config: reading,
      schema: {
        tags,
        summary: 'The canonical text of a version, its provisions, and everything it names',
        params: Params,
        querystring: VersionQuery,
        response: { 200: DocumentText },
      },
      // A plan is a megabyte of spans: checked by the types, written by the engine.
      serializerCompiler: () => JSON.stringify,
    },
    (request) =>
      app.database.asActor(request.actor, (trx) => documentText(trx, request.params.id, request.query.version)),
  )

  app.get(
    '/documents/:id/commitments',
    {
      config: reading,
      schema: {
        tags,
        summary: 'All commitments of a document, in text order',
        params: Params,
        response: { 200: DocumentCommitments },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async (request) => ({
      items: await app.database.asActor(request.actor, (trx) => documentCommitments(trx, request.params.id)),
    }),
  )

  app.get(
    '/documents/:id/source',
    {
      config: reading,
      compress: false, // most formats are compressed files
      schema: {
        tags,
        summary: 'The file as it was uploaded',
        params: Params,
        querystring: VersionQuery,
        response: { 200: { content: { 'application/octet-stream': { schema: Type.Any() } } } },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const source = await app.database.asActor(request.actor, (trx) => sourceOf(trx, id, request.query.version))
      const bytes = await app.files.get(source.sha256)
      return reply
        .type('application/octet-stream')
        .header('content-disposition', attachment(source.fileName.split('/').at(-1) ?? source.fileName))
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
  )

  app.post(
    '/documents/:id/reparse',
    {
      config: { permission: 'plan.ingest', audit: 'plan.reparse' },
      schema: {
        tags,
        summary: 'Parse the stored file again; work that people did is kept',
        params: Params,
        response: { 200: IngestResult },
      },
    },
    async (request): Promise<IngestResult> => {
      const ingested = await reparseDocument(house, request.actor, request.params.id)
      return { file: ingested.document.fileName, ...ingested }
    },
  )

  app.get(
    '/documents/:id/changes',
    {
      config: reading,
      schema: {
        tags,
        summary: 'What a new version changed in the text, and what became of confirmed work',
        params: Params,
        querystring: ChangesQuery,
        response: { 200: VersionChanges },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => versionChanges(trx, request.params.id, request.query)),
  )
}
