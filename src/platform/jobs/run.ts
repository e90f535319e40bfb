import type { DatabaseHandle } from '../database/index.ts'
import type { FileStore } from '../files/index.ts'
import { todayInChina } from '../time.ts'
import { JobLocks } from './locks.ts'

export interface JobContext {
  readonly database: DatabaseHandle
  readonly files: FileStore
  /** What time it is: a job asks again each time it runs. */
  readonly clock: () => Date
  readonly log: JobLog
}

export interface JobLog {
  error(facts: object, message: string): void
}

/** Work that the server does by itself, again and again: what it finds done it leaves, so a run too many harms nobody. */
export interface Job {
  /** `delivery.lights`; also what keeps two servers on one database from running it at once. */
  name: string
  /** Seconds from the end of one run to the next, or at the start and at the turn of each day in China. */
  every: number | 'day'
  run(context: JobContext): Promise<unknown>
}

export interface RunningJobs {
  /** Lets what runs now come to its end; nothing begins after. */
  stop(): Promise<void>
}

/** How often (ms) a daily job looks whether the day has turned: also after the machine slept. */
const LOOK_FOR_DAY_MS = 15_000

/**
 * Runs the jobs until stopped, each one at a time. One that fails is logged and runs again at its next time; it stops
 * neither the others nor the server.
 */
export function startJobs(
  jobs: readonly Job[],
  context: JobContext,
  { lookForDayMs = LOOK_FOR_DAY_MS } = {},
): RunningJobs {
  const names = new Set(jobs.map(({ name }) => name))
  if (names.size < jobs.length) throw new Error('Two jobs have the same name.')
  const locks = new JobLocks(context.database)
  const runners = jobs.map((job) => repeat(job, context, locks, lookForDayMs))
  return {
    async stop() {
      await Promise.all(runners.map((runner) => runner.stop()))
      locks.close()
    },
  }
}

function repeat(job: Job, context: JobContext, locks: JobLocks, lookForDayMs: number): RunningJobs {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let day: string | undefined
  const turn = async () => {
    const today = todayInChina(context.clock())
    if (job.every !== 'day' || today !== day) {
      const done = await runOnce(job, context, locks)
      if (done) day = today
    }
    if (stopped) return
    timer = setTimeout(next, job.every === 'day' ? lookForDayMs : job.every * 1000)
    timer.unref()
  }
  let running = Promise.resolve()
  const next = () => {
    running = turn()
  }
  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/**
 * @returns whether it came to its end here. While another server is at it, it is asked for again: should that one die, the
 * day's work is not left until tomorrow, and what it finds done it leaves.
 */
async function runOnce(job: Job, context: JobContext, locks: JobLocks): Promise<boolean> {
  try {
    return await locks.alone(job.name, () => job.run(context))
  } catch (error) {
    context.log.error({ err: error, job: job.name }, 'a job failed')
    return false
  }
}
