import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { attachment, CSV_TYPE, csvOf, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { INVENTORY_COLUMNS, type InventoryRow, rowsOf } from './exports.ts'
import { ResourceFilter } from './schemas.ts'
import { everyResource } from './store.ts'

const TITLE = '数据资源目录'

/** The catalogue as an inventory: a row for each item, in the columns that an import takes. */
export const tableRoutes: FastifyPluginAsyncTypebox = async (app) => {
  for (const [ending, type] of [
    ['csv', CSV_TYPE],
    ['xlsx', XLSX_TYPE],
  ] as const)
    app.get(
      `/resources.${ending}`,
      {
        config: { permission: 'catalogue.read', audit: 'none' },
        schema: {
          tags: ['catalogue'],
          summary: `Resources that you see, as an inventory (${ending})`,
          querystring: ResourceFilter,
          response: { 200: { content: { [type]: { schema: Type.Any() } } } },
        },
      },
      async ({ actor, query }, reply) => {
        const rows = await app.database.asActor(actor, async (trx) => {
          const all: InventoryRow[] = []
          for await (const row of rowsOf(everyResource(trx, query, todayInChina(app.clock())))) all.push(row)
          return all
        })
        return reply
          .type(type)
          .header('content-disposition', attachment(`${TITLE}.${ending}`))
          .send(
            ending === 'csv' ? Readable.from(csvOf(INVENTORY_COLUMNS, rows)) : xlsxOf(TITLE, INVENTORY_COLUMNS, rows),
          )
      },
    )
}
