import type { Means } from '../../../../src/monitoring/schemas.ts'

export const KINDS = ['surface_water', 'ground_water', 'air', 'sea', 'other'] as const
export type Kind = (typeof KINDS)[number]
export const STEPS = ['hour', 'day', 'month'] as const
export type Step = (typeof STEPS)[number]

/** What stands in the address of the list of stations. */
export interface StationsSearch {
  q?: string
  kind?: Kind
  place?: string
}

/** What stands in the address of one station: the datastream in view, by which means, from when to when. */
export interface StationSearch {
  stream?: number
  step?: Step
  from?: string
  to?: string
}

const text = (value: unknown, form: RegExp) => (typeof value === 'string' && form.test(value) ? value : undefined)
const said = <T extends object>(found: T) =>
  Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>
  }

export const readStationsSearch = (search: Record<string, unknown>): StationsSearch =>
  said({
    q: text(search.q, /^.{1,100}$/),
    kind: KINDS.find((one) => one === search.kind),
    place: text(search.place, /^\d{6}$/),
  })

export function readStationSearch(search: Record<string, unknown>): StationSearch {
  const stream = /^[1-9]\d{0,9}$/.test(String(search.stream ?? '')) ? Number(search.stream) : undefined
  const DAY = /^\d{4}-\d\d-\d\d$/
  return said({
    stream,
    step: STEPS.find((one) => one === search.step),
    from: text(search.from, DAY),
    to: text(search.to, DAY),
  })
}

const DAY_MS = 86_400_000
/** How many days one sees at first, and may see at most, by how long a mean is. */
const DAYS: Readonly<Record<Step, { shown: number; most: number }>> = {
  hour: { shown: 14, most: 31 },
  day: { shown: 366, most: 1100 },
  month: { shown: 3650, most: 40_000 },
}
const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** From which day to which: as the address says, never longer than the server gives; otherwise the last that there is. */
export function spanOf(search: StationSearch, by: Step, last: string): { from: string; to: string } {
  const to = search.to ?? last
  const from = search.from ?? addDays(to, 1 - DAYS[by].shown)
  const earliest = addDays(to, 1 - DAYS[by].most)
  return { from: from < earliest || from > to ? earliest : from, to }
}

/** By which means a datastream is shown first: dense ones by day, those of some data a month as they are, by month. */
export function stepFor({ observations, firstTime, lastTime }: StreamSize): Step {
  if (!firstTime || !lastTime) return 'month'
  const days = (Date.parse(lastTime) - Date.parse(firstTime)) / DAY_MS + 1
  const perDay = observations / days
  return perDay > 2 ? (days <= 31 ? 'hour' : 'day') : perDay > 0.5 ? 'day' : 'month'
}
interface StreamSize {
  observations: number
  firstTime: string | null
  lastTime: string | null
}

export interface MeanPoint {
  /** Milliseconds. */
  at: number
  mean: number | null
  lowest: number | null
  highest: number | null
  count: number
  flagged: number
}

const number = (value: string | number | null | undefined) =>
  value === null || value === undefined ? null : Number(value)

/** The means in their order; where one or more steps have none, an empty point breaks the line. */
export function withGaps(periods: Means['series'][number]['periods'], by: Step): MeanPoint[] {
  const points: MeanPoint[] = []
  for (const [begin, mean, count, lowest, highest, , , flagged] of periods) {
    const at = momentOf(String(begin))
    const before = points.at(-1)
    if (before && at > nextAfter(before.at, by)) points.push({ ...empty, at: nextAfter(before.at, by) })
    points.push({
      ...{ at, mean: number(mean), lowest: number(lowest), highest: number(highest) },
      ...{ count: number(count) ?? 0, flagged: number(flagged) ?? 0 },
    })
  }
  return points
}
const empty = { mean: null, lowest: null, highest: null, count: 0, flagged: 0 }

/** Hours come as moments, days and months as days of China. */
const momentOf = (begin: string) => Date.parse(begin.includes('T') ? begin : `${begin}T00:00+08:00`)

function nextAfter(at: number, by: Step): number {
  if (by !== 'month') return at + (by === 'hour' ? 3_600_000 : DAY_MS)
  const day = new Date(at + 8 * 3_600_000)
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1) - 8 * 3_600_000
}

/** How long ago something was, in the largest unit that fits. */
export function ageOf(moment: string, now: number): { unit: 'minutes' | 'hours' | 'days' | 'months'; count: number } {
  const minutes = Math.max(0, Math.floor((now - Date.parse(moment)) / 60_000))
  if (minutes < 60) return { unit: 'minutes', count: minutes }
  if (minutes < 48 * 60) return { unit: 'hours', count: Math.floor(minutes / 60) }
  const days = Math.floor(minutes / 1440)
  return days < 62 ? { unit: 'days', count: days } : { unit: 'months', count: Math.floor(days / 30.44) }
}
