import type { Job } from '../../platform/jobs/index.ts'
import { retireObservations } from './retention.ts'

/** Takes out observations whose time is over, where a rule says so. */
export const retentionJob: Job = {
  name: 'monitoring.retention',
  every: 'day',
  async run({ database, clock }) {
    await retireObservations(database, clock())
  },
}
