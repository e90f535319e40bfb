import type { Job } from '../../platform/jobs/index.ts'
import { refreshLights } from '../lights/index.ts'
import { raiseUnanswered } from './raiseUnanswered.ts'

/** At the turn of each day in China, unanswered matters rise. */
export const jointJob: Job = {
  name: 'delivery.escalations',
  every: 'day',
  async run({ database, clock, log }) {
    if ((await raiseUnanswered(database, clock(), log)) > 0) await refreshLights(database, clock(), log)
  },
}
