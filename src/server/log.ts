import type { FastifyInstance, FastifyServerOptions } from 'fastify'

/** Structured logs (JSON lines) on stderr, without secrets: no cookie, no header, no query, no link token. */
export function loggerOptions(level: string): FastifyServerOptions['logger'] {
  return level === 'silent'
    ? false
    : { level, base: null, timestamp: () => `,"at":"${new Date().toISOString()}"`, stream: process.stderr }
}

/** One line for each request when it is answered; failures of ours as errors. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const line = {
      id: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none', // the pattern: an address may hold a token
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      user: request.session?.userId,
      organization: request.session?.actor?.organizationId,
    }
    if (reply.statusCode >= 500) request.log.error(line, 'request')
    else request.log.info(line, 'request')
    done()
  })
}
