import { sql } from 'kysely'
import { eachAlone, type Job } from '../platform/jobs/index.ts'
import { Refusal } from '../platform/refusal.ts'
import { alignPair } from './alignPair.ts'
import { learnFromReviews } from './weightsStore.ts'

/** Aligns anew what has a newer version, carrying over what people said. */
export const alignmentJob: Job = {
  name: 'alignment.renew',
  every: 20,
  async run({ database, log }) {
    const { rows } = await database.asSystem((trx) =>
      sql<{ upper: string; lower: string }>`
        select a.upper_id as upper, a.lower_id as lower
        from alignment a
          join alignment_run r on r.alignment_id = a.id and r.number = a.run
          join document u on u.id = a.upper_id and not u.withdrawn
          join document l on l.id = a.lower_id and not l.withdrawn
        where r.upper_version < u.newest_version or r.lower_version < l.newest_version
        order by a.ordinal`.execute(trx),
    )
    await eachAlone(rows, ({ upper, lower }) => alignPair(database, null, upper, lower), log)
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
