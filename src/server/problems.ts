import type { FastifyInstance, FastifyRequest } from 'fastify'
import { httpRefusals, internalProblem, PROBLEM_TYPE, problemOf, refusalOf } from '../platform/http/index.ts'

/** Answers every error as RFC 9457. What is our mistake is logged with its reason and answered without it. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error)
    const problem = refusal ? problemOf(refusal, instanceOf(request)) : internalProblem(instanceOf(request))
    if (!refusal) request.log.error({ err: error }, 'internal error')
    if (refusal?.kind === 'busy') reply.header('retry-after', String(refusal.facts.seconds ?? 5))
    // As a text: the route's response schema is that of its success.
    return reply
      .code(problem.status)
      .type(PROBLEM_TYPE)
      .serializer((payload: string) => payload)
      .send(JSON.stringify(problem))
  })
}

/** There is no such address. */
export function notFoundProblem(request: FastifyRequest) {
  return problemOf(httpRefusals.notFound(`address ${request.method} ${pathOf(request)}`), instanceOf(request))
}

function instanceOf(request: FastifyRequest): string {
  return `urn:qunce:request:${request.id}`
}

const pathOf = (request: FastifyRequest) => request.url.split('?')[0] ?? ''
