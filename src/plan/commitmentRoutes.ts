import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Trx } from '../platform/database/index.ts'
import { attachment, CSV_TYPE, closed, csvOf, etagOf, XLSX_TYPE, xlsxOf } from '../platform/http/index.ts'
import { todayInChina } from '../platform/time.ts'
import {
  type ChangeRequest,
  confirmCommitment,
  confirmMany,
  editCommitment,
  mergeCommitments,
  rejectCommitment,
  splitCommitment,
} from './changes.ts'
import { commitmentDetail } from './commitmentDetail.ts'
import { EXPORT_COLUMNS, registerLines } from './exports.ts'
import { countFacets } from './facets.ts'
import { compileFilter } from './registerFilter.ts'
import { listCommitmentsJson } from './registerStore.ts'
import {
  BulkConfirmBody,
  BulkConfirmed,
  Changed,
  ChangeHeaders,
  CommitmentDetail,
  CommitmentList,
  ConfirmBody,
  EditBody,
  ExportQuery,
  Facets,
  FacetsQuery,
  MergeBody,
  RegisterQuery,
  RejectBody,
  SplitBody,
  UnitSummary,
  Uuid,
} from './schemas.ts'
import { undoChange } from './undo.ts'
import { summarizeUnit } from './unitSummary.ts'

const Params = Type.Object({ id: Uuid }, closed)
const reading = { permission: 'plan.read', audit: 'none' } as const
const changing = (audit: string) => ({ permission: 'plan.confirm' as const, audit })
const exporting = { permission: 'register.export', audit: 'none' } as const
const tags = ['commitments']
const changed = { 200: Changed }

