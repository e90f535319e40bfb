import type { Job } from '../../platform/jobs/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { measureAll } from './measure.ts'

export { measureAll } from './measure.ts'

/** Measures what a checked change has changed, soon after it. */
export const measureJob: Job = {
  name: 'blueprint.measures',
  every: 5,
  run: ({ database, clock, log }) => measureAll(database, todayInChina(clock()), log),
}
