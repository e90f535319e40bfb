import { isLate } from '../../../platform/calendar/index.ts'
import type { LightName } from '../charts.ts'
import type { LightFact, ObligationFact, TaskFact } from '../facts.ts'

export const LIGHT_ORDER = ['red', 'yellow', 'grey', 'green', 'closed'] as const satisfies readonly LightName[]
export type Tally = Record<LightName, number>

/**
 * What became of a duty to report. A returned report counts as not submitted; one that is not due yet is not missing, and
 * one that came before its day has passed is early: not due either.
 */
export type Punctuality = 'on_time' | 'late' | 'missing' | 'not_due' | 'early' | 'waived'

export function punctualityOf(one: ObligationFact, today: string): Punctuality {
  if (one.state === 'waived') return 'waived'
  const came = one.state === 'returned' ? null : one.submittedOn
  if (!isLate(one.dueOn, today)) return came === null ? 'not_due' : 'early'
  if (came === null) return 'missing'
  return isLate(one.dueOn, came) ? 'late' : 'on_time'
}

export interface ReportTally {
  /** Whose day has passed, without those let off. */
  owed: number
  onTime: number
  late: number
  missing: number
  /** Whose day has not passed; `early` of them came already. */
  notDue: number
  early: number
  waived: number
}

export function reportTally(obligations: readonly ObligationFact[], today: string): ReportTally {
  const count = (kind: Punctuality) => obligations.filter((one) => punctualityOf(one, today) === kind).length
  const [onTime, late, missing, early] = [count('on_time'), count('late'), count('missing'), count('early')]
  return {
    owed: onTime + late + missing,
    onTime,
    late,
    missing,
    notDue: count('not_due') + early,
    early,
    waived: count('waived'),
  }
}

export const emptyTally = (): Tally => ({ red: 0, yellow: 0, grey: 0, green: 0, closed: 0 })

/** How many of these tasks had which light; tasks without one are not counted. */
export function lightTally(tasks: readonly TaskFact[], lights: ReadonlyMap<string, LightFact>): Tally {
  const tally = emptyTally()
  for (const { id } of tasks) {
    const light = lights.get(id)?.light
    if (light) tally[light] += 1
  }
  return tally
}

export const total = (tally: Tally): number => LIGHT_ORDER.reduce((sum, light) => sum + tally[light], 0)

export interface LightRow {
  key: string
  name: string
  tally: Tally
  /** As it was a year before; null: nothing is known of then. */
  before: Tally | null
}

type Lights = ReadonlyMap<string, LightFact>

function grouped(
  tasks: readonly TaskFact[],
  keysOf: (task: TaskFact) => readonly string[],
  nameOf: (key: string, task: TaskFact) => string,
  now: Lights,
  before: Lights | null,
): LightRow[] {
  const groups = new Map<string, { name: string; tasks: TaskFact[] }>()
  for (const task of tasks)
    for (const key of keysOf(task)) {
      const group = groups.get(key) ?? { name: nameOf(key, task), tasks: [] }
      group.tasks.push(task)
      groups.set(key, group)
    }
  return [...groups].map(([key, group]) => {
    const earlier = before ? lightTally(group.tasks, before) : null
    return {
      key,
      name: group.name,
      tally: lightTally(group.tasks, now),
      before: earlier && total(earlier) > 0 ? earlier : null,
    }
  })
}

export const isProvince = (code: string) => code.endsWith('0000')

/**
 * By province, each with its cities below it: a task of units in several places counts in each, hence the rows do not add
 * up to the whole.
 */
export function byPlace(
  tasks: readonly TaskFact[],
  names: ReadonlyMap<string, string>,
  now: Lights,
  before: Lights | null,
): LightRow[] {
  const cities = ({ places }: TaskFact) => places.filter((code) => code.endsWith('00') && code !== '000000')
  const rows = grouped(tasks, cities, (code) => names.get(code) ?? code, now, before)
  return rows.sort((one, other) => one.key.localeCompare(other.key))
}

/** By chapter, in the order of the text; where all tasks are of one chapter, by the headings next below it. */
export function byChapter(tasks: readonly TaskFact[], now: Lights, before: Lights | null): LightRow[] {
  const one = new Set(tasks.map(({ chapter }) => chapter)).size === 1
  if (one && tasks.some(({ section }) => section !== ''))
    return grouped(
      tasks,
      ({ section }) => [section],
      (_, { sectionLabel, chapterLabel }) => sectionLabel || `${chapterLabel}（未分节）`,
      now,
      before,
    )
  return grouped(
    tasks,
    ({ chapter }) => [chapter],
    (_, { chapterLabel }) => chapterLabel || '（未分章）',
    now,
    before,
  )
}

/** +2, −1, 持平; —: there is nothing to compare with. */
export function trendInWords(now: number, before: number | null): string {
  if (before === null) return '—'
  if (now === before) return '持平'
  return now > before ? `+${now - before}` : `−${before - now}`
}
