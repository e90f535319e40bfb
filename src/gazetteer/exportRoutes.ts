import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { attachment, CSV_TYPE, closed, csvOf, XLSX_TYPE, xlsxOf } from '../platform/http/index.ts'
import { everyJurisdiction, everyOrganization, JURISDICTION_COLUMNS, ORGANIZATION_COLUMNS } from './exports.ts'
import { JurisdictionQuery, OrganizationQuery } from './schemas.ts'

const config = { permission: 'gazetteer.read', audit: 'none' } as const
const tags = ['gazetteer']
const file = (type: string) => ({ 200: { content: { [type]: { schema: Type.Any() } } } })
const Organizations = Type.Object(Type.Omit(OrganizationQuery, ['limit', 'cursor']).properties, closed)
const Jurisdictions = Type.Object(Type.Omit(JurisdictionQuery, ['limit', 'cursor']).properties, closed)

/** The lists of the gazetteer as tables, whole, with the filters of the lists. */
export const gazetteerExportRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/organizations.csv',
    {
      config,
      schema: { tags, summary: 'Organizations as CSV', querystring: Organizations, response: file('text/csv') },
    },
    (request, reply) =>
      reply
        .type(CSV_TYPE)
        .header('content-disposition', attachment('单位.csv'))
        .send(
          Readable.from(csvOf(ORGANIZATION_COLUMNS, everyOrganization(app.database, request.actor, request.query))),
        ),
  )

  app.get(
    '/organizations.xlsx',
    {
      config,
      schema: { tags, summary: 'Organizations as XLSX', querystring: Organizations, response: file(XLSX_TYPE) },
    },
    (request, reply) =>
      reply
        .type(XLSX_TYPE)
        .header('content-disposition', attachment('单位.xlsx'))
        .send(xlsxOf('单位', ORGANIZATION_COLUMNS, everyOrganization(app.database, request.actor, request.query))),
  )

  app.get(
    '/jurisdictions.csv',
    {
      config,
      schema: { tags, summary: 'Jurisdictions as CSV', querystring: Jurisdictions, response: file('text/csv') },
    },
    (request, reply) =>
      reply
        .type(CSV_TYPE)
        .header('content-disposition', attachment('行政区.csv'))
        .send(
          Readable.from(csvOf(JURISDICTION_COLUMNS, everyJurisdiction(app.database, request.actor, request.query))),
        ),
  )
}
