import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { httpRefusals } from '../platform/http/index.ts'

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a change that the page of another site asks a browser for (CSRF). Browsers say where a request comes from;
 * what says nothing is no browser, and carries no cookie that it was not given by its user.
 */
export function refuseForeignOrigins(app: FastifyInstance, publicUrl: string | undefined): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const foreign = CHANGES_NOTHING.has(request.method) ? undefined : foreignOrigin(request.headers, publicUrl)
    done(foreign === undefined ? undefined : httpRefusals.foreignOrigin(foreign))
  })
}

/** The other site that a request comes from; undefined when it comes from our own page, or from no browser. */
function foreignOrigin(headers: IncomingHttpHeaders, publicUrl: string | undefined): string | undefined {
  const { origin, host } = headers
  if (origin !== undefined) return isOwn(origin, host, publicUrl) ? undefined : origin
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none' ? undefined : String(site)
}

function isOwn(origin: string, host: string | undefined, publicUrl: string | undefined): boolean {
  if (publicUrl) return origin === publicUrl || isLocal(origin, host)
  return URL.canParse(origin) && new URL(origin).host === host
}

/** The operator's own browser on the machine itself, past the proxy. */
function isLocal(origin: string, host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '') && origin === `http://${host}`
}
