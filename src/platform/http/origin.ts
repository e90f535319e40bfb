import type { FastifyRequest } from 'fastify'

/** Where links to our pages begin: the address that was set. A Host header is anybody's; it serves where nothing is set. */
export function originOf(request: FastifyRequest): string {
  return request.server.publicUrl ?? `${request.protocol}://${request.host}`
}
