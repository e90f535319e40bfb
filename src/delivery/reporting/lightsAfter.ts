import type { FastifyInstance } from 'fastify'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { keepLights } from '../lights/index.ts'

/** Runs a change as the actor, then brings the lights that hang on it up to date, so that the next page shows them. */
export function lightsAfter(app: Pick<FastifyInstance, 'database' | 'clock' | 'log'>) {
  return async <Answer>(actor: Actor, work: (trx: Trx) => Promise<Answer>): Promise<Answer> => {
    const answer = await app.database.asActor(actor, work)
    await keepLights(app)
    return answer
  }
}
