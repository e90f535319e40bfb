import type { FastifyInstance } from 'fastify'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { keepLights } from '../lights/index.ts'
import { recheckReports } from './recheck.ts'

/** Runs a change as the actor, then brings the lights that hang on it up to date, so that the next page shows them. */
export function lightsAfter(app: Pick<FastifyInstance, 'database' | 'clock' | 'log'>) {
  return async <Answer>(actor: Actor, work: (trx: Trx) => Promise<Answer>): Promise<Answer> => {
    const answer = await app.database.asActor(actor, work)
    try {
      await recheckReports(app.database, app.clock()) // figures that were believed may contradict other reports
    } catch (error) {
      app.log.error({ err: error }, 'reports were not held against what is known') // the job makes up for it
    }
    await keepLights(app)
    return answer
  }
}
