import { eachAlone, type Job } from '../platform/jobs/index.ts'
import { Refusal } from '../platform/refusal.ts'
import { alignPair } from './alignPair.ts'
import { beginAttempt, forgetAttempts, noteFailure, outdatedAlignments } from './attempts.ts'
import { learnFromReviews } from './weightsStore.ts'

/**
 * Aligns anew what has a newer version, carrying over what people said. What fails is tried again after a while, longer
 * each time, and says so meanwhile.
 */
export const alignmentJob: Job = {
  name: 'alignment.renew',
  every: 20,
  async run({ database, clock, log }) {
    const outdated = await database.asSystem((trx) => outdatedAlignments(trx, clock()))
    await eachAlone(
      outdated,
      async (one) => {
        await database.asSystem((trx) => beginAttempt(trx, one, clock()))
        try {
          await alignPair(database, null, one.upper, one.lower)
        } catch (error) {
          await database.asSystem((trx) => noteFailure(trx, one.id, error))
          throw error
        }
        await database.asSystem((trx) => forgetAttempts(trx, one.id))
      },
      log,
    )
  },
}

/** Learns once a day from what people said. */
export const learningJob: Job = {
  name: 'alignment.learn',
  every: 'day',
  async run({ database }) {
    try {
      await database.asSystem((trx) => learnFromReviews(trx, null))
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'nothing_to_learn')) throw error
    }
  },
}

export const alignmentJobs: readonly Job[] = [alignmentJob, learningJob]
