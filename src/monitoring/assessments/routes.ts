import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { attachment, CSV_TYPE, closed, csvOf, Uuid, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { observationsBehind, sectionValues } from './behind.ts'
import { ASSESSMENT_COLUMNS, everyAssessment, expectAssessmentReader } from './exports.ts'
import {
  AirDays,
  AirQuery,
  AssessmentDetail,
  AssessmentFilter,
  AssessmentList,
  AssessmentObservations,
  AssessmentQuery,
  MapQuery,
  MonthsQuery,
  PassRates,
  RatesQuery,
  SectionMap,
  SectionMonths,
  SectionValues,
  SectionYears,
  ValuesQuery,
} from './schemas.ts'
import {
  airDays,
  findAssessment,
  listAssessments,
  passRates,
  sectionMap,
  sectionMonths,
  sectionYears,
} from './store.ts'

const tags = ['monitoring']
const config = { permission: 'assessment.read', audit: 'none' } as const
const Params = Type.Object({ id: Uuid }, closed)
const NumberParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 }) }, closed)
const file = (type: string) => ({ 200: { content: { [type.replace(/;.*/, '')]: { schema: Type.Any() } } } })

/** Assessments (评价): what the standards say of sections by month and year, and of air by day. */
export const assessmentRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/assessments',
    {
      config,
      schema: {
        tags,
        summary: 'Standing assessments of sections that you see, the newest made first',
        querystring: AssessmentQuery,
        response: { 200: AssessmentList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listAssessments(trx, query)),
  )
  app.get(
    '/assessments/map',
    {
      config,
      schema: {
        tags,
        summary: 'Every section with the class of its newest month, or of one month, and the colour of the class',
        querystring: MapQuery,
        response: { 200: SectionMap },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => sectionMap(trx, query)),
  )
  app.get(
    '/assessments/pass-rates',
    {
      config,
      schema: {
        tags,
        summary: 'How many section-months of a year met their target (达标率), by jurisdiction or river',
        querystring: RatesQuery,
        response: { 200: PassRates },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => passRates(trx, query)),
  )
  for (const [ending, type, summary] of [
    ['csv', CSV_TYPE, 'Standing assessments as CSV'],
    ['xlsx', XLSX_TYPE, 'Standing assessments as XLSX'],
  ] as const)
    app.get(
      `/assessments.${ending}`,
      { config, schema: { tags, summary, querystring: AssessmentFilter, response: file(type) } },
      async ({ actor, query }, reply) => {
        await app.database.asActor(actor, expectAssessmentReader)
        const name = `断面水质评价-${todayInChina(app.clock())}.${ending}`
        reply.type(type).header('content-disposition', attachment(name))
        const rows = everyAssessment(app.database, actor, query)
        return reply.send(
          ending === 'csv'
            ? Readable.from(csvOf(ASSESSMENT_COLUMNS, rows))
            : xlsxOf('断面水质评价', ASSESSMENT_COLUMNS, rows),
        )
      },
    )
  app.get(
    '/assessments/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One assessment with its derivation, what is behind it and its history',
        params: NumberParams,
        response: { 200: AssessmentDetail },
      },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => findAssessment(trx, params.id)),
  )
  app.get(
    '/assessments/:id/observations',
    {
      config,
      schema: {
        tags,
        summary: 'Every observation behind an assessment, with who measured, sent and corrected it',
        params: NumberParams,
        response: { 200: AssessmentObservations },
      },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => observationsBehind(trx, params.id)),
  )
  app.get(
    '/sections/:id/values',
    {
      config,
      schema: {
        tags,
        summary: 'What each month of a section says of one parameter',
        params: Params,
        querystring: ValuesQuery,
        response: { 200: SectionValues },
      },
    },
    ({ actor, params, query }) => app.database.asActor(actor, (trx) => sectionValues(trx, params.id, query.parameter)),
  )
  app.get(
    '/sections/:id/months',
    {
      config,
      schema: {
        tags,
        summary: 'The months of a section as they stand',
        params: Params,
        querystring: MonthsQuery,
        response: { 200: SectionMonths },
      },
    },
    ({ actor, params, query }) => app.database.asActor(actor, (trx) => sectionMonths(trx, params.id, query.year)),
  )
  app.get(
    '/sections/:id/years',
    {
      config,
      schema: {
        tags,
        summary: 'The years of a section as they stand, and their trend',
        params: Params,
        response: { 200: SectionYears },
      },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => sectionYears(trx, params.id)),
  )
  app.get(
    '/assessments/air-days',
    {
      config,
      schema: {
        tags,
        summary: 'The daily index (AQI) of an air station, by the version of the standard of each day',
        querystring: AirQuery,
        response: { 200: AirDays },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => airDays(trx, query)),
  )
}
