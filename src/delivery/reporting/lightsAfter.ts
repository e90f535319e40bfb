import type { FastifyInstance } from 'fastify'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { refreshLights } from '../lights/index.ts'
import { recheckReports } from './recheck.ts'

/** Runs a change as the actor, then brings the lights that hang on it up to date, so that the next page shows them. */
export function lightsAfter(app: Pick<FastifyInstance, 'database' | 'clock'>) {
  return async <Answer>(actor: Actor, work: (trx: Trx) => Promise<Answer>): Promise<Answer> => {
    const answer = await app.database.asActor(actor, work)
    await recheckReports(app.database, app.clock()) // figures that were believed may contradict other reports
    await refreshLights(app.database, app.clock())
    return answer
  }
}
