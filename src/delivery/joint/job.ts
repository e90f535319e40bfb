import type { Job } from '../../platform/jobs/index.ts'
import { refreshLights } from '../lights/index.ts'
import { raiseMissedReceipts } from './missedReceipts.ts'
import { followObjections } from './objections.ts'
import { raiseUnanswered } from './raiseUnanswered.ts'

/** What a side did not receive in time becomes a matter soon after. */
export const missedReceiptJob: Job = {
  name: 'delivery.missed_receipts',
  every: 30,
  run: ({ database, clock }) => raiseMissedReceipts(database, clock()),
}

/** An objection to a statement becomes a matter soon after, and is closed with it. */
export const objectionJob: Job = {
  name: 'delivery.objections',
  every: 30,
  run: async ({ database, clock }) => {
    await followObjections(database, clock())
  },
}

/** At the turn of each day in China, unanswered matters rise. */
export const jointJob: Job = {
  name: 'delivery.escalations',
  every: 'day',
  async run({ database, clock, log }) {
    if ((await raiseUnanswered(database, clock(), log)) > 0) await refreshLights(database, clock(), log)
  },
}
