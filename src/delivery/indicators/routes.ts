import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Trx } from '../../platform/database/index.ts'
import {
  attachment,
  CSV_TYPE,
  closed,
  csvOf,
  cutListOf,
  etagOf,
  Once,
  Uuid,
  XLSX_TYPE,
  xlsxOf,
} from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { figuresCame } from './afterObservation.ts'
import {
  createFromCommitments,
  createIndicator,
  editIndicator,
  linkTask,
  listCandidates,
  observe,
  retireIndicator,
  setParts,
} from './changes.ts'
import { indicatorDetail } from './detail.ts'
import { everyIndicator, monitoringColumns, yearsOf } from './monitoring.ts'
import {
  Candidate,
  CandidateQuery,
  FromCommitments,
  type Indicator,
  IndicatorDetail,
  IndicatorEdit,
  IndicatorList,
  IndicatorQuery,
  MonitoringQuery,
  NewIndicator,
  NewObservation,
  PartsBody,
  RetireBody,
} from './schemas.ts'
import { listIndicators } from './store.ts'

const Params = Type.Object({ id: Uuid }, closed)
const TaskParams = Type.Object({ id: Uuid, taskId: Uuid }, closed)
const tags = ['indicators']
const read = { permission: 'delivery.read', audit: 'none' } as const
const manage = (audit: string) => ({ permission: 'indicator.manage', audit }) as const
const file = (type: string) => ({ 200: { content: { [type]: { schema: Type.Any() } } } })
const detail = { 200: IndicatorDetail }

/** Indicators (指标): what plans want, what was observed, where each stands, what lower plans' targets come to. */
export const indicatorRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())
  const answer = async (trx: Trx, id: string, reply: FastifyReply) => {
    const indicator = await indicatorDetail(trx, id, today())
    reply.header('etag', etagOf(indicator.revision))
    return indicator
  }

  app.get(
    '/indicators',
    {
      config: read,
      schema: {
        tags,
        summary: 'Indicators with their figures and where they stand today',
        querystring: IndicatorQuery,
        response: { 200: IndicatorList },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => listIndicators(trx, request.query, today())),
  )

  for (const [format, type, make] of [
    ['csv', CSV_TYPE, (columns, rows) => Readable.from(csvOf(columns, rows))],
    ['xlsx', XLSX_TYPE, (columns, rows) => xlsxOf('年度监测', columns, rows)],
  ] satisfies [string, string, (columns: ReturnType<typeof monitoringColumns>, rows: Indicator[]) => Readable][])
    app.get(
      `/indicators.${format}`,
      {
        config: read,
        schema: {
          tags,
          summary: `The annual monitoring table as ${format.toUpperCase()}`,
          querystring: MonitoringQuery,
          response: file(format === 'csv' ? 'text/csv' : XLSX_TYPE),
        },
      },
      async (request, reply) => {
        const rows: Indicator[] = []
        for await (const one of everyIndicator(app.database, request.actor, request.query, today())) rows.push(one)
        return reply
          .type(type)
          .header('content-disposition', attachment(`指标年度监测表-${today()}.${format}`))
          .send(make(monitoringColumns(yearsOf(rows)), rows))
      },
    )

  app.get(
    '/indicators/candidates',
    {
      config: read,
      schema: {
        tags,
        summary: 'Confirmed targets that could be made indicators',
        querystring: CandidateQuery,
        response: { 200: cutListOf(Candidate) },
      },
    },
    (request) =>
      app.database.asActor(request.actor, (trx) => listCandidates(trx, request.actor, request.query.document)),
  )

  app.post(
    '/indicators/from-commitments',
    {
      config: manage('indicator.create'),
      schema: {
        tags,
        summary: 'Make indicators of confirmed targets, as their words say',
        body: FromCommitments,
        response: { 201: Type.Object({ ids: Type.Array(Uuid) }) },
      },
    },
    async (request, reply) => {
      const ids = await app.database.asActor(request.actor, (trx) =>
        createFromCommitments(trx, request.actor, request.body.commitmentIds),
      )
      return reply.code(201).send({ ids })
    },
  )

  app.get(
    '/indicators/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'An indicator: every version of every figure, its path, its parts',
        params: Params,
        response: detail,
      },
    },
    (request, reply) => app.database.asActor(request.actor, (trx) => answer(trx, request.params.id, reply)),
  )

  app.post(
    '/indicators',
    {
      config: manage('indicator.create'),
      schema: {
        tags,
        summary: 'Add an indicator',
        headers: Once,
        body: NewIndicator,
        response: { 201: IndicatorDetail },
      },
    },
    async (request, reply) => {
      const made = await app.database.asActor(request.actor, async (trx) =>
        answer(trx, await createIndicator(trx, request.actor, request.body, request.headers['idempotency-key']), reply),
      )
      return reply.code(201).send(made)
    },
  )

  app.patch(
    '/indicators/:id',
    {
      config: manage('indicator.edit'),
      schema: {
        tags,
        summary: 'Complete or correct an indicator (needs If-Match)',
        params: Params,
        body: IndicatorEdit,
        response: detail,
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await editIndicator(trx, actor, params.id, body, headers['if-match'], today())
        return answer(trx, params.id, reply)
      }),
  )

  app.post(
    '/indicators/:id/retire',
    {
      config: manage('indicator.retire'),
      schema: {
        tags,
        summary: 'Keep an indicator no longer, with the reason (needs If-Match)',
        params: Params,
        body: RetireBody,
        response: detail,
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await retireIndicator(trx, actor, params.id, body.reason, headers['if-match'], today())
        return answer(trx, params.id, reply)
      }),
  )

  app.post(
    '/indicators/:id/observations',
    {
      config: { permission: 'indicator.observe', audit: 'indicator.observe' },
      schema: {
        tags,
        summary: 'Add the figure of a period, or a revision of it',
        params: Params,
        body: NewObservation,
        response: { 201: IndicatorDetail },
      },
    },
    async ({ actor, params, body }, reply) => {
      const indicator = await app.database.asActor(actor, async (trx) => {
        await observe(trx, actor, params.id, body, app.clock())
        return answer(trx, params.id, reply)
      })
      await figuresCame(app.database, app.clock())
      return reply.code(201).send(indicator)
    },
  )

  app.put(
    '/indicators/:id/parts',
    {
      config: manage('indicator.parts'),
      schema: {
        tags,
        summary: 'Say which lower targets it is made up of, and how (needs If-Match)',
        params: Params,
        body: PartsBody,
        response: detail,
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await setParts(trx, actor, params.id, body, headers['if-match'], today())
        return answer(trx, params.id, reply)
      }),
  )

  for (const [method, linked, summary] of [
    ['PUT', true, 'Tie it to a task that it measures, beside those of its own provision'],
    ['DELETE', false, 'Untie it from a task that it was tied to by hand'],
  ] as const)
    app.route({
      method,
      url: '/indicators/:id/tasks/:taskId',
      config: manage('indicator.tasks'),
      schema: { tags, summary, params: TaskParams, response: detail },
      handler: ({ actor, params }, reply) =>
        app.database.asActor(actor, async (trx) => {
          await linkTask(trx, actor, params.id, params.taskId, linked, today())
          return answer(trx, params.id, reply)
        }),
    })
}
