import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { closed, httpRefusals, isClean, Once, takeForm, Uuid } from '../../platform/http/index.ts'
import { Refusal } from '../../platform/refusal.ts'
import { todayInChina } from '../../platform/time.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'
import { Application, Applied, Import, ImportList, Settings, WaitQuery } from '../schemas/imports.ts'
import { applyImport } from './apply.ts'
import { IMPORT_LIMITS } from './limits.ts'
import { beginImport, type ImportHouse, isRunning, readAgain, waitFor } from './run.ts'
import { findImport, importPreview, listImports } from './store.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['blueprint']
const own = { permission: 'blueprint.import', audit: 'none' } as const

/** Spatial data on its way in: sent, read apart from the server, looked at, applied as a whole or not at all. */
export const importRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const house: ImportHouse = { database: app.database, files: app.files, log: app.log }
  const find = async (actor: FastifyRequest['actor'], id: string) => {
    const {
      reading: _reading,
      isStale: _isStale,
      ...found
    } = await app.database.asActor(actor, (trx) => findImport(trx, id))
    return found
  }

  app.post(
    '/imports',
    {
      config: own,
      bodyLimit: IMPORT_LIMITS.fileBytes + 1024 * 1024,
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        summary: 'Send a file of spatial data to be read (form: file, settings as JSON); it is applied later',
        headers: Once,
        querystring: WaitQuery,
        response: { 201: Import },
      },
    },
    async (request, reply) => {
      const { actor, query, headers } = request
      // Before anything is read: who may not, needs not wait.
      await app.database.asActor(actor, listImports)
      const tooLarge = (name: string) =>
        refusals.importTooLarge(
          name,
          `more than ${IMPORT_LIMITS.fileBytes >> 20} MB`,
          `${IMPORT_LIMITS.fileBytes >> 20} MB`,
        )
      const { fields, file } = await takeForm(request, IMPORT_LIMITS.fileBytes, tooLarge)
      if (!file) throw refusals.importFileMissing()
      const upload = {
        fileName: file.name || 'upload',
        bytes: file.bytes,
        settings: settingsOf(fields.get('settings')),
      }
      const id = await beginImport(house, actor, upload, headers['idempotency-key'])
      await waitFor(id, query.wait)
      return reply.code(201).send(await find(actor, id))
    },
  )

  app.get(
    '/imports',
    { config: own, schema: { tags, summary: 'Your uploads, the newest first', response: { 200: ImportList } } },
    ({ actor }) => app.database.asActor(actor, listImports),
  )

  app.get(
    '/imports/:id',
    {
      config: own,
      schema: {
        tags,
        summary: 'What was found in an upload, and what is wrong with it; while it is read, how far',
        params: Params,
        querystring: WaitQuery,
        response: { 200: Import },
      },
    },
    async ({ actor, params, query }) => {
      const upload = await app.database.asActor(actor, (trx) => findImport(trx, params.id))
      // A restart cut it off: it is read anew for whoever asks.
      if (upload.isStale && !isRunning(params.id)) await readAgain(house, actor, upload, upload.settings)
      await waitFor(params.id, query.wait)
      return find(actor, params.id)
    },
  )

  app.get(
    '/imports/:id/preview.geojson',
    {
      config: own,
      schema: {
        tags,
        summary: 'An upload thinned out for looking at, in CGCS2000 degrees',
        params: Params,
        response: { 200: { content: { 'application/geo+json': { schema: Type.Any() } } } },
      },
    },
    async ({ actor, params }, reply) =>
      reply
        .type('application/geo+json; charset=utf-8')
        .send(JSON.stringify(await app.database.asActor(actor, (trx) => importPreview(trx, params.id)))),
  )

  app.put(
    '/imports/:id/settings',
    {
      config: own,
      schema: {
        tags,
        summary: 'Read it again with other settings: layer, coordinate system, encoding, fields',
        params: Params,
        querystring: WaitQuery,
        body: Settings,
        response: { 200: Import },
      },
    },
    async ({ actor, params, query, body }) => {
      await readAgain(house, actor, await find(actor, params.id), body)
      await waitFor(params.id, query.wait)
      return find(actor, params.id)
    },
  )

  app.post(
    '/imports/:id/apply',
    {
      config: { permission: 'blueprint.import', audit: 'blueprint.import' },
      schema: {
        tags,
        summary: 'Put it into a layer in the place of all that it held, all of it or nothing',
        params: Params,
        body: Application,
        response: { 200: Applied },
      },
    },
    async ({ actor, params, body }) => {
      const { number, counts } = await applyImport(house, actor, params.id, body, todayInChina(app.clock()))
      return { revision: number, counts }
    },
  )
}

/** @throws Refusal import_settings_invalid, text_unclean */
function settingsOf(text: string | undefined): Settings {
  if (!text) return {}
  let value: unknown
  try {
    value = JSON.parse(text, expectSeen)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw refusals.importSettingsInvalid('JSON')
  }
  if (Value.Check(Settings, value)) return value
  const [error] = Value.Errors(Settings, value)
  throw refusals.importSettingsInvalid(error ? `${error.instancePath} ${error.message}` : 'as documented')
}

/** A text within JSON may hold what the form's own text does not show. @throws Refusal text_unclean */
function expectSeen(field: string, value: unknown): unknown {
  if (!isClean(field, 'line') || (typeof value === 'string' && !isClean(value, 'line')))
    throw httpRefusals.textUnclean('settings')
  return value
}
