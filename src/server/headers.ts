import type { FastifyInstance } from 'fastify'
import { originsOf } from './baseMap.ts'
import type { Settings } from './settings.ts'

/**
 * What the page may load: its own scripts only, none inline. Styles may be inline (the component library writes them
 * at run time), pictures may be data, the map's worker comes as a blob, and tiles from exactly the service that the
 * installation names.
 */
const contentSecurityPolicy = (tiles: readonly string[]) =>
  [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data: blob:", ...tiles].join(' '),
    ["connect-src 'self'", ...tiles].join(' '),
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "child-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
}

/** Adds the security headers to every answer, and keeps API answers out of shared caches. */
export function addSecurityHeaders(app: FastifyInstance, { publicUrl, baseMap }: Partial<Settings>): void {
  const headers = {
    ...HEADERS,
    'content-security-policy': contentSecurityPolicy(baseMap ? originsOf(baseMap) : []),
    ...(publicUrl?.startsWith('https://') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers)
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'private, no-cache')
    done()
  })
}
