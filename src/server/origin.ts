import type { FastifyInstance } from 'fastify'
import { httpRefusals } from '../platform/http/index.ts'

const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a change that the page of another site asks a browser for (CSRF). Browsers say where a request comes from;
 * what says nothing is no browser, and carries no cookie that it was not given by its user.
 */
export function refuseForeignOrigins(app: FastifyInstance, publicUrl: string | undefined): void {
  app.addHook('onRequest', async (request) => {
    if (CHANGES_NOTHING.has(request.method)) return
    const { origin, host } = request.headers
    if (origin !== undefined) {
      if (!isOwn(origin, host, publicUrl)) throw httpRefusals.foreignOrigin(origin)
      return
    }
    const site = request.headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw httpRefusals.foreignOrigin(String(site))
  })
}

function isOwn(origin: string, host: string | undefined, publicUrl: string | undefined): boolean {
  if (publicUrl) return origin === publicUrl || isLocal(origin, host)
  return URL.canParse(origin) && new URL(origin).host === host
}

/** The operator's own browser on the machine itself, past the proxy. */
function isLocal(origin: string, host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '') && origin === `http://${host}`
}
