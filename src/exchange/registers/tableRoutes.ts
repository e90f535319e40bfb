import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Actor } from '../../platform/access/index.ts'
import { attachment, CSV_TYPE, closed, csvOf, XLSX_TYPE, xlsxOf } from '../../platform/http/index.ts'
import { rowsOf, type TableRow, tableColumns } from './exports.ts'
import { applyTable, planTable } from './importing/apply.ts'
import { readTable, takeTable } from './importing/take.ts'
import { registryRefusals as refusals } from './refusals.ts'
import { findRegistry } from './registryStore.ts'
import { EntriesImported, EntryFilter, RegistryCode, RegistryImportPreview } from './schemas.ts'

const Params = Type.Object({ code: RegistryCode }, closed)
const tags = ['registers']
const consumes = ['multipart/form-data']

/** A register as a table: taken away, filled in, imported as a whole or not at all. */
export const tableRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const must = (actor: Actor) =>
    app.database.asActor(actor, (trx) => sql`select actor_must('registry.write')`.execute(trx))

  for (const [ending, type] of [
    ['csv', CSV_TYPE],
    ['xlsx', XLSX_TYPE],
  ] as const) {
    const response = { 200: { content: { [type]: { schema: Type.Any() } } } }
    app.get(
      `/registries/:code/entries.${ending}`,
      {
        config: { permission: 'registry.read', audit: 'none' },
        schema: {
          tags,
          summary: `Entries that you see, as a table that can be imported (${ending})`,
          params: Params,
          querystring: EntryFilter,
          response,
        },
      },
      async ({ actor, params: { code }, query }, reply) => {
        const { name, schema, rows } = await app.database.asActor(actor, async (trx) => {
          const registry = await findRegistry(trx, code)
          const all: TableRow[] = []
          for await (const row of rowsOf(trx, code, registry.schema, query)) all.push(row)
          return { ...registry, rows: all }
        })
        const columns = tableColumns(schema)
        return reply
          .type(type)
          .header('content-disposition', attachment(`${name}.${ending}`))
          .send(ending === 'csv' ? Readable.from(csvOf(columns, rows)) : xlsxOf(name, columns, rows))
      },
    )

    app.get(
      `/registries/:code/template.${ending}`,
      {
        config: { permission: 'registry.write', audit: 'none' },
        schema: { tags, summary: 'The headings of a register, to be filled in', params: Params, response },
      },
      async ({ actor, params: { code } }, reply) => {
        await must(actor)
        const { name, schema } = await app.database.asActor(actor, (trx) => findRegistry(trx, code))
        // An owner imports its own entries: the columns that every export has are left out.
        const columns = tableColumns(schema).slice(1, -1)
        return reply
          .type(type)
          .header('content-disposition', attachment(`${name}模板.${ending}`))
          .send(ending === 'csv' ? Readable.from(csvOf(columns, [])) : xlsxOf(name, columns, []))
      },
    )
  }

  app.post(
    '/registries/:code/imports/preview',
    {
      config: { permission: 'registry.write', audit: 'none' },
      schema: {
        tags,
        consumes,
        summary: 'What importing a table would do, and all that is wrong with it (form: file, publish? = yes)',
        params: Params,
        response: { 200: RegistryImportPreview },
      },
    },
    async (request) => {
      const { actor, params } = request
      await must(actor) // before anything is read
      const taken = await takeTable(request)
      const registry = await app.database.asActor(actor, (trx) => findRegistry(trx, params.code))
      const read = await readTable(registry.schema, taken)
      const { planned, faults } = await app.database.asActor(actor, (trx) =>
        planTable(trx, actor, registry, read, taken.publish),
      )
      // With anything wrong nothing is imported.
      const taking = faults.length === 0 ? planned : []
      const added = taking.filter(({ known }) => known === null).length
      const changed = taking.filter(({ known, isChanged }) => known !== null && isChanged).length
      return {
        ...{ file: taken.file, sha256: taken.sha256, sheets: read.sheets, entries: planned.length },
        ...{ added, changed, unchanged: taking.length - added - changed },
        ...{ faultCount: faults.length, faults: faults.slice(0, 1000) },
      }
    },
  )

  app.post(
    '/registries/:code/imports',
    {
      config: { permission: 'registry.write', audit: 'exchange.import_registry_entries' },
      schema: {
        tags,
        consumes,
        summary: 'Import a table of your own entries, all of it or nothing (form: file, publish? = yes, sha256?)',
        params: Params,
        response: { 201: EntriesImported },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      await must(actor)
      const taken = await takeTable(request)
      if (taken.expected && taken.expected !== taken.sha256) throw refusals.fileChanged(taken.file)
      const registry = await app.database.asActor(actor, (trx) => findRegistry(trx, params.code))
      const read = await readTable(registry.schema, taken)
      const imported = await app.database.asActor(actor, async (trx) =>
        applyTable(trx, actor, await findRegistry(trx, params.code), taken, read),
      )
      return reply.code(201).send(imported)
    },
  )
}
