export interface Span {
  unit: 'days' | 'hours' | 'minutes'
  days: number
  hours: number
  minutes: number
}

const MINUTE = 60_000

/** How long it is from one moment to another, whichever comes first, in whole minutes; of more than a day in hours. */
export function spanBetween(one: number, other: number): Span {
  const minutes = Math.floor(Math.abs(other - one) / MINUTE)
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60)]
  return {
    unit: days > 0 ? 'days' : hours > 0 ? 'hours' : 'minutes',
    days,
    hours: days > 0 ? hours % 24 : hours,
    minutes: minutes % 60,
  }
}

interface Owed {
  receiveBy: string
  receivedAt: string | null
  missedAt: string | null
}

/**
 * How a receipt stands: in time, late, still waited for, past its time, or waited for no more because all is over. The
 * clock decides as soon as the time has passed, though the job that says so comes a little later.
 */
export function receiptState(
  { receiveBy, receivedAt, missedAt }: Owed,
  isClosed: boolean,
  now: number,
): 'received' | 'late' | 'waiting' | 'missed' | 'over' {
  if (receivedAt !== null) return missedAt !== null || receivedAt > receiveBy ? 'late' : 'received'
  if (missedAt !== null || (!isClosed && now > Date.parse(receiveBy))) return 'missed'
  return isClosed ? 'over' : 'waiting'
}
