import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { closed, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { holdProgramme } from '../holds.ts'
import { keepLights } from '../lights/index.ts'
import { ownProgramme } from '../tasks/index.ts'
import { applyImport } from './apply.ts'
import { type PreparedImport, prepareImport } from './prepare.ts'
import { ledgerRefusals } from './refusals.ts'
import { mappingProblem } from './rules/mapping.ts'
import { ledgerTables } from './rules/table.ts'
import { LedgerImported, LedgerPreview } from './schemas.ts'
import { takeLedger, type UploadedLedger } from './upload.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['delivery']
const SAMPLES = 5

/** Taking over a 台账 from a spreadsheet: looked at first, then imported as a whole. */
export const ledgerRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/programmes/:id/imports/preview',
    {
      config: { permission: 'delivery.dispatch', audit: 'none' },
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        summary: 'What importing a ledger would do, and all that is wrong with it (form: file, mapping?, sheet?)',
        params: Params,
        response: { 200: LedgerPreview },
      },
    },
    async (request) => {
      const { actor, params } = request
      await app.database.asActor(actor, (trx) => ownProgramme(trx, actor, params.id)) // before anything is read
      const ledger = await takeLedger(request)
      const prepared = await app.database.asActor(actor, async (trx) =>
        prepareImport(trx, await ownProgramme(trx, actor, params.id), ledger.source, wishesOf(ledger, app.clock())),
      )
      return previewOf(ledger, prepared)
    },
  )

  app.post(
    '/programmes/:id/imports',
    {
      config: { permission: 'delivery.dispatch', audit: 'ledger.import' },
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        summary: 'Import a ledger, all of it or nothing (form: file, mapping, sheet?, sha256?)',
        params: Params,
        response: { 200: LedgerImported },
      },
    },
    async (request) => {
      const { actor, params } = request
      await app.database.asActor(actor, (trx) => ownProgramme(trx, actor, params.id))
      const ledger = await takeLedger(request)
      if (ledger.expected && ledger.expected !== ledger.sha256) throw ledgerRefusals.fileChanged()
      const now = app.clock()
      const imported = await app.database.asActor(actor, async (trx) => {
        await holdProgramme(trx, params.id)
        const programme = await ownProgramme(trx, actor, params.id)
        const prepared = await prepareImport(trx, programme, ledger.source, wishesOf(ledger, now))
        const problem = mappingProblem(prepared.mapping, prepared.table.headings.cells.length)
        if (problem) throw ledgerRefusals.mappingUnfit(problem.field, problem.why)
        return applyImport(trx, actor, programme, prepared, { name: ledger.fileName, sha256: ledger.sha256 }, now)
      })
      await keepLights(app, now)
      return imported
    },
  )
}

const wishesOf = ({ sheet, mapping }: UploadedLedger, now: Date) => ({ sheet, mapping, today: todayInChina(now) })

function previewOf(
  { source, sha256 }: UploadedLedger,
  { table, mapping, errors, planned }: PreparedImport,
): LedgerPreview {
  const changed = planned.filter(({ changes }) => changes.length > 0)
  const added = planned.filter(({ known }) => known === null).length
  return {
    sha256,
    sheets: ledgerTables(source).map(({ sheet }) => sheet),
    sheet: table.sheet,
    headings: [...table.headings.cells],
    samples: table.rows.slice(0, SAMPLES).map(({ cells }) => [...cells]),
    mapping: mapping as Record<string, number>,
    complete: mappingProblem(mapping, table.headings.cells.length) === null,
    rows: table.rows.length,
    added,
    changed: changed.length,
    unchanged: planned.length - added - changed.length,
    errorCount: errors.length,
    errors: errors.slice(0, 1000),
    changes: changed.slice(0, 200).map(({ row, task, changes }) => ({ row, title: task.title, fields: changes })),
  }
}
