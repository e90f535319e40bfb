import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type FileStore, mediaTypeOf } from '../../platform/files/index.ts'
import { attachment, closed, takeForm, Uuid } from '../../platform/http/index.ts'
import { addFile, expectGiver, findFile, type NewFile } from './files.ts'
import { statementRefusals as refusals } from './refusals.ts'
import { StatementFile } from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['statements']
const MEGABYTE = 1024 * 1024
/** Most megabytes of one file: a scanned report of a hundred pages. */
const FILE_MB = 50

/** Files that objections name as evidence. */
export const statementFileRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/statements/:id/files',
    {
      bodyLimit: (FILE_MB + 1) * MEGABYTE,
      config: { permission: 'statement.sign', audit: 'settlement.add_file' },
      schema: {
        tags,
        summary: 'Keep a file, so that an objection can name it as evidence (multipart/form-data: one file)',
        consumes: ['multipart/form-data'],
        params: Params,
        response: { 201: StatementFile },
      },
    },
    async (request, reply) => {
      if (!request.isMultipart()) throw refusals.fileMissing()
      const { actor, params } = request
      // Before a byte is kept: who is no party fills no disk.
      await app.database.asActor(actor, (trx) => expectGiver(trx, actor, params.id))
      const file = await takeFile(request, app.files)
      return reply.code(201).send(await app.database.asActor(actor, (trx) => addFile(trx, actor, params.id, file)))
    },
  )

  app.get(
    '/statement-files/:id',
    {
      config: { permission: 'statement.read', audit: 'none' },
      schema: {
        tags,
        summary: 'A file that an objection names, as it was given',
        params: Params,
        response: { 200: { content: { 'application/octet-stream': { schema: Type.Any() } } } },
      },
    },
    async ({ actor, params }, reply) => {
      const { sha256, name, mediaType } = await app.database.asActor(actor, (trx) => findFile(trx, params.id))
      const bytes = await app.files.get(sha256)
      return reply
        .header('content-disposition', attachment(name))
        .header('x-content-type-options', 'nosniff')
        .type(mediaType)
        .send(Buffer.from(bytes))
    },
  )
}

/**
 * The one file of a form, durably kept before the row that names it.
 * @throws Refusal statement_file_missing, statement_file_kind, statement_file_too_large, text_unclean
 */
async function takeFile(request: FastifyRequest, files: FileStore): Promise<NewFile> {
  const { file } = await takeForm(request, FILE_MB * MEGABYTE, (name) => refusals.fileTooLarge(name, FILE_MB))
  if (!file || file.bytes.length === 0) throw refusals.fileMissing()
  const mediaType = mediaTypeOf(file.name, file.bytes)
  if (mediaType === null) throw refusals.fileKind(file.name)
  return { name: file.name, mediaType, bytes: file.bytes.length, sha256: await files.put(file.bytes) }
}
