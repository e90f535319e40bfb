import type { JobLog } from './run.ts'

/**
 * Does the work for each item by itself, each in a transaction of its own: one that fails is logged, is tried again when
 * the job next runs, and keeps nothing from the others.
 * @returns for how many it was done
 */
export async function eachAlone<Item>(
  items: Iterable<Item>,
  work: (item: Item) => Promise<unknown>,
  log: JobLog | undefined,
): Promise<number> {
  let done = 0
  for (const item of items) {
    try {
      await work(item)
      done += 1
    } catch (error) {
      if (!log) throw error
      log.error({ err: error, item }, 'one of many failed')
    }
  }
  return done
}
