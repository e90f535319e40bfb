import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { CLIENT_ADDRESS_HEADER } from './auth.ts'
import { SignInProviders } from './schemas.ts'
import type { OidcProvider } from './settings.ts'

/** better-auth's own addresses, `/api/auth/*` (sign-in, sign-out, two-factor, OIDC): it checks what comes and answers. */
export const authRoutes: FastifyPluginAsyncTypebox<{ oidc: readonly OidcProvider[] }> = async (app, { oidc }) => {
  app.get(
    '/providers',
    {
      config: { permission: 'public', audit: 'none' },
      schema: {
        tags: ['sign-in'],
        summary: 'Ways to sign in beside the password',
        response: { 200: SignInProviders },
      },
    },
    async () => ({ items: oidc.map(({ id, name }) => ({ id, name })) }),
  )

  // Its bodies are passed on as they came; only their size is ours to bound.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, body, done) => done(null, body))

  app.route({
    method: ['GET', 'POST'],
    url: '/*',
    config: { permission: 'public', audit: 'session.open' },
    schema: { hide: true, params: Type.Object({ '*': Type.String() }), response: { 200: {} } },
    handler: async (request, reply) => {
      const response = await app.auth.handler(toWebRequest(request))
      // Whatever it changed of this browser's session, ask anew the next time.
      if (request.method === 'POST' && request.session) app.sessions.forget(request.session.userId)
      return answerWith(reply, response)
    },
  })
}

/** The request as the web platform's own class, which better-auth takes. */
function toWebRequest(request: FastifyRequest): Request {
  const hasBody = request.method === 'POST' && Buffer.isBuffer(request.body)
  return new Request(new URL(request.url, `${request.protocol}://${request.host}`), {
    method: request.method,
    headers: webHeaders(request),
    ...(hasBody ? { body: new Uint8Array(request.body as Buffer) } : {}),
  })
}

/** The request's headers, with the caller's address as this server knows it. */
export function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  headers.set(CLIENT_ADDRESS_HEADER, request.ip)
  return headers
}

/** Passes better-auth's answer on. */
async function answerWith(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.code(response.status)
  for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  return reply.serializer((payload: string) => payload).send(await response.text())
}
