import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Refusal } from '../platform/refusal.ts'
import type { LinkToOpen } from './auth.ts'
import { webHeaders } from './authRoutes.ts'
import { isLinkUsable } from './links.ts'
import { escapeHtml, HTML_TYPE, page } from './pages/html.ts'
import { type Messages, messagesFor } from './pages/messages.ts'
import { PASSWORD_LENGTH } from './password.ts'

const Token = Type.Object({ token: Type.String({ pattern: '^[A-Za-z0-9_-]{20,100}$' }) })
const Html = { 200: Type.String({ description: 'a page' }), '4xx': Type.String({ description: 'a page' }) }
const FEW_A_MINUTE = { max: 20, timeWindow: '1 minute' }

/** The pages behind one-time links: signing in, and choosing a password on an invitation. They work without scripts. */
export const linkRoutes: FastifyPluginAsyncTypebox = async (app) => {
  // The forms of these pages only: everything else speaks JSON.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 4096 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )

  app.get(
    '/sign-in/:token',
    {
      exposeHeadRoute: false, // a preview that only looks must not use the link up
      config: { permission: 'public', audit: 'session.open', rateLimit: FEW_A_MINUTE },
      schema: { hide: true, params: Token, response: Html },
    },
    async (request, reply) => {
      const { token } = request.params
      const purpose = String(request.headers['sec-purpose'] ?? request.headers.purpose ?? '')
      if (purpose.includes('prefetch')) return reply.code(425).send('')
      return openLink(request, reply, { token, purpose: 'sign_in' })
    },
  )

  app.get(
    '/set-password/:token',
    {
      config: { permission: 'public', audit: 'none', rateLimit: FEW_A_MINUTE },
      schema: { hide: true, params: Token, response: Html },
    },
    async (request, reply) => {
      const messages = messagesFor(request.headers['accept-language'])
      const usable = await isLinkUsable(app.database, request.params.token)
      return usable ? reply.type(HTML_TYPE).send(passwordPage(messages)) : uselessLink(reply, messages)
    },
  )

  app.post(
    '/set-password/:token',
    {
      config: { permission: 'public', audit: 'session.open', rateLimit: FEW_A_MINUTE },
      schema: {
        hide: true,
        params: Token,
        body: Type.Object({ password: Type.String({ maxLength: 1000, pattern: '^[^\\0]*$' }) }),
        response: Html,
      },
    },
    (request, reply) =>
      openLink(request, reply, {
        token: request.params.token,
        purpose: 'set_password',
        password: request.body.password,
      }),
  )

  async function openLink(request: FastifyRequest, reply: FastifyReply, link: LinkToOpen) {
    const messages = messagesFor(request.headers['accept-language'])
    try {
      const opened = await app.auth.api.openLink({ body: link, headers: webHeaders(request), returnHeaders: true })
      app.sessions.forget(opened.response.userId)
      if (!opened.response.signedIn) return reply.redirect('/sign-in', 303)
      return reply.header('set-cookie', opened.headers.getSetCookie()).redirect('/', 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (error.code !== 'password_too_short') return uselessLink(reply, messages)
      return reply
        .code(422)
        .type(HTML_TYPE)
        .send(passwordPage(messages, messages.passwordTooShort(PASSWORD_LENGTH.minimum)))
    }
  }
}

function passwordPage(messages: Messages, wrong?: string): string {
  return page(
    messages,
    messages.passwordTitle,
    `<form method="post"><label for="password">${escapeHtml(messages.passwordLabel(PASSWORD_LENGTH.minimum))}</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="${PASSWORD_LENGTH.minimum}" maxlength="${PASSWORD_LENGTH.maximum}" required autofocus>
${wrong ? `<p class="wrong" role="alert">${escapeHtml(wrong)}</p>` : ''}
<button type="submit">${escapeHtml(messages.passwordButton)}</button></form>`,
  )
}

function uselessLink(reply: FastifyReply, messages: Messages) {
  const body = `<p>${escapeHtml(messages.linkUselessText)}</p><p><a href="/">${escapeHtml(messages.toSignIn)}</a></p>`
  return reply
    .code(403)
    .type(HTML_TYPE)
    .send(page(messages, messages.linkUselessTitle, body))
}
