import type { Job } from '../../platform/jobs/index.ts'
import { refreshLights } from '../lights/index.ts'
import { raiseUnanswered } from './raiseUnanswered.ts'

/** At the turn of each day in China, unanswered matters rise. */
export const jointJob: Job = {
  name: 'delivery.escalations',
  every: 'day',
  async run({ database, clock }) {
    if ((await raiseUnanswered(database, clock())) > 0) await refreshLights(database, clock())
  },
}
