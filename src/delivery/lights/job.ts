import type { Job } from '../../platform/jobs/index.ts'
import { refreshLights } from './refresh.ts'

/** Judges what changed, or whose day has come, should whoever changed it have come no further than its commit. */
export const lightJob: Job = {
  name: 'delivery.lights',
  every: 5,
  run: ({ database, clock, log }) => refreshLights(database, clock(), log),
}
