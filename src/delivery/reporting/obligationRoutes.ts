import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { closed, cutListOf, etagOf, httpRefusals, StandingAnswers, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { deskOf } from './deskStore.ts'
import { obligationDetail, reportsOfTask } from './detailStore.ts'
import { dropDraft, saveDraft } from './drafts.ts'
import { lightsAfter } from './lightsAfter.ts'
import { listObligations } from './listStore.ts'
import { reviewReport, waiveReport } from './review.ts'
import {
  Desk,
  DeskQuery,
  DraftBody,
  DraftSaved,
  Foreseen,
  ObligationDetail,
  ObligationList,
  ObligationMoved,
  ObligationQuery,
  ReasonBody,
  Report,
  ReportContent,
  ReviewBody,
  Submitted,
} from './schemas.ts'
import { foreseeDoubts, submitReport } from './submit.ts'

const Params = Type.Object({ id: Uuid }, closed)
const Headers = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 100 })),
  'idempotency-key': Type.Optional(Uuid),
})
const reading = { permission: 'delivery.read', audit: 'none' } as const
const tags = ['reporting']

/** The desk, owed reports, drafts, what is submitted and what is decided on it. */
export const obligationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const asActor = app.database.asActor.bind(app.database)
  const change = lightsAfter(app)

  const desks = new StandingAnswers(app.database)
  app.get(
    '/desk',
    {
      config: { permission: 'delivery.report', audit: 'none' },
      schema: {
        tags,
        summary: 'What this unit owes now, what hurts first',
        querystring: DeskQuery,
        response: { 200: Desk },
      },
    },
    ({ actor, query }, reply) => {
      const today = todayInChina(app.clock())
      return desks.send(reply, [actor.organizationId, actor.role, today, query], () =>
        asActor(actor, (trx) => deskOf(trx, actor, query, today)),
      )
    },
  )

  app.get(
    '/obligations',
    {
      config: reading,
      schema: { tags, summary: 'Owed reports', querystring: ObligationQuery, response: { 200: ObligationList } },
    },
    (request) =>
      asActor(request.actor, (trx) => listObligations(trx, request.actor, request.query, todayInChina(app.clock()))),
  )

  app.get(
    '/obligations/:id',
    {
      config: reading,
      schema: {
        tags,
        summary: 'One owed report, with all that one needs to write it or to decide on it',
        params: Params,
        response: { 200: ObligationDetail },
      },
    },
    async (request, reply) => {
      const today = todayInChina(app.clock())
      const found = await asActor(request.actor, (trx) =>
        obligationDetail(trx, request.actor, request.params.id, today),
      )
      return reply.header('etag', etagOf(found.revision)).send(found)
    },
  )

  app.get(
    '/tasks/:id/reports',
    {
      config: reading,
      schema: {
        tags,
        summary: 'What was reported on a task, newest first, as far as one may see it',
        params: Params,
        response: { 200: cutListOf(Report) },
      },
    },
    (request) => asActor(request.actor, (trx) => reportsOfTask(trx, request.params.id)),
  )

  app.put(
    '/obligations/:id/draft',
    {
      config: { permission: 'delivery.report', audit: 'none' },
      schema: {
        tags,
        summary: 'Keep what is being written (needs If-Match with the draft’s revision, "v0" for the first)',
        params: Params,
        headers: Headers,
        body: DraftBody,
        response: { 200: DraftSaved },
      },
    },
    (request) =>
      asActor(request.actor, (trx) =>
        saveDraft(
          trx,
          request.actor,
          request.params.id,
          request.body.content,
          revisionIn(request.headers['if-match']),
          app.clock(),
        ),
      ),
  )

  app.delete(
    '/obligations/:id/draft',
    {
      config: { permission: 'delivery.report', audit: 'none' },
      schema: {
        tags,
        summary: 'Throw the draft away (needs If-Match)',
        params: Params,
        headers: Headers,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { actor, params, headers } = request
      await asActor(actor, (trx) => dropDraft(trx, actor, params.id, revisionIn(headers['if-match'])))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/obligations/:id/doubts',
    {
      config: { permission: 'delivery.report', audit: 'none' },
      schema: {
        tags,
        summary: 'What would be held against this report if it were sent; nothing is changed',
        params: Params,
        body: Type.Object({ content: ReportContent }, closed),
        response: { 200: Foreseen },
      },
    },
    ({ actor, params, body }) =>
      asActor(actor, async (trx) => ({
        items: await foreseeDoubts(trx, actor, params.id, body.content, app.clock()),
      })),
  )

  app.post(
    '/obligations/:id/reports',
    {
      config: { permission: 'delivery.report', audit: 'delivery.submit_report' },
      schema: {
        tags,
        summary: 'Report (needs If-Match; the same Idempotency-Key is the same report)',
        params: Params,
        headers: Headers,
        body: Type.Object({ content: ReportContent }, closed),
        response: { 201: Submitted },
      },
    },
    async (request, reply) => {
      const { actor, params, body, headers } = request
      if (headers['if-match'] === undefined) throw httpRefusals.versionNeeded()
      const submitted = await change(actor, (trx) =>
        submitReport(
          trx,
          actor,
          {
            obligationId: params.id,
            content: body.content,
            reportId: headers['idempotency-key'],
            ifMatch: headers['if-match'],
          },
          app.clock(),
        ),
      )
      return reply.code(201).send(submitted)
    },
  )

  app.post(
    '/reports/:id/review',
    {
      config: { permission: 'delivery.report', audit: 'delivery.review_report' },
      schema: {
        tags,
        summary: 'Accept a report, or return it with the reason',
        params: Params,
        headers: Headers,
        body: ReviewBody,
        response: { 200: ObligationMoved },
      },
    },
    (request) =>
      change(request.actor, (trx) =>
        reviewReport(
          trx,
          request.actor,
          { reportId: request.params.id, ...request.body, ifMatch: request.headers['if-match'] },
          app.clock(),
        ),
      ),
  )

  for (const event of ['waive', 'demand'] as const) {
    app.post(
      `/obligations/:id/${event}`,
      {
        config: { permission: 'delivery.review', audit: `delivery.${event}_report` },
        schema: {
          tags,
          summary: event === 'waive' ? 'Ask for no report this time (免报)' : 'Ask for a waived report after all',
          params: Params,
          headers: Headers,
          body: ReasonBody,
          response: { 200: ObligationMoved },
        },
      },
      (request) =>
        change(request.actor, (trx) =>
          waiveReport(trx, request.actor, {
            ...{ obligationId: request.params.id, event, reason: request.body.reason },
            ifMatch: request.headers['if-match'],
          }),
        ),
    )
  }
}

/** The revision that If-Match names. @throws Refusal version_needed */
function revisionIn(ifMatch: string | undefined): number {
  const revision = /^(?:W\/)?"v(\d+)"$/.exec(ifMatch?.trim() ?? '')?.[1]
  if (revision === undefined) throw httpRefusals.versionNeeded()
  return Number(revision)
}
