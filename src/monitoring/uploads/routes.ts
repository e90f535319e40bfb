import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { attachment, CSV_TYPE, closed, csvOf, isSaid, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { applyUpload, resolve, type UploadWish } from './apply.ts'
import { uploadRefusals as refusals } from './refusals.ts'
import { Uploaded, UploadPreview } from './schemas.ts'
import { partsOf, touchedBy } from './summary.ts'
import { takeUpload } from './take.ts'
import { templateOf } from './template.ts'

const tags = ['monitoring']
const consumes = ['multipart/form-data']

/** What the fields of the form say. @throws Refusal upload_field_invalid */
function wishOf(fields: ReadonlyMap<string, string>): UploadWish {
  const origin = fields.get('origin') || 'manual'
  if (origin !== 'manual' && origin !== 'automatic') throw refusals.fieldInvalid('origin', 'manual or automatic')
  const correction = fields.get('correction') ?? null
  if (correction !== null && (!isSaid(correction) || correction.length > 500))
    throw refusals.fieldInvalid('correction', 'why the values that stand are corrected, in at most 500 characters')
  const method = fields.get('method') ?? null
  if (method !== null && method.length > 100) throw refusals.fieldInvalid('method', 'at most 100 characters')
  return { origin, method, correction }
}

/** Tables of observations: monthly manual monitoring, and whole histories of stations. */
export const uploadRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/observations/uploads/preview',
    {
      config: { permission: 'observation.write', audit: 'none', keys: 'observations' },
      schema: {
        tags,
        consumes,
        summary: 'What uploading a table would do, and all that is wrong with it (form: file, origin?, method?)',
        response: { 200: UploadPreview },
      },
    },
    async (request) => {
      const { actor } = request
      await app.database.asActor(actor, (trx) => sql`select actor_must('observation.write')`.execute(trx))
      const { sha256, fields, table } = await takeUpload(request, app.clock())
      const { faults, faultCount } = await app.database.asActor(actor, (trx) =>
        resolve(trx, actor, table, wishOf(fields)),
      )
      return {
        sha256,
        headings: table.headings,
        samples: table.samples,
        rows: table.rows,
        values: table.length,
        unmeasured: table.unmeasured,
        stations: new Set(table.pairs.map(({ station }) => station)).size,
        parts: partsOf(table),
        faultCount,
        faults: faults.slice(0, 1000),
      }
    },
  )

  app.post(
    '/observations/uploads',
    {
      config: { permission: 'observation.write', audit: 'monitoring.upload', keys: 'observations' },
      schema: {
        tags,
        consumes,
        summary:
          'Upload a table, all of it or nothing (form: file, origin?, method?, correction? = the reason, sha256?)',
        response: { 201: Uploaded },
      },
    },
    async (request, reply) => {
      const { actor } = request
      await app.database.asActor(actor, (trx) => sql`select actor_must('observation.write')`.execute(trx))
      const upload = await takeUpload(request, app.clock())
      const expected = upload.fields.get('sha256')
      if (expected && expected !== upload.sha256) throw refusals.fileChanged()
      const wish = wishOf(upload.fields)
      const { written, touched } = await app.database.asActor(actor, async (trx) => {
        const { written, resolved } = await applyUpload(app.database, trx, actor, upload, wish)
        return { written, touched: await touchedBy(trx, upload.table, resolved, written, app.clock()) }
      })
      const { batchId, received, added, same, corrected, flagged } = written
      const { rows, unmeasured } = upload.table
      return reply.code(201).send({ batchId, rows, received, added, same, corrected, flagged, unmeasured, ...touched })
    },
  )

  for (const [ending, type] of [
    ['csv', CSV_TYPE],
    ['xlsx', XLSX_TYPE],
  ] as const)
    app.get(
      `/observations/uploads/template.${ending}`,
      {
        config: { permission: 'observation.write', audit: 'none' },
        schema: {
          tags,
          summary: `An empty table of manual monitoring for the stations into which you write, as ${ending}`,
          querystring: Type.Object({}, closed),
          response: { 200: { content: { [type.replace(/;.*/, '')]: { schema: Type.Any() } } } },
        },
      },
      async ({ actor }, reply) => {
        const { columns, rows } = await app.database.asActor(actor, templateOf)
        reply.type(type).header('content-disposition', attachment(`手工监测数据模板.${ending}`))
        return reply.send(
          ending === 'csv' ? Readable.from(csvOf(columns, rows)) : xlsxOf('手工监测数据', columns, rows),
        )
      },
    )
}
