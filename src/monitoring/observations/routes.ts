import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { attachment, CSV_TYPE, closed, csvOf, Once, Uuid, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { correctObservation, decideConflict, listConflicts } from './decide.ts'
import { everyObservation, observationColumns } from './exports.ts'
import { flaggedOf } from './flagged.ts'
import { samplesAt } from './named.ts'
import { findBatch, latestValues, listBatches, listObservations, meansOf, unitOfStream } from './read.ts'
import { addRetentionRule, endRetentionRule, retentionOf } from './retention.ts'
import {
  Batch,
  BatchList,
  BatchQuery,
  ConflictList,
  ConflictQuery,
  Correction,
  Counted,
  Decision,
  FlaggedList,
  Latest,
  LatestQuery,
  Means,
  MeansQuery,
  NewRetentionRule,
  ObservationList,
  Retention,
  RetentionRule,
  SectionSamples,
  SectionSamplesQuery,
  SeriesFilter,
  SeriesQuery,
} from './schemas.ts'

const tags = ['monitoring']
const read = { permission: 'observation.read', audit: 'none', keys: true } as const
const SectionParams = Type.Object({ id: Uuid }, closed)
const NumberParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 }) }, closed)

const RuleParams = Type.Object({ id: Uuid }, closed)

/** JSON that the database wrote, sent as it is. */
const sendText = (reply: FastifyReply, text: string) =>
  reply
    .type('application/json; charset=utf-8')
    .serializer((body: string) => body)
    .send(text)

/** What was measured: the newest values, means, series; what is in conflict, and corrections. */
export const observationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/observations/latest',
    {
      config: read,
      schema: {
        tags,
        summary: 'The newest value of every datastream of every station that you see, in one answer',
        querystring: LatestQuery,
        response: { 200: Latest },
      },
    },
    async ({ actor, query }, reply) =>
      sendText(reply, await app.database.asActor(actor, (trx) => latestValues(trx, query))) as never,
  )

  app.get(
    '/observations/means',
    {
      config: read,
      schema: {
        tags,
        summary: 'Means of hours, days or months of all datastreams that are asked for, in one answer',
        querystring: MeansQuery,
        response: { 200: Means },
      },
    },
    async ({ actor, query }, reply) =>
      sendText(
        reply,
        await app.database.asActor(actor, async (trx) => {
          await sql`select actor_must('observation.read')`.execute(trx)
          return meansOf(trx, query)
        }),
      ) as never,
  )

  app.get(
    '/observations',
    {
      config: read,
      schema: {
        tags,
        summary: 'Observations of one datastream, in the order of their times or the newest first',
        querystring: SeriesQuery,
        response: { 200: ObservationList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listObservations(trx, query)),
  )

  for (const [ending, type] of [
    ['csv', CSV_TYPE],
    ['xlsx', XLSX_TYPE],
  ] as const)
    app.get(
      `/observations.${ending}`,
      {
        config: { permission: 'observation.read', audit: 'none' },
        schema: {
          tags,
          summary: `Observations of one datastream as ${ending}`,
          querystring: SeriesFilter,
          response: { 200: { content: { [type.replace(/;.*/, '')]: { schema: Type.Any() } } } },
        },
      },
      async ({ actor, query }, reply) => {
        const unit = await app.database.asActor(actor, (trx) => unitOfStream(trx, query.datastream))
        const columns = observationColumns(unit)
        const rows = everyObservation(app.database, actor, query)
        reply.type(type).header('content-disposition', attachment(`监测数据-${todayInChina(app.clock())}.${ending}`))
        return reply.send(ending === 'csv' ? Readable.from(csvOf(columns, rows)) : xlsxOf('监测数据', columns, rows))
      },
    )

  app.get(
    '/observations/batches',
    {
      config: read,
      schema: {
        tags,
        summary: 'What came in together, the newest first',
        querystring: BatchQuery,
        response: { 200: BatchList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listBatches(trx, query)),
  )

  app.get(
    '/observations/batches/:id',
    {
      config: read,
      schema: { tags, summary: 'What came in together', params: NumberParams, response: { 200: Batch } },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => findBatch(trx, params.id)),
  )

  app.get(
    '/observations/batches/:id/flagged',
    {
      config: read,
      schema: {
        tags,
        summary: 'The outliers among what came in together, with what came before each (at most 500)',
        params: NumberParams,
        response: { 200: FlaggedList },
      },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => flaggedOf(trx, params.id)),
  )

  app.get(
    '/sections/:id/observations',
    {
      config: { permission: 'observation.read', audit: 'none' },
      schema: {
        tags,
        summary: 'What was measured of a parameter at a section, with who measured and sent it (at most 500)',
        params: SectionParams,
        querystring: SectionSamplesQuery,
        response: { 200: SectionSamples },
      },
    },
    ({ actor, params, query }) =>
      app.database.asActor(actor, async (trx) => ({ items: await samplesAt(trx, params.id, query) })),
  )

  app.get(
    '/observations/conflicts',
    {
      config: read,
      schema: {
        tags,
        summary: 'Moments for which another value was offered, and nobody has decided',
        querystring: ConflictQuery,
        response: { 200: ConflictList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listConflicts(trx, query)),
  )

  app.get(
    '/observations/retention',
    {
      config: read,
      schema: {
        tags,
        summary: 'How long observations are kept one by one, and what goes by that: a dry run',
        response: { 200: Retention },
      },
    },
    ({ actor }) => app.database.asActor(actor, (trx) => retentionOf(trx, app.clock())),
  )
  app.post(
    '/observations/retention/rules',
    {
      config: { permission: 'observation.retire', audit: 'monitoring.add_retention_rule' },
      schema: {
        tags,
        summary: 'Say how long observations of an origin are kept one by one',
        headers: Once,
        body: NewRetentionRule,
        response: { 201: RetentionRule },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const rule = await app.database.asActor(actor, (trx) =>
        addRetentionRule(trx, actor, body, headers['idempotency-key']),
      )
      return reply.code(201).send(rule)
    },
  )
  app.post(
    '/observations/retention/rules/:id/end',
    {
      config: { permission: 'observation.retire', audit: 'monitoring.end_retention_rule' },
      schema: {
        tags,
        summary: 'End a rule; what went by it is gone',
        params: RuleParams,
        response: { 200: RetentionRule },
      },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => endRetentionRule(trx, params.id)),
  )

  app.post(
    '/observations/conflicts/:id/decision',
    {
      config: { permission: 'observation.write', audit: 'monitoring.decide_conflict' },
      schema: {
        tags,
        summary: 'Say which of two values stands',
        params: NumberParams,
        body: Decision,
        response: { 200: Counted },
      },
    },
    ({ actor, params, body }) =>
      app.database.asActor(actor, (trx) => decideConflict(app.database, trx, actor, params.id, body)),
  )

  app.post(
    '/observations/corrections',
    {
      config: { permission: 'observation.write', audit: 'monitoring.correct_observation' },
      schema: {
        tags,
        summary: 'Correct one observation; what it said before is kept',
        body: Correction,
        response: { 200: Counted },
      },
    },
    ({ actor, body }) =>
      app.database.asActor(actor, (trx) => correctObservation(app.database, trx, actor, body, app.clock())),
  )
}
