import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Actor } from '../../platform/access/index.ts'
import { attachment, CSV_TYPE, closed, csvOf, Once, Uuid, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { allOf, rowColumns } from './exports.ts'
import { MOST_BYTES } from './limits.ts'
import { applyLoad, correctRow, digestOf, ownHolding, previewLoad, removeRow, rowsOfJson } from './loading/load.ts'
import { loadOf, takeFile } from './loading/take.ts'
import {
  Correction,
  HoldingDetail,
  Loaded,
  LoadPreview,
  Removal,
  RevisionList,
  RevisionQuery,
  RowList,
  RowQuery,
  RowsSent,
} from './schemas.ts'
import { secretsOf } from './sharing/agreement.ts'
import { sharedRoutes } from './sharing/routes.ts'
import { rowOfReference } from './sharing/seal.ts'
import { everyRow, holdingDetail, listRevisions, listRows } from './store.ts'
import { useRoutes } from './uses/routes.ts'

const tags = ['holdings']
const consumes = ['multipart/form-data']
const Params = Type.Object({ id: Uuid }, closed)
const RowParams = Type.Object({ id: Uuid, number: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) }, closed)
const own = { permission: 'holding.load', audit: 'none' } as const
const load = { permission: 'holding.load', audit: 'exchange.load_holding' } as const
const correct = { permission: 'holding.load', audit: 'exchange.correct_holding' } as const

