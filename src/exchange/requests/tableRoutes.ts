import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { attachment, CSV_TYPE, csvOf, type ExportColumn, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { everyAgreement } from './agreementStore.ts'
import { AGREEMENT_COLUMNS, REQUEST_COLUMNS } from './exports.ts'
import { AgreementFilter, RequestFilter } from './schemas.ts'
import { everyRequest } from './store.ts'

const FORMATS = [
  ['csv', CSV_TYPE],
  ['xlsx', XLSX_TYPE],
] as const

async function collected<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = []
  for await (const row of rows) all.push(row)
  return all
}

function written<Row>(
  ending: 'csv' | 'xlsx',
  title: string,
  columns: readonly ExportColumn<Row>[],
  rows: Row[],
): Readable {
  return ending === 'csv' ? Readable.from(csvOf(columns, rows)) : xlsxOf(title, columns, rows)
}

/** Requests and agreements as tables, in the words of the page. */
export const tableRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())
  const config = { permission: 'sharing.read', audit: 'none' } as const
  for (const [ending, type] of FORMATS) {
    const response = { 200: { content: { [type]: { schema: Type.Any() } } } }
    app.get(
      `/share-requests.${ending}`,
      {
        config,
        schema: {
          tags: ['sharing'],
          summary: `Requests that you see (${ending})`,
          querystring: RequestFilter,
          response,
        },
      },
      async ({ actor, query }, reply) => {
        const rows = await app.database.asActor(actor, (trx) => collected(everyRequest(trx, query, today())))
        return reply
          .type(type)
          .header('content-disposition', attachment(`共享申请.${ending}`))
          .send(written(ending, '共享申请', REQUEST_COLUMNS, rows))
      },
    )
    app.get(
      `/share-agreements.${ending}`,
      {
        config,
        schema: {
          tags: ['sharing'],
          summary: `Agreements that you see (${ending})`,
          querystring: AgreementFilter,
          response,
        },
      },
      async ({ actor, query }, reply) => {
        const rows = await app.database.asActor(actor, (trx) => collected(everyAgreement(trx, query, today())))
        return reply
          .type(type)
          .header('content-disposition', attachment(`共享协议.${ending}`))
          .send(written(ending, '共享协议', AGREEMENT_COLUMNS, rows))
      },
    )
  }
}
