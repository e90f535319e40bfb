import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { attachment, closed, etagOf, Uuid, XLSX_TYPE, xlsxOf } from '../platform/http/index.ts'
import { alignPair } from './alignPair.ts'
import { coverageMatrix, matrixColumns, matrixRows } from './coverage.ts'
import { GAP_COLUMNS, gapFacts, gapLines } from './gaps.ts'
import { documentAlignment } from './links.ts'
import { addTie, reviewTie, setVerdict } from './reviews.ts'
import {
  AddTieBody,
  AlignBody,
  AlignmentList,
  AlignmentListQuery,
  AlignmentMatrix,
  AlignmentParams,
  AlignmentView,
  AlignmentWeights,
  DocumentAlignment,
  MatrixQuery,
  ProvisionEvidence,
  ProvisionParams,
  TieBody,
  TieChanged,
  TieParams,
  VerdictBody,
  VerdictChanged,
} from './schemas.ts'
import { documentsOf, listAlignments } from './standing.ts'
import { alignmentView, provisionEvidence } from './view.ts'
import { learnFromReviews, listWeights } from './weightsStore.ts'

/** What is said of an alignment names the version it is of; said twice it is refused, and told what stands. */
const VersionHeaders = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'the ETag of what is changed, e.g. "v3"' })),
})
const reading = { permission: 'plan.read', audit: 'none' } as const
const reviewing = (audit: string) => ({ permission: 'plan.confirm' as const, audit })
const exporting = { permission: 'register.export', audit: 'none' } as const
const tags = ['alignment']
const sheet = { 200: { content: { [XLSX_TYPE]: { schema: Type.Any() } } } }

