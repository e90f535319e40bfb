import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { version } from './about.ts'
import { apiPage, type OpenApi } from './pages/apiPage.ts'
import { HTML_TYPE } from './pages/html.ts'
import { messagesFor } from './pages/messages.ts'

/** OpenAPI 3.1 of every route, made of the very schemas that validate, and a page of it to read. Before the other routes. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Qunce 群策',
        version,
        description:
          'One shared register of the commitments of a city cluster’s plans. Errors are RFC 9457 problems with a stable `code`. Sign in at `/api/auth/sign-in/email`; the session is a cookie.',
      },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'qunce.session_token' } },
      },
    },
    transform: ({ schema, url, route }) => {
      const { permission, audit } = route.config ?? {}
      const open = permission === 'public'
      const declared = { 'x-permission': permission, 'x-audit': audit, security: open ? [] : [{ session: [] }] }
      return { schema: { ...schema, ...declared }, url }
    },
  })

  app.get(
    '/api/openapi.json',
    {
      config: { permission: 'public', audit: 'none' },
      schema: { tags: ['server'], summary: 'This description', response: { 200: Type.Unknown() } },
    },
    async (_request, reply) => reply.serializer(JSON.stringify).send(app.swagger()),
  )

  app.get(
    '/api/docs',
    {
      config: { permission: 'public', audit: 'none' },
      schema: { tags: ['server'], summary: 'This description as a page', response: { 200: Type.String() } },
    },
    async (request, reply) => {
      const messages = messagesFor(request.headers['accept-language'])
      return reply.type(HTML_TYPE).send(apiPage(messages, app.swagger() as unknown as OpenApi))
    },
  )
}
