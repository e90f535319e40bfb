import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Trx } from '../../platform/database/index.ts'
import { attachment, CSV_TYPE, closed, csvOf, etagOf, Uuid, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { boxOfText } from '../featureStore.ts'
import { ConflictDecision, ConflictDetail, ConflictFilter, ConflictList, ConflictQuery } from '../schemas/conflicts.ts'
import { acceptConflict, reopenConflict } from './decisions.ts'
import { CONFLICT_COLUMNS, conflictsAsGeoJson, everyConflict } from './exports.ts'
import { conflictDetail, expectReader, listConflicts } from './list.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['blueprint']
const read = { permission: 'blueprint.read', audit: 'none' } as const
const file = (type: string) => ({ 200: { content: { [type]: { schema: Type.Any() } } } })
const GEOJSON = 'application/geo+json'

/** Conflicts (冲突): where two features cannot both hold, or a rule of the whole does not. */
export const conflictRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())
  const answer = async (trx: Trx, id: string, reply: FastifyReply) => {
    const conflict = await conflictDetail(trx, id)
    reply.header('etag', etagOf(conflict.revision))
    return conflict
  }

  app.get(
    '/conflicts',
    {
      config: read,
      schema: {
        tags,
        summary: 'Conflicts of layers that you see, the largest first',
        querystring: ConflictQuery,
        response: { 200: ConflictList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listConflicts(trx, query)),
  )

  for (const [ending, type, summary] of [
    ['csv', CSV_TYPE, 'Conflicts as CSV'],
    ['xlsx', XLSX_TYPE, 'Conflicts as XLSX'],
    ['geojson', GEOJSON, 'Conflicts as GeoJSON (EPSG:4490, longitude first)'],
  ] as const)
    app.get(
      `/conflicts.${ending}`,
      {
        config: read,
        schema: {
          tags,
          summary,
          querystring: ConflictFilter,
          response: file(type.replace(/;.*/, '')),
        },
      },
      async ({ actor, query }, reply) => {
        boxOfText(query.bbox)
        // What may not be read is refused before a file begins.
        await app.database.asActor(actor, expectReader)
        reply.type(type).header('content-disposition', attachment(`空间冲突清单-${today()}.${ending}`))
        if (ending === 'geojson') return reply.send(Readable.from(conflictsAsGeoJson(app.database, actor, query)))
        const rows = everyConflict(app.database, actor, query)
        return reply.send(
          ending === 'csv' ? Readable.from(csvOf(CONFLICT_COLUMNS, rows)) : xlsxOf('空间冲突', CONFLICT_COLUMNS, rows),
        )
      },
    )

  app.get(
    '/conflicts/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'One conflict: its ground, both features, the sentences behind them, its history',
        params: Params,
        response: { 200: ConflictDetail },
      },
    },
    ({ actor, params }, reply) => app.database.asActor(actor, (trx) => answer(trx, params.id, reply)),
  )

  for (const [act, work, summary] of [
    ['accept', acceptConflict, 'Accept a conflict as large as it is, with the reason (needs If-Match)'],
    ['reopen', reopenConflict, 'Open a conflict again that was accepted, with the reason (needs If-Match)'],
  ] as const)
    app.post(
      `/conflicts/:id/${act}`,
      {
        config: { permission: 'blueprint.decide', audit: `blueprint.${act}_conflict` },
        schema: { tags, summary, params: Params, body: ConflictDecision, response: { 200: ConflictDetail } },
      },
      ({ actor, params, body, headers }, reply) =>
        app.database.asActor(actor, async (trx) => {
          await work(trx, actor, params.id, body.reason, headers['if-match'])
          return answer(trx, params.id, reply)
        }),
    )
}
