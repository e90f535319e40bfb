import type { Job } from '../../platform/jobs/index.ts'
import { announceMissed, tellOthers } from './receipts.ts'
import { watchForAlerts } from './watch.ts'

/** Raises alerts soon after what gives rise to them, says who did not receive in time, and tells what was done. */
export const alertJob: Job = {
  name: 'monitoring.alerts',
  every: 15,
  async run({ database, clock }) {
    await watchForAlerts(database, clock())
    await announceMissed(database, clock())
    await tellOthers(database)
  },
}
