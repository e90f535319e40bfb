import type { DraftContent, KnownIndicator, KnownMilestone, Origin, Report } from '../schemas.ts'
import { EMPTY_CONTENT } from './content.ts'

export interface PrefillFacts {
  period: { period: string; startsOn: string; endsOn: string }
  /** What the unit sent in this cycle already (it came back, or is to be bettered). */
  sent: Report | null
  /** What it said last, in a period before. */
  last: Report | null
  milestones: readonly KnownMilestone[]
  indicators: readonly KnownIndicator[]
}

/**
 * What a report starts with, so that a figure is asked for once: what was sent and came back; else the unit's last
 * words, its milestones and the observations on record. Each value says where it comes from, so that a person confirms
 * or corrects it. Nothing is guessed: what is not known stays null.
 */
export function prefill(facts: PrefillFacts): { content: DraftContent; origins: Origin[] } {
  const { sent, last } = facts
  const origins: Origin[] = []
  const base = sent ?? last
  const content: DraftContent = { ...EMPTY_CONTENT }
  if (base) {
    const from = sent ? ('returned_report' as const) : ('last_report' as const)
    const { claim, progress, problems, next, percent } = base.content
    Object.assign(content, { claim, progress, problems, next, percent })
    for (const field of ['claim', 'progress', 'problems', 'next', 'percent'] as const) {
      const value = base.content[field]
      if (value !== null && value !== '')
        origins.push({ field, from, label: base.period, at: base.at, grade: base.grade })
    }
    if (sent) {
      content.consolidates = sent.content.consolidates
      content.evidence = sent.content.evidence
    }
  }
  content.milestones = milestonesOf(facts, origins)
  content.figures = figuresOf(facts, origins)
  return { content, origins }
}

function milestonesOf({ milestones, sent, period }: PrefillFacts, origins: Origin[]): DraftContent['milestones'] {
  const asked = milestones.filter(
    ({ mine, doneOn, dueOn }) =>
      mine && (doneOn === null ? dueOn <= period.endsOn : doneOn >= period.startsOn && doneOn <= period.endsOn),
  )
  return asked.map(({ id, title, doneOn }) => {
    const said = sent?.content.milestones.find((one) => one.id === id)?.doneOn ?? null
    const value = doneOn ?? said
    if (value !== null)
      origins.push({ field: `milestones/${id}`, from: 'milestone', label: title, at: value, grade: null })
    return { id, doneOn: value }
  })
}

function figuresOf({ indicators, sent, period }: PrefillFacts, origins: Origin[]): DraftContent['figures'] {
  return indicators.map(({ id, observations }) => {
    const observed = observations.find((one) => belongs(one.period, period.period) && one.value !== null)
    const said = sent?.content.figures.find(({ indicatorId }) => indicatorId === id)
    if (observed)
      origins.push({
        field: `figures/${id}`,
        from: 'observation',
        label: observed.source,
        at: observed.period,
        grade: observed.grade,
      })
    const asked = observed?.period ?? said?.period ?? indicatorPeriod(observations, period.period)
    return { indicatorId: id, period: asked, value: observed?.value ?? said?.value ?? null, note: said?.note ?? '' }
  })
}

/** An observation of the same period, or of the year when the second half of it is reported. */
function belongs(observed: string, reported: string): boolean {
  if (observed === reported) return true
  const year = reported.slice(0, 4)
  const endsYear = reported === year || /(?:H2|Q4|-12)$/.test(reported)
  return observed === year && endsYear
}

/** Indicators that are observed by year are asked for by year. */
function indicatorPeriod(observations: KnownIndicator['observations'], reported: string): string {
  const isYearly = observations.length > 0 && observations.every(({ period }) => /^\d{4}$/.test(period))
  return isYearly ? reported.slice(0, 4) : reported
}
