import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Trx } from '../../platform/database/index.ts'
import {
  attachment,
  CSV_TYPE,
  closed,
  csvOf,
  etagOf,
  Once,
  Uuid,
  XLSX_TYPE,
  xlsxOf,
} from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { PARAMETERS } from '../standards/parameters/catalogue.ts'
import { unitsOf } from '../standards/parameters/units.ts'
import { everyStation, STATION_COLUMNS } from './exports.ts'
import { limitsOf } from './limits.ts'
import {
  NewDatastream,
  NewPlace,
  NewSection,
  NewStation,
  NewTerm,
  ParameterList,
  SectionDetail,
  SectionEdit,
  SectionList,
  SectionQuery,
  StationDetail,
  StationEdit,
  StationFilter,
  StationList,
  StationQuery,
} from './schemas.ts'
import { addSection, editSection, setTerm } from './sections.ts'
import { addDatastream, addStation, editStation, moveStation } from './stations.ts'
import { listSections, listStations, sectionInFull, stationInFull } from './store.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['monitoring']
const read = { permission: 'observation.read', audit: 'none' } as const
const manage = (audit: string) => ({ permission: 'station.manage', audit }) as const

/** Stations (站点), sections (断面) and what each station measures. */
export const stationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const answerStation = async (trx: Trx, id: string, reply: FastifyReply) => {
    const station = await stationInFull(trx, id)
    reply.header('etag', etagOf(station.version))
    return station
  }
  const answerSection = async (trx: Trx, id: string, reply: FastifyReply) => {
    const section = await sectionInFull(trx, id)
    reply.header('etag', etagOf(section.version))
    return section
  }

  app.get(
    '/parameters',
    {
      config: read,
      schema: { tags, summary: 'What is measured (监测项目), with its units', response: { 200: ParameterList } },
    },
    ({ actor }) =>
      app.database.asActor(actor, async (trx) => {
        await sql`select actor_must('observation.read')`.execute(trx)
        return {
          items: PARAMETERS.map((parameter) => {
            const { code, zh, en, unit, hj525 = null } = parameter
            return { code, zh, en, unit, units: unitsOf(parameter), hj525, limits: limitsOf(code) }
          }),
        }
      }),
  )

  app.get(
    '/stations',
    {
      config: read,
      schema: { tags, summary: 'Stations that you see', querystring: StationQuery, response: { 200: StationList } },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listStations(trx, query)),
  )
  for (const [ending, type] of [
    ['csv', CSV_TYPE],
    ['xlsx', XLSX_TYPE],
  ] as const)
    app.get(
      `/stations.${ending}`,
      {
        config: read,
        schema: {
          tags,
          summary: `Stations that you see as ${ending}`,
          querystring: StationFilter,
          response: { 200: { content: { [type.replace(/;.*/, '')]: { schema: Type.Any() } } } },
        },
      },
      async ({ actor, query }, reply) => {
        await app.database.asActor(actor, (trx) => sql`select actor_must('observation.read')`.execute(trx))
        const rows = everyStation(app.database, actor, query)
        reply.type(type).header('content-disposition', attachment(`监测站点-${todayInChina(app.clock())}.${ending}`))
        return reply.send(
          ending === 'csv' ? Readable.from(csvOf(STATION_COLUMNS, rows)) : xlsxOf('监测站点', STATION_COLUMNS, rows),
        )
      },
    )
  app.post(
    '/stations',
    {
      config: manage('monitoring.add_station'),
      schema: { tags, summary: 'Add a station', headers: Once, body: NewStation, response: { 201: StationDetail } },
    },
    async ({ actor, body, headers }, reply) => {
      const station = await app.database.asActor(actor, async (trx) =>
        answerStation(trx, await addStation(trx, actor, body, headers['idempotency-key']), reply),
      )
      return reply.code(201).send(station)
    },
  )
  app.get(
    '/stations/:id',
    {
      config: read,
      schema: { tags, summary: 'One station', params: Params, response: { 200: StationDetail } },
    },
    ({ actor, params }, reply) => app.database.asActor(actor, (trx) => answerStation(trx, params.id, reply)),
  )
  app.patch(
    '/stations/:id',
    {
      config: manage('monitoring.edit_station'),
      schema: {
        tags,
        summary: 'Correct what is said of a station (needs If-Match)',
        params: Params,
        body: StationEdit,
        response: { 200: StationDetail },
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await editStation(trx, params.id, body, headers['if-match'])
        return answerStation(trx, params.id, reply)
      }),
  )
  app.post(
    '/stations/:id/places',
    {
      config: manage('monitoring.move_station'),
      schema: {
        tags,
        summary: 'Move a station from a day on; the days before keep the old place',
        params: Params,
        body: NewPlace,
        response: { 201: StationDetail },
      },
    },
    async ({ actor, params, body }, reply) => {
      const station = await app.database.asActor(actor, async (trx) => {
        await moveStation(trx, params.id, body)
        return answerStation(trx, params.id, reply)
      })
      return reply.code(201).send(station)
    },
  )
  app.post(
    '/stations/:id/datastreams',
    {
      config: manage('monitoring.add_datastream'),
      schema: {
        tags,
        summary: 'Add what a station measures of one parameter',
        params: Params,
        body: NewDatastream,
        response: { 201: StationDetail },
      },
    },
    async ({ actor, params, body }, reply) => {
      const station = await app.database.asActor(actor, async (trx) => {
        await addDatastream(trx, actor, params.id, body)
        return answerStation(trx, params.id, reply)
      })
      return reply.code(201).send(station)
    },
  )

  app.get(
    '/sections',
    {
      config: read,
      schema: { tags, summary: 'Sections that you see', querystring: SectionQuery, response: { 200: SectionList } },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listSections(trx, query)),
  )
  app.post(
    '/sections',
    {
      config: manage('monitoring.add_section'),
      schema: { tags, summary: 'Add a section', headers: Once, body: NewSection, response: { 201: SectionDetail } },
    },
    async ({ actor, body, headers }, reply) => {
      const section = await app.database.asActor(actor, async (trx) =>
        answerSection(trx, await addSection(trx, actor, body, headers['idempotency-key']), reply),
      )
      return reply.code(201).send(section)
    },
  )
  app.get(
    '/sections/:id',
    {
      config: read,
      schema: { tags, summary: 'One section', params: Params, response: { 200: SectionDetail } },
    },
    ({ actor, params }, reply) => app.database.asActor(actor, (trx) => answerSection(trx, params.id, reply)),
  )
  app.patch(
    '/sections/:id',
    {
      config: manage('monitoring.edit_section'),
      schema: {
        tags,
        summary: 'Correct what is said of a section (needs If-Match)',
        params: Params,
        body: SectionEdit,
        response: { 200: SectionDetail },
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await editSection(trx, params.id, body, headers['if-match'])
        return answerSection(trx, params.id, reply)
      }),
  )
  app.post(
    '/sections/:id/terms',
    {
      config: manage('monitoring.set_term'),
      schema: {
        tags,
        summary: 'Say what a section is from a day on: river, sides, target class',
        params: Params,
        body: NewTerm,
        response: { 201: SectionDetail },
      },
    },
    async ({ actor, params, body }, reply) => {
      const section = await app.database.asActor(actor, async (trx) => {
        await setTerm(trx, params.id, body)
        return answerSection(trx, params.id, reply)
      })
      return reply.code(201).send(section)
    },
  )
}
