import type { JobLog } from '../../platform/jobs/index.ts'

export interface Repeating {
  /** Lets a turn that has begun come to its end. */
  stop(): Promise<void>
}

/** What fails so many times in a row is told: at a start, the others are not there yet. */
const TOLD_AFTER = 10
/** Longest pause (ms) after turns that failed. */
const LONGEST_MS = 5000

/** Does its turn again and again; after failures with longer pauses, and one line in the log for as long as it lasts. */
export function repeat(name: string, everyMs: number, turn: () => Promise<unknown>, log: JobLog): Repeating {
  let stopped = false
  let failures = 0
  let wake = () => {}
  const run = async () => {
    while (!stopped) {
      try {
        await turn()
        failures = 0
      } catch (error) {
        failures += 1
        if (!stopped && failures === TOLD_AFTER) log.error({ err: error, what: name }, 'failed, and is tried again')
      }
      const pause = failures === 0 ? everyMs : Math.min(everyMs * 2 ** failures, LONGEST_MS)
      if (!stopped)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pause)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  }
  const running = run()
  return {
    async stop() {
      stopped = true
      wake()
      await running
    },
  }
}
