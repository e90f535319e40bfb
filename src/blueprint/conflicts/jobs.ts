import type { Job } from '../../platform/jobs/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { recheckAll } from './recheck.ts'

/** Looks for conflicts where a revision changed something, soon after it. */
export const conflictJob: Job = {
  name: 'blueprint.conflicts',
  every: 2,
  run: ({ database, clock, log }) => recheckAll(database, todayInChina(clock()), log),
}