/** The register: its list, its counts, its exports, and what people change in it. */
export const commitmentRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/commitments',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Commitments of all documents; rejected ones only when asked for by state',
        querystring: RegisterQuery,
        response: { 200: CommitmentList },
      },
    },
    // The busiest answer there is, and the largest: it is JSON already, and its shape is proved by a test.
    async (request, reply) => {
      const answer = await app.database.asActor(request.actor, (trx) => listCommitmentsJson(trx, request.query))
      return reply.type('application/json; charset=utf-8').send(answer as unknown as CommitmentList)
    },
  )

  app.get(
    '/commitments/facets',
    {
      config: reading,
      schema: {
        tags,
        summary: 'How many commitments each choice of each filter would show',
        querystring: FacetsQuery,
        response: { 200: Facets },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => countFacets(trx, request.query)),
  )

  app.get(
    '/commitments.csv',
    {
      config: exporting,
      schema: {
        tags,
        summary: 'The register as CSV (UTF-8 with BOM), same filters',
        querystring: ExportQuery,
        response: { 200: { content: { 'text/csv': { schema: Type.Any() } } } },
      },
    },
    (request, reply) => {
      const { query, actor } = request
      compileFilter(query, 'commitment', true) // refuses before the answer has begun
      const lines = registerLines(app.database, actor, query)
      return reply
        .type(CSV_TYPE)
        .header('content-disposition', attachment(`承诺事项登记表-${todayInChina()}.csv`))
        .send(Readable.from(csvOf(EXPORT_COLUMNS, lines)))
    },
  )

  app.get(
    '/commitments.xlsx',
    {
      config: exporting,
      schema: {
        tags,
        summary: 'The register as XLSX, same filters',
        querystring: ExportQuery,
        response: { 200: { content: { [XLSX_TYPE]: { schema: Type.Any() } } } },
      },
    },
    (request, reply) => {
      const { query, actor } = request
      compileFilter(query, 'commitment', true)
      const lines = registerLines(app.database, actor, query)
      return reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment(`承诺事项登记表-${todayInChina()}.xlsx`))
        .send(xlsxOf('承诺事项', EXPORT_COLUMNS, lines))
    },
  )

  app.get(
    '/commitments/:id',
    {
      config: reading,
      schema: {
        tags,
        summary: 'A commitment with what the machine found and every change since',
        params: Params,
        response: { 200: CommitmentDetail },
      },
    },
    async (request, reply) => {
      const detail = await app.database.asActor(request.actor, (trx) => commitmentDetail(trx, request.params.id))
      return reply.header('etag', etagOf(detail.revision)).send(detail)
    },
  )

  app.post(
    '/commitments/:id/confirm',
    {
      config: changing('plan.confirm'),
      schema: {
        tags,
        summary: 'Vouch for a commitment as it stands',
        params: Params,
        headers: ChangeHeaders,
        body: ConfirmBody,
        response: changed,
      },
    },
    (request) =>
      change(request, (trx, as) => confirmCommitment(trx, request.actor, request.params.id, as, request.body.reason)),
  )

  app.post(
    '/commitments/:id/reject',
    {
      config: changing('plan.reject'),
      schema: {
        tags,
        summary: 'Say, with the reason, that this is no commitment',
        params: Params,
        headers: ChangeHeaders,
        body: RejectBody,
        response: changed,
      },
    },
    (request) =>
      change(request, (trx, as) => rejectCommitment(trx, request.actor, request.params.id, as, request.body.reason)),
  )

  app.post(
    '/commitments/:id/edit',
    {
      config: changing('plan.edit'),
      schema: {
        tags,
        summary: 'Correct a commitment; what the machine found stays on record',
        params: Params,
        headers: ChangeHeaders,
        body: EditBody,
        response: changed,
      },
    },
    (request) => change(request, (trx, as) => editCommitment(trx, request.actor, request.params.id, as, request.body)),
  )

  app.post(
    '/commitments/:id/split',
    {
      config: changing('plan.split'),
      schema: {
        tags,
        summary: 'Replace a commitment by its parts',
        params: Params,
        headers: ChangeHeaders,
        body: SplitBody,
        response: changed,
      },
    },
    (request) => change(request, (trx, as) => splitCommitment(trx, request.actor, request.params.id, as, request.body)),
  )

  app.post(
    '/commitments/merge',
    {
      config: changing('plan.merge'),
      schema: {
        tags,
        summary: 'Replace several commitments of one document by one',
        headers: ChangeHeaders,
        body: MergeBody,
        response: changed,
      },
    },
    (request) => change(request, (trx, as) => mergeCommitments(trx, request.actor, request.body, as)),
  )

  app.post(
    '/commitments/confirm',
    {
      config: changing('plan.confirm'),
      schema: {
        tags,
        summary: 'Vouch for many commitments as one act; each has its own outcome',
        headers: ChangeHeaders,
        body: BulkConfirmBody,
        response: { 200: BulkConfirmed },
      },
    },
    (request) => change(request, (trx, as) => confirmMany(trx, request.actor, request.body, as)),
  )

  app.post(
    '/changes/:id/undo',
    {
      config: changing('plan.undo'),
      schema: {
        tags,
        summary: 'Take back a change of one’s own, a bulk one as one',
        params: Params,
        response: changed,
      },
    },
    (request) => change(request, (trx) => undoChange(trx, request.actor, request.params.id)),
  )

  app.get(
    '/organizations/:id/commitments-summary',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Everything one organization owes, by document and role, with what its predecessors were named for',
        params: Params,
        response: { 200: UnitSummary },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => summarizeUnit(trx, request.params.id, todayInChina())),
  )

  /** One change in one transaction: answered once it is committed. */
  function change<T>(request: FastifyRequest, work: (trx: Trx, as: ChangeRequest) => Promise<T>): Promise<T> {
    const { headers } = request
    const changeId = headers['idempotency-key']
    const as = { ifMatch: headers['if-match'], changeId: Array.isArray(changeId) ? changeId[0] : changeId }
    return app.database.asActor(request.actor, (trx) => work(trx, as))
  }
}
