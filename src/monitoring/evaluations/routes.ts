import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { attachment, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { evaluateAir, evaluateWater } from './evaluate.ts'
import { AIR_COLUMNS, airRows, WATER_COLUMNS, waterRows } from './exports.ts'
import { AirEvaluation, CityQuery, WaterEvaluation, WaterQuery } from './schemas.ts'

const tags = ['monitoring']
const config = { permission: 'assessment.read', audit: 'none' } as const
const file = { 200: { content: { [XLSX_TYPE.replace(/;.*/, '')]: { schema: Type.Any() } } } }
/** 2026-06, or 2026-01至2026-06. */
const spanText = ({ first, last }: { first: string; last: string }) =>
  [...new Set([first, last].map((day) => day.slice(0, 7)))].join('至')

/** Evaluations (评价): rivers, basins and jurisdictions by their sections; cities by their air. */
export const evaluationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/evaluations/water',
    {
      config,
      schema: {
        tags,
        summary: 'The sections of rivers or of a jurisdiction as a whole (水系评价), and against former periods',
        querystring: WaterQuery,
        response: { 200: WaterEvaluation },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => evaluateWater(trx, query)),
  )
  app.get(
    '/evaluations/water.xlsx',
    { config, schema: { tags, summary: 'The same as XLSX', querystring: WaterQuery, response: file } },
    async ({ actor, query }, reply) => {
      const found = await app.database.asActor(actor, (trx) => evaluateWater(trx, query))
      reply.type(XLSX_TYPE).header('content-disposition', attachment(`水系评价-${spanText(found.period)}.xlsx`))
      return reply.send(xlsxOf('水系评价', WATER_COLUMNS, waterRows(found)))
    },
  )
  app.get(
    '/evaluations/air',
    {
      config,
      schema: {
        tags,
        summary: 'The air of cities in a period: composite index (综合指数), good days, concentrations',
        querystring: CityQuery,
        response: { 200: AirEvaluation },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => evaluateAir(trx, query)),
  )
  app.get(
    '/evaluations/air.xlsx',
    { config, schema: { tags, summary: 'The same as XLSX', querystring: CityQuery, response: file } },
    async ({ actor, query }, reply) => {
      const found = await app.database.asActor(actor, (trx) => evaluateAir(trx, query))
      reply.type(XLSX_TYPE).header('content-disposition', attachment(`城市环境空气质量-${spanText(found.period)}.xlsx`))
      return reply.send(xlsxOf('城市环境空气质量', AIR_COLUMNS, airRows(found)))
    },
  )
}
