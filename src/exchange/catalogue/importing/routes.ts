import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { attachment, CSV_TYPE, csvOf, XLSX_TYPE, xlsxOf } from '../../../platform/http/index.ts'
import { todayInChina } from '../../../platform/time.ts'
import { INVENTORY_COLUMNS, type InventoryRow } from '../exports.ts'
import { catalogueRefusals as refusals } from '../refusals.ts'
import { ImportPreview, ResourcesImported } from '../schemas.ts'
import { applyInventory } from './apply.ts'
import { type PlannedResource, type PreparedInventory, prepareInventory } from './prepare.ts'
import { type Inventory, takeInventory } from './take.ts'
import { TEMPLATE_ROW } from './template.ts'

const tags = ['catalogue']
const consumes = ['multipart/form-data']

/** Taking over inventories that exist as workbooks or CSV: looked at first, then imported as a whole or not at all. */
export const importRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())
  const must = (actor: Parameters<typeof app.database.asActor>[0]) =>
    app.database.asActor(actor, (trx) => sql`select actor_must('catalogue.compile')`.execute(trx))

  app.post(
    '/resources/imports/preview',
    {
      config: { permission: 'catalogue.compile', audit: 'none' },
      schema: {
        tags,
        consumes,
        summary: 'What importing an inventory would do, and all that is wrong with it (form: file, publish? = yes)',
        response: { 200: ImportPreview },
      },
    },
    async (request) => {
      const { actor } = request
      await must(actor) // before anything is read
      const inventory = await takeInventory(request)
      const prepared = await app.database.asActor(actor, (trx) => prepareInventory(trx, actor, inventory, today()))
      return previewOf(inventory, prepared)
    },
  )

  app.post(
    '/resources/imports',
    {
      config: { permission: 'catalogue.compile', audit: 'exchange.import_resources' },
      schema: {
        tags,
        consumes,
        summary: 'Import an inventory, all of it or nothing (form: file, publish? = yes, sha256?)',
        response: { 201: ResourcesImported },
      },
    },
    async (request, reply) => {
      const { actor } = request
      await must(actor)
      const inventory = await takeInventory(request)
      if (inventory.expected && inventory.expected !== inventory.sha256) throw refusals.fileChanged(inventory.file)
      const imported = await app.database.asActor(actor, (trx) => applyInventory(trx, actor, inventory, today()))
      return reply.code(201).send(imported)
    },
  )

  for (const [ending, type] of [
    ['csv', CSV_TYPE],
    ['xlsx', XLSX_TYPE],
  ] as const)
    app.get(
      `/resources/imports/template.${ending}`,
      {
        config: { permission: 'catalogue.compile', audit: 'none' },
        schema: {
          tags,
          summary: 'An inventory with one row as an example, to be filled in',
          response: { 200: { content: { [type]: { schema: Type.Any() } } } },
        },
      },
      async ({ actor }, reply) => {
        await must(actor)
        const rows: InventoryRow[] = [TEMPLATE_ROW]
        return reply
          .type(type)
          .header('content-disposition', attachment(`数据资源目录模板.${ending}`))
          .send(
            ending === 'csv'
              ? Readable.from(csvOf(INVENTORY_COLUMNS, rows))
              : xlsxOf('数据资源目录', INVENTORY_COLUMNS, rows),
          )
      },
    )
}

const isWithdrawn = ({ known }: PlannedResource) => known?.state === 'withdrawn'

function previewOf(
  { file, sha256, sheets, entries }: Inventory,
  { planned, faults }: PreparedInventory,
): ImportPreview {
  const changed = planned.filter(({ known, changes }) => known !== null && changes.length > 0)
  const added = planned.filter(({ known }) => known === null).length
  return {
    ...{ file, sha256, sheets, resources: entries.length },
    ...{ added, changed: changed.length, unchanged: planned.length - added - changed.length },
    withdrawn: changed.filter(isWithdrawn).length,
    ...{ faultCount: faults.length, faults: faults.slice(0, 1000) },
    changes: changed.slice(0, 200).map((plan) => ({
      ...{ sheet: plan.entry.sheet, row: plan.entry.row, name: plan.content.name },
      ...{ fields: plan.changes, isWithdrawn: isWithdrawn(plan) },
    })),
  }
}
