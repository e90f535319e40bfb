import type { ListClass } from '../tables.ts'

/** A project on a year's list. Money is whole 万元. */
export interface ListedProject {
  class: ListClass
  totalWan: number | null
  plannedWan: number | null
  /** Since 1 January up to the newest month reported; null: nothing was reported. */
  investedWan: number | null
  inPlaceWan: number | null
  startedOn: string | null
  finishedOn: string | null
}

export interface ClassFigures {
  class: ListClass | 'all'
  count: number
  /** Sums of what is known; the counts beside them say of how many projects nothing is known. */
  totalWan: number
  totalUnknown: number
  plannedWan: number
  plannedUnknown: number
  investedWan: number
  unreported: number
  inPlaceWan: number
}

export interface YearFigures {
  year: number
  classes: ClassFigures[]
  all: ClassFigures
  /** 年度投资完成率: done over planned; null where nothing is planned or nothing was reported. */
  investmentRate: number | null
  /** What part of the year has passed. */
  elapsed: number
  /** 资金到位率 */
  inPlaceRate: number | null
  /** 开工率: started over planned to start. */
  startRate: number | null
  started: number
  /** 竣工率 */
  finishRate: number | null
  finished: number
}

const CLASSES: readonly ListClass[] = ['starting', 'continuing', 'finished', 'preparing', 'reserve']

/** Counts and sums of a year's list with its rates. Source: plan-supervision.md §3. Sums are of whole 万元. */
export function yearFigures(year: number, projects: readonly ListedProject[], today: string): YearFigures {
  const classes = CLASSES.map((kind) =>
    figuresOf(
      kind,
      projects.filter((one) => one.class === kind),
    ),
  )
  const all = figuresOf('all', projects)
  const starts = projects.filter((one) => one.class === 'starting')
  const ends = projects.filter((one) => one.class === 'finished')
  const inYear = (day: string | null) => day?.startsWith(String(year)) ?? false
  const started = starts.filter((one) => inYear(one.startedOn)).length
  const finished = ends.filter((one) => inYear(one.finishedOn)).length
  // What preparatory works spend was not planned for the year: it is no part of what was done of the plan.
  const planned = figuresOf(
    'all',
    projects.filter((one) => one.plannedWan !== null),
  )
  return {
    year,
    classes: classes.filter(({ count }) => count > 0),
    all,
    investmentRate: planned.unreported < planned.count ? share(planned.investedWan, planned.plannedWan) : null,
    elapsed: elapsedOf(year, today),
    inPlaceRate: projects.some((one) => one.plannedWan !== null && one.inPlaceWan !== null)
      ? share(planned.inPlaceWan, planned.plannedWan)
      : null,
    startRate: share(started, starts.length),
    started,
    finishRate: share(finished, ends.length),
    finished,
  }
}

function figuresOf(kind: ListClass | 'all', projects: readonly ListedProject[]): ClassFigures {
  const sum = (value: (one: ListedProject) => number | null) =>
    projects.reduce((total, one) => total + (value(one) ?? 0), 0)
  const invests = projects.filter((one) => one.class !== 'reserve' && one.class !== 'preparing')
  return {
    class: kind,
    count: projects.length,
    totalWan: sum((one) => one.totalWan),
    totalUnknown: projects.filter((one) => one.totalWan === null).length,
    plannedWan: sum((one) => one.plannedWan),
    plannedUnknown: invests.filter((one) => one.plannedWan === null).length,
    investedWan: sum((one) => one.investedWan),
    unreported: invests.filter((one) => one.investedWan === null).length,
    inPlaceWan: sum((one) => one.inPlaceWan),
  }
}

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** By whole months: what is reported is reported by the end of a month. */
function elapsedOf(year: number, today: string): number {
  const now = Number(today.slice(0, 4))
  if (now !== year) return now > year ? 1 : 0
  return (Number(today.slice(5, 7)) - 1) / 12
}