/** The data behind resources (资源挂接): looked at, loaded in revisions, corrected row by row. */
export const holdingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const holdingOf = (actor: Actor, id: string) => app.database.asActor(actor, (trx) => ownHolding(trx, id))

  app.get(
    '/resources/:id/holding',
    {
      config: { permission: 'catalogue.read', audit: 'none' },
      schema: {
        tags,
        summary: 'Whether data of a resource are loaded, and under which agreements your unit uses them',
        params: Params,
        response: { 200: HoldingDetail },
      },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => holdingDetail(trx, params.id)),
  )

  app.post(
    '/resources/:id/holding/preview',
    {
      config: own,
      schema: {
        tags,
        consumes,
        summary:
          'What loading a table would do, and all that is wrong with it (form: file, manner?, keyItems? as JSON)',
        params: Params,
        response: { 200: LoadPreview },
      },
    },
    async (request) => {
      const { actor, params } = request
      const { items } = await holdingOf(actor, params.id) // before anything is read
      const taken = await loadOf(await takeFile(request), items)
      return app.database.asActor(actor, (trx) => previewLoad(trx, params.id, taken))
    },
  )

  app.post(
    '/resources/:id/holding/loads',
    {
      config: { ...load, keys: 'holdings' },
      schema: {
        tags,
        consumes,
        summary: 'Load a table, all of it or nothing (form: file, manner?, keyItems? as JSON, sha256?, revision?)',
        headers: Once,
        params: Params,
        response: { 201: Loaded },
      },
    },
    async (request, reply) => {
      const { actor, params, headers } = request
      const { items } = await holdingOf(actor, params.id)
      const taken = await loadOf(await takeFile(request), items)
      const loaded = await app.database.asActor(actor, async (trx) => {
        const revision = await applyLoad(trx, actor, params.id, taken, headers['idempotency-key'])
        return { holding: await holdingDetail(trx, params.id), revision }
      })
      return reply.code(201).send(loaded)
    },
  )

  app.post(
    '/resources/:id/holding/rows',
    {
      bodyLimit: MOST_BYTES,
      config: { ...load, keys: 'holdings' },
      schema: {
        tags,
        summary: 'Load rows that another program sends, all of them or nothing',
        headers: Once,
        params: Params,
        body: RowsSent,
        response: { 201: Loaded },
      },
    },
    async ({ actor, params, body, headers }, reply) => {
      const { items } = await holdingOf(actor, params.id)
      const { manner, keyItems } = body
      const sent = { file: '', sha256: digestOf(JSON.stringify(body.rows)), manner, keyItems, sheets: [] }
      const loaded = await app.database.asActor(actor, async (trx) => {
        const json = { ...sent, ...rowsOfJson(body.rows, items) }
        const revision = await applyLoad(trx, actor, params.id, json, headers['idempotency-key'])
        return { holding: await holdingDetail(trx, params.id), revision }
      })
      return reply.code(201).send(loaded)
    },
  )

  app.get(
    '/resources/:id/holding/revisions',
    {
      config: own,
      schema: {
        tags,
        summary: 'Loads and corrections of the data, the newest first',
        params: Params,
        querystring: RevisionQuery,
        response: { 200: RevisionList },
      },
    },
    ({ actor, params, query }) =>
      app.database.asActor(actor, async (trx) => {
        await ownHolding(trx, params.id)
        return listRevisions(trx, params.id, query)
      }),
  )

  app.get(
    '/resources/:id/holding/rows',
    {
      config: own,
      schema: {
        tags,
        summary: 'Rows of the data, for their provider; also the one that a recipient’s reference is of',
        params: Params,
        querystring: RowQuery,
        response: { 200: RowList },
      },
    },
    async ({ actor, params, query }) => {
      await holdingOf(actor, params.id)
      const { reference } = query
      const number = reference === undefined ? undefined : await numberOf(params.id, reference)
      return app.database.asActor(actor, (trx) => listRows(trx, params.id, query, number))
    },
  )

  /** The row that a reference under any agreement of the resource is of; null: none. */
  const numberOf = (id: string, reference: string): Promise<number | null> =>
    app.database.asSystem(async (trx) => {
      for (const secret of await secretsOf(trx, id)) {
        const number = rowOfReference(secret, reference)
        if (number !== null) return number
      }
      return null
    })

  app.patch(
    '/resources/:id/holding/rows/:number',
    {
      config: correct,
      schema: {
        tags,
        summary: 'Correct what a row says, with the reason',
        headers: Once,
        params: RowParams,
        body: Correction,
        response: { 200: Loaded },
      },
    },
    ({ actor, params, body, headers }) =>
      app.database.asActor(actor, async (trx) => {
        const revision = await correctRow(trx, actor, params.id, params.number, body, headers['idempotency-key'])
        return { holding: await holdingDetail(trx, params.id), revision }
      }),
  )

  app.post(
    '/resources/:id/holding/rows/:number/remove',
    {
      config: correct,
      schema: {
        tags,
        summary: 'Remove a row, with the reason',
        headers: Once,
        params: RowParams,
        body: Removal,
        response: { 200: Loaded },
      },
    },
    ({ actor, params, body, headers }) =>
      app.database.asActor(actor, async (trx) => {
        const once = headers['idempotency-key']
        const revision = await removeRow(trx, actor, params.id, params.number, body.reason, once)
        return { holding: await holdingDetail(trx, params.id), revision }
      }),
  )

  for (const [ending, type] of [
    ['csv', CSV_TYPE],
    ['xlsx', XLSX_TYPE],
  ] as const)
    app.get(
      `/resources/:id/holding/rows.${ending}`,
      {
        config: own,
        schema: {
          tags,
          summary: `All rows of the data, or the headings alone where none are loaded, as ${ending}: a table that can be loaded`,
          params: Params,
          response: { 200: { content: { [type]: { schema: Type.Any() } } } },
        },
      },
      async ({ actor, params }, reply) => {
        const { items, rows } = await app.database.asActor(actor, async (trx) => {
          const holding = await ownHolding(trx, params.id)
          return { items: holding.items, rows: await allOf(everyRow(trx, params.id)) }
        })
        const columns = rowColumns(items)
        return reply
          .type(type)
          .header('content-disposition', attachment(`数据.${ending}`))
          .send(ending === 'csv' ? Readable.from(csvOf(columns, rows)) : xlsxOf('数据', columns, rows))
      },
    )

  await app.register(sharedRoutes)
  await app.register(useRoutes)
}