/** 衔接: which provision carries out which, what people say of it, and what nobody has picked up. */
export const alignmentRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/alignments',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Pairs of documents that are aligned, newest first',
        querystring: AlignmentListQuery,
        response: { 200: AlignmentList },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => listAlignments(trx, request.query)),
  )

  app.post(
    '/alignments',
    {
      config: reviewing('alignment.align'),
      schema: {
        tags,
        summary: 'Align two documents; the same versions again are the same alignment',
        body: AlignBody,
        response: { 200: AlignmentView },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async (request, reply) => {
      const { upperDocumentId, lowerDocumentId } = request.body
      const id = await alignPair(app.database, request.actor, upperDocumentId, lowerDocumentId)
      const view = await app.database.asActor(request.actor, (trx) => alignmentView(trx, id))
      return reply.header('etag', etagOf(view.revision)).send(view)
    },
  )

  app.get(
    '/alignments/:id',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Everything that the alignment view draws',
        params: AlignmentParams,
        response: { 200: AlignmentView },
      },
      // Two plans with all their ties: checked by the types, written by the engine.
      serializerCompiler: () => JSON.stringify,
    },
    async (request, reply) => {
      const view = await app.database.asActor(request.actor, (trx) => alignmentView(trx, request.params.id))
      return reply.header('etag', etagOf(view.revision)).send(view)
    },
  )

  app.post(
    '/alignments/:id/align',
    {
      config: reviewing('alignment.align'),
      schema: {
        tags,
        summary: 'Align the newest versions anew, with what the weights have learned since; what people said is kept',
        params: AlignmentParams,
        response: { 200: AlignmentView },
      },
      serializerCompiler: () => JSON.stringify,
    },
    async (request, reply) => {
      const { actor, params } = request
      const { upper, lower } = await app.database.asActor(actor, (trx) => documentsOf(trx, params.id))
      await alignPair(app.database, actor, upper, lower, { anew: true })
      const view = await app.database.asActor(actor, (trx) => alignmentView(trx, params.id))
      return reply.header('etag', etagOf(view.revision)).send(view)
    },
  )

  app.get(
    '/alignments/:id/provisions/:address',
    {
      config: reading,
      schema: {
        tags,
        summary: 'What an upper provision shares with its ties and further candidates, and where they say otherwise',
        params: ProvisionParams,
        response: { 200: ProvisionEvidence },
      },
    },
    (request) => {
      const { id, address } = request.params
      return app.database.asActor(request.actor, (trx) => provisionEvidence(trx, id, address))
    },
  )

  app.patch(
    '/alignments/:id/provisions/:address',
    {
      config: reviewing('alignment.set_verdict'),
      schema: {
        tags,
        summary: 'Set what became of an upper provision, with the reason; null gives the word back to the machine',
        params: ProvisionParams,
        headers: VersionHeaders,
        body: VerdictBody,
        response: { 200: VerdictChanged },
      },
    },
    async (request, reply) => {
      const { actor, params, headers, body } = request
      const changed = await app.database.asActor(actor, (trx) =>
        setVerdict(trx, actor, params, headers['if-match'], body),
      )
      return reply.header('etag', etagOf(changed.provisionRevision)).send(changed)
    },
  )

  app.patch(
    '/alignments/:id/ties/:tieId',
    {
      config: reviewing('alignment.review'),
      schema: {
        tags,
        summary: 'Confirm or reject a tie, or take back what was said of it (proposed)',
        params: TieParams,
        headers: VersionHeaders,
        body: TieBody,
        response: { 200: TieChanged },
      },
    },
    async (request, reply) => {
      const { actor, params, headers, body } = request
      const changed = await app.database.asActor(actor, (trx) =>
        reviewTie(trx, actor, params, headers['if-match'], body),
      )
      return reply.header('etag', etagOf(changed.tie.revision)).send(changed)
    },
  )

  app.post(
    '/alignments/:id/ties',
    {
      config: reviewing('alignment.add_tie'),
      schema: {
        tags,
        summary: 'Draw a tie by hand; the same pair again is the same tie. If-Match: the revision of the upper verdict',
        params: AlignmentParams,
        headers: VersionHeaders,
        body: AddTieBody,
        response: { 200: TieChanged },
      },
    },
    async (request, reply) => {
      const { actor, params, headers, body } = request
      const changed = await addTie(app.database, actor, params.id, headers['if-match'], body)
      return reply.header('etag', etagOf(changed.tie.revision)).send(changed)
    },
  )

  app.get(
    '/alignments/:id/gaps.xlsx',
    {
      config: exporting,
      schema: {
        tags,
        summary: 'What is not carried out, or in part, as a sheet',
        params: AlignmentParams,
        response: sheet,
      },
    },
    async (request, reply) => {
      const facts = await app.database.asActor(request.actor, (trx) => gapFacts(trx, request.params.id))
      return reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment(`衔接缺口-${facts.view.lower.title}.xlsx`))
        .send(xlsxOf('衔接缺口', GAP_COLUMNS, gapLines(facts)))
    },
  )

  app.get(
    '/alignment-matrix',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Chapters of an upper document by what is aligned with it: share carried out, and the gaps',
        querystring: MatrixQuery,
        response: { 200: AlignmentMatrix },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => coverageMatrix(trx, request.query)),
  )

  app.get(
    '/alignment-matrix.xlsx',
    {
      config: exporting,
      schema: { tags, summary: 'The coverage matrix as a sheet', querystring: MatrixQuery, response: sheet },
    },
    async (request, reply) => {
      const matrix = await app.database.asActor(request.actor, (trx) => coverageMatrix(trx, request.query))
      return reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment(`衔接矩阵-${matrix.upper.title}.xlsx`))
        .send(xlsxOf('衔接矩阵', matrixColumns(matrix), matrixRows(matrix)))
    },
  )

  app.get(
    '/alignment-weights',
    {
      config: reading,
      schema: {
        tags,
        summary:
          'What the parts of a score weigh: all tables, newest first, and from how many reviews each was learned',
        response: { 200: AlignmentWeights },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => listWeights(trx)),
  )

  app.post(
    '/alignment-weights',
    {
      config: { permission: 'alignment.learn', audit: 'alignment.learn' },
      schema: {
        tags,
        summary: 'Learn the weights anew from everything that people said; used for the next alignment',
        response: { 200: AlignmentWeights },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => learnFromReviews(trx, request.actor)),
  )

  app.get(
    '/documents/:id/alignment',
    {
      config: reading,
      schema: {
        tags,
        summary: 'By provision: what carries it out, and what it carries out',
        params: Type.Object({ id: Uuid }, closed),
        response: { 200: DocumentAlignment },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => documentAlignment(trx, request.params.id)),
  )
}
