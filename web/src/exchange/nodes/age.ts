export interface Age {
  unit: 'minute' | 'hour' | 'day'
  count: number
}

const MINUTE = 60_000

/** How long ago a moment was, in the largest whole unit; null: less than a minute. */
export function ageOf(moment: string, now: string): Age | null {
  const minutes = Math.floor((Date.parse(now) - Date.parse(moment)) / MINUTE)
  if (minutes < 1) return null
  if (minutes < 60) return { unit: 'minute', count: minutes }
  return minutes < 1440
    ? { unit: 'hour', count: Math.floor(minutes / 60) }
    : { unit: 'day', count: Math.floor(minutes / 1440) }
}

/** Whether figures that are complete up to a moment are old; those of a node that was never heard are. */
export const isOld = (completeAt: string | null, now: string, oldAfterMinutes: number): boolean =>
  completeAt === null || Date.parse(now) - Date.parse(completeAt) > oldAfterMinutes * MINUTE
