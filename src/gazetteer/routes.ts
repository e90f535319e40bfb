import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { appendAudit } from '../platform/audit/index.ts'
import { closed, listOf } from '../platform/http/index.ts'
import { readBoundaries } from './boundaries.ts'
import { replaceBoundaries } from './boundaryStore.ts'
import { gazetteerExportRoutes } from './exportRoutes.ts'
import { findCluster, findOutlines, listClusters, listJurisdictions } from './jurisdictionStore.ts'
import { jurisdictionIndex } from './jurisdictions.ts'
import { organizationRoutes } from './organizationRoutes.ts'
import {
  BoundaryImport,
  Cluster,
  JurisdictionList,
  JurisdictionQuery,
  OutlineCollection,
  OutlineQuery,
} from './schemas.ts'

/** Surveyed outlines of a province down to its counties. */
const MOST_BOUNDARY_BYTES = 64 * 1024 * 1024

/** Jurisdictions, their outlines, clusters, and (below) organizations. */
export const gazetteerRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { permission: 'gazetteer.read', audit: 'none' } as const

  app.get(
    '/jurisdictions',
    {
      config: read,
      schema: {
        tags: ['gazetteer'],
        summary: 'Jurisdictions (行政区) by code, with the codes that ended',
        querystring: JurisdictionQuery,
        response: { 200: JurisdictionList },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => listJurisdictions(trx, request.query)),
  )

  app.get(
    '/jurisdictions.geojson',
    {
      config: read,
      schema: {
        tags: ['gazetteer'],
        summary: 'Outlines as GeoJSON (EPSG:4490, longitude first); not an official map unless it says so',
        querystring: OutlineQuery,
        response: { 200: OutlineCollection },
      },
    },
    async (request, reply) => {
      const outlines = await app.database.asActor(request.actor, (trx) => findOutlines(trx, request.query))
      return reply.type('application/geo+json; charset=utf-8').send(outlines)
    },
  )

  app.post(
    '/jurisdictions/boundaries',
    {
      config: { permission: 'gazetteer.manage', audit: 'gazetteer.import_boundaries' },
      bodyLimit: MOST_BOUNDARY_BYTES,
      schema: {
        tags: ['gazetteer'],
        summary: 'Replace outlines: all features of the file, or none of them',
        body: BoundaryImport,
        response: { 200: Type.Object({ imported: Type.Integer(), codes: Type.Array(Type.String()) }) },
      },
    },
    async (request) => {
      const { source, licence, official, note = null, boundaries } = request.body
      const outlines = readBoundaries(boundaries, jurisdictionIndex())
      const codes = outlines.map(({ code }) => code)
      await app.database.asActor(request.actor, async (trx) => {
        await replaceBoundaries(trx, outlines, { source, licence, official, note })
        await appendAudit(trx, {
          action: 'gazetteer.import_boundaries',
          subjectKind: 'jurisdiction_boundary',
          subjectId: codes.length === 1 ? (codes[0] ?? '') : `${codes.length} jurisdictions`,
          after: { source, licence, official, note, codes },
        })
      })
      return { imported: codes.length, codes }
    },
  )

  app.get(
    '/clusters',
    {
      config: read,
      schema: {
        tags: ['gazetteer'],
        summary: 'City clusters (城市群) with their members',
        response: { 200: listOf(Cluster) },
      },
    },
    async (request) => {
      const items = await app.database.asActor(request.actor, listClusters)
      return { items, total: items.length, next: null }
    },
  )

  app.get(
    '/clusters/:id',
    {
      config: read,
      schema: {
        tags: ['gazetteer'],
        summary: 'One city cluster',
        params: Type.Object({ id: Type.String({ maxLength: 100 }) }, closed),
        response: { 200: Cluster },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => findCluster(trx, request.params.id)),
  )

  await app.register(organizationRoutes)
  await app.register(gazetteerExportRoutes)
}
