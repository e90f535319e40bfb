import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { printApart } from '../../papers/index.ts'
import {
  attachment,
  CSV_TYPE,
  closed,
  csvOf,
  Once,
  takeForm,
  Uuid,
  XLSX_TYPE,
  xlsxOf,
} from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { IMPORT_LIMITS } from '../importing/limits.ts'
import { settingsOf } from '../importing/routes.ts'
import { blueprintRefusals } from '../refusals.ts'
import {
  KeepQuery,
  NewSiting,
  SiteRead,
  SitingAnswer,
  SitingDetail,
  SitingFilter,
  SitingList,
  SitingQuery,
} from '../schemas/siting.ts'
import { checkSite } from './check.ts'
import { sceneOf } from './drawing.ts'
import { everySiting, SITING_COLUMNS } from './exports.ts'
import { sitingNote } from './note.ts'
import { pictureOf } from './picture.ts'
import { sitingRefusals as refusals } from './refusals.ts'
import { expectChecker, expectReader, findSiting, keepSiting, listSitings } from './store.ts'
import { readSite } from './upload.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['blueprint']
const read = { permission: 'siting.read', audit: 'none' } as const
const file = (type: string) => ({ 200: { content: { [type]: { schema: Type.Any() } } } })
const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const MOST_MB = IMPORT_LIMITS.fileBytes >> 20

/** Sitings (选址核验): what stands on a site, and what that permits. */
export const sitingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())

  app.post(
    '/sitings/site',
    {
      config: { permission: 'siting.check', audit: 'none' },
      bodyLimit: IMPORT_LIMITS.fileBytes + 1024 * 1024,
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        summary: 'The ground that a file holds (form: file, settings as JSON, as for imports); nothing is kept of it',
        response: { 200: SiteRead },
      },
    },
    async (request) => {
      const { actor } = request
      // Before anything is read: who may not, needs not wait.
      await app.database.asActor(actor, expectChecker)
      const { fields, file: sent } = await takeForm(request, IMPORT_LIMITS.fileBytes, (name) =>
        blueprintRefusals.importTooLarge(name, `more than ${MOST_MB} MB`, `${MOST_MB} MB`),
      )
      if (!sent) throw blueprintRefusals.importFileMissing()
      const settings = settingsOf(fields.get('settings'))
      return readSite(app.database, actor, { fileName: sent.name || 'upload', bytes: sent.bytes, settings })
    },
  )

  app.post(
    '/sitings',
    {
      config: { permission: 'siting.check', audit: 'blueprint.keep_siting' },
      schema: {
        tags,
        summary: 'What stands on a site and what that permits; kept under a number of its year, or only answered',
        headers: Once,
        querystring: KeepQuery,
        body: NewSiting,
        response: { 200: SitingAnswer },
      },
    },
    async ({ actor, body, query, headers }) => {
      if (query.keep && body.name === undefined) throw refusals.nameMissing()
      const { site, result } = await checkSite(app.database, actor, body, app.clock(), today())
      if (!query.keep) return { kept: null, result }
      return app.database.asActor(actor, async (trx) => {
        const keeping = {
          asked: body,
          site,
          result,
          year: Number(today().slice(0, 4)),
          once: headers['idempotency-key'],
        }
        const { result: kept, ...siting } = await findSiting(trx, await keepSiting(trx, actor, keeping))
        return { kept: siting, result: kept }
      })
    },
  )

  app.get(
    '/sitings',
    {
      config: read,
      schema: {
        tags,
        summary: 'Kept sitings of which you see every layer that they name, the newest first',
        querystring: SitingQuery,
        response: { 200: SitingList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listSitings(trx, query)),
  )

  for (const [ending, type] of [
    ['csv', CSV_TYPE],
    ['xlsx', XLSX_TYPE],
  ] as const)
    app.get(
      `/sitings.${ending}`,
      {
        config: read,
        schema: {
          tags,
          summary: `Kept sitings as ${ending.toUpperCase()}`,
          querystring: SitingFilter,
          response: file(type.replace(/;.*/, '')),
        },
      },
      async ({ actor, query }, reply) => {
        // What may not be read is refused before a file begins.
        await app.database.asActor(actor, expectReader)
        reply.type(type).header('content-disposition', attachment(`选址核验清单-${today()}.${ending}`))
        const rows = everySiting(app.database, actor, query)
        return reply.send(
          ending === 'csv' ? Readable.from(csvOf(SITING_COLUMNS, rows)) : xlsxOf('选址核验', SITING_COLUMNS, rows),
        )
      },
    )

  app.get(
    '/sitings/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'A kept siting: what was asked, what stood there, what that permitted, and under which rules',
        params: Params,
        response: { 200: SitingDetail },
      },
    },
    ({ actor, params }) => app.database.asActor(actor, (trx) => findSiting(trx, params.id)),
  )

  app.get(
    '/sitings/:id.docx',
    {
      config: read,
      schema: {
        tags,
        summary: 'A kept siting as an official note with its map',
        params: Params,
        response: file(DOCX_TYPE),
      },
    },
    async ({ actor, params }, reply) => {
      const { siting, scene } = await app.database.asActor(actor, async (trx) => {
        const found = await findSiting(trx, params.id)
        return { siting: found, scene: await sceneOf(trx, found.result) }
      })
      const { paper, picture } = sitingNote(siting, app.publicUrl)
      const drawing = {
        ...pictureOf(scene, siting.result.site.geometry),
        before: picture,
        caption: siting.hasSample ? '核验范围及涉及空间示意图（示意边界）' : '核验范围及涉及空间示意图',
        alt: `${siting.name}的核验范围，涉及${siting.result.touched.length}处空间、控制线和设施`,
      }
      const bytes = await printApart({ paper, drawings: [drawing], origin: app.publicUrl })
      return reply
        .type(DOCX_TYPE)
        .header('content-disposition', attachment(`${paper.title}.docx`))
        .send(bytes)
    },
  )
}
