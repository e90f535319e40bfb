/** The day it is in China (ISO date): duties pass to successors, and deadlines pass, by local date. China keeps UTC+8 all year. */
export function todayInChina(now: Date = new Date()): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
