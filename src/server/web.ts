import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { PROBLEM_TYPE } from '../platform/http/index.ts'
import { escapeHtml, HTML_TYPE, page } from './pages/html.ts'
import { messagesFor } from './pages/messages.ts'
import { notFoundProblem } from './problems.ts'

/** The built web application. Addresses that it routes itself (`/documents/…`) get its page; unknown API ones do not. */
export const webRoutes: FastifyPluginAsyncTypebox<{ folder: string | undefined }> = async (app, options) => {
  const folder = options.folder === undefined ? undefined : resolve(options.folder)
  if (folder) await app.register(fastifyStatic, { root: folder, serve: false, preCompressed: true })

  app.get(
    '/*',
    {
      config: { permission: 'public', audit: 'none' },
      schema: { hide: true, params: Type.Object({ '*': Type.String() }), response: { 200: {} } },
    },
    async (request, reply) => {
      const path = request.params['*']
      if (/^(api|ogc)(\/|$)/.test(path) || path.includes('\0')) return notFound(request, reply)
      if (!folder || !existsSync(join(folder, 'index.html'))) return notBuilt(request, reply)
      // Names under assets/ carry the hash of what is in them.
      if (path.startsWith('assets/')) return reply.sendFile(path, { maxAge: '365d', immutable: true })
      const isFile = path !== '' && /\.\w+$/.test(path) && existsSync(join(folder, path))
      return isFile ? reply.sendFile(path, { maxAge: 0 }) : reply.sendFile('index.html', { maxAge: 0 })
    },
  )
  app.setNotFoundHandler(notFound)
}

function notFound(request: FastifyRequest, reply: FastifyReply) {
  return reply
    .code(404)
    .type(PROBLEM_TYPE)
    .serializer((payload: string) => payload)
    .send(JSON.stringify(notFoundProblem(request)))
}

function notBuilt(request: FastifyRequest, reply: FastifyReply) {
  const messages = messagesFor(request.headers['accept-language'])
  const body = `<p>${escapeHtml(messages.notBuiltText)} <a href="/api/docs">/api/docs</a></p>`
  return reply
    .code(503)
    .type(HTML_TYPE)
    .send(page(messages, messages.notBuiltTitle, body))
}
