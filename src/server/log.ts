import { writeSync } from 'node:fs'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'

/** Where log lines go when not to stderr. */
export type LogStream = { write(line: string): void }

/** Structured logs (JSON lines) on stderr, without secrets: no cookie, no header, no query, no link token. */
export function loggerOptions(level: string, stream?: LogStream): FastifyServerOptions['logger'] {
  return level === 'silent'
    ? false
    : { level, base: null, timestamp: () => `,"at":"${new Date().toISOString()}"`, stream: stream ?? batched }
}

/** Lines wait this long (ms) for others, to be written together: a write for each request would cost more than its log. */
const BATCH_MS = 100

let waiting = ''

/** Writes to stderr in batches, the last one when the process ends. */
const batched: LogStream = {
  write(line) {
    if (waiting === '') setTimeout(() => flush((text) => process.stderr.write(text)), BATCH_MS).unref()
    waiting += line
  },
}
process.on('exit', () => flush((text) => writeSync(process.stderr.fd, text)))

function flush(write: (text: string) => void): void {
  if (waiting !== '') write(waiting)
  waiting = ''
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
