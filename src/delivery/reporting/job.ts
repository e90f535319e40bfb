import type { Job } from '../../platform/jobs/index.ts'
import { openDueCycles } from './cycles.ts'

/** Opens the cycles whose day has come. */
export const cycleJob: Job = {
  name: 'delivery.cycles',
  every: 600,
  run: async ({ database, clock, log }) => {
    await openDueCycles(database, clock(), log)
  },
}
