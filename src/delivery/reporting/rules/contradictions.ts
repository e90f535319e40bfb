import { isLate } from '../../../platform/calendar/index.ts'
import type { KnownIndicator, KnownMilestone, KnownProject, ReportContent, ReportFigure } from '../schemas.ts'

/** What Qunce knows of the task besides what the report says. */
export interface Known {
  /** Of the reporting unit, with the days that this report gives them. */
  milestones: readonly KnownMilestone[]
  indicators: readonly KnownIndicator[]
  projects: readonly KnownProject[]
  /** Reports of this cycle that the unit builds on. */
  parts: readonly { organization: string; claim: ReportContent['claim']; percent: number | null }[]
  /** What the unit itself said last, in a period before. */
  last: { period: string; claim: ReportContent['claim']; percent: number | null } | null
}

export const CONTRADICTION_KINDS = [
  'done_without_milestones',
  'on_track_with_overdue_milestone',
  'figure_differs',
  'project_not_finished',
  'project_not_started',
  'part_says_otherwise',
  'percent_fell',
] as const
export type ContradictionKind = (typeof CONTRADICTION_KINDS)[number]

export interface Found {
  kind: ContradictionKind
  claimed: Record<string, unknown>
  known: Record<string, unknown>
}

/** Two figures are the same when they agree to a thousandth: statistics are rounded. */
const TOLERANCE = 0.001

const differs = (one: number, other: number) =>
  Math.abs(one - other) > TOLERANCE * Math.max(Math.abs(one), Math.abs(other), 1e-9)

/** A reported figure that differs from the one on record. Somebody's mere word on record contradicts nobody. */
export function figureDiffers(
  figure: ReportFigure,
  indicator: Pick<KnownIndicator, 'title' | 'unit'>,
  observed: KnownIndicator['observations'][number],
): Found | null {
  if (observed.grade === 'statement' || figure.value === null || observed.value === null) return null
  if (!differs(figure.value, observed.value)) return null
  const { period, value, grade, source } = observed
  return {
    kind: 'figure_differs',
    claimed: { ...figure, title: indicator.title, unit: indicator.unit },
    known: { period, value, grade, source },
  }
}

const NOT_BEGUN = ['reserve', 'early', 'prepared', 'preliminary', '储备', '前期']

/**
 * Where the report says one thing and what is known says another (说法与数据不符). Both are kept and shown; nothing here
 * says who is right. A figure that is not known contradicts nothing.
 */
export function contradictionsOf(content: ReportContent, known: Known, today: string): Found[] {
  const isDone = content.claim === 'done' || content.percent === 100
  const claimed = { claim: content.claim, percent: content.percent }
  const found: Found[] = []

  const open = known.milestones.filter(({ mine, doneOn }) => mine && doneOn === null)
  if (isDone && open.length > 0)
    found.push({
      kind: 'done_without_milestones',
      claimed,
      known: { open: open.map(({ id, title, dueOn }) => ({ id, title, dueOn })) },
    })
  const overdue = open.filter(({ dueOn }) => isLate(dueOn, today))
  if (content.claim === 'on_track' && !isDone && overdue.length > 0)
    found.push({
      kind: 'on_track_with_overdue_milestone',
      claimed,
      known: { overdue: overdue.map(({ id, title, dueOn }) => ({ id, title, dueOn })) },
    })

  for (const figure of content.figures) {
    const indicator = known.indicators.find(({ id }) => id === figure.indicatorId)
    const observed = indicator?.observations.find(({ period }) => period === figure.period)
    const differing = indicator && observed && figureDiffers(figure, indicator, observed)
    if (differing) found.push(differing)
  }

  const unfinished = known.projects.filter(({ completedOn }) => completedOn === null)
  const idle = known.projects.filter(
    ({ stage, startedOn, plannedStartOn }) =>
      startedOn === null && NOT_BEGUN.includes(stage) && plannedStartOn !== null && isLate(plannedStartOn, today),
  )
  if (isDone && unfinished.length > 0)
    found.push({
      kind: 'project_not_finished',
      claimed,
      known: { projects: unfinished.map(({ id, name, stage }) => ({ id, name, stage })) },
    })
  else if (content.claim === 'on_track' && idle.length > 0)
    found.push({
      kind: 'project_not_started',
      claimed,
      known: { projects: idle.map(({ id, name, stage, plannedStartOn }) => ({ id, name, stage, plannedStartOn })) },
    })

  const worse = known.parts.filter(({ claim }) =>
    isDone ? claim !== 'done' : content.claim === 'on_track' && (claim === 'blocked' || claim === 'behind'),
  )
  if (worse.length > 0) found.push({ kind: 'part_says_otherwise', claimed, known: { parts: worse } })

  const { last } = known
  if (last && last.percent !== null && content.percent !== null && content.percent < last.percent)
    found.push({ kind: 'percent_fell', claimed, known: { period: last.period, percent: last.percent } })
  return found
}
