import type { DraftContent } from '../schemas.ts'

/**
 * One draft of two, where a unit goes on with the work of one that is no more: its own words first, then the other's
 * under its name. What it has not said itself (a claim, a figure, a milestone's day) it takes over. No text is lost.
 */
export function joinDrafts(own: DraftContent, taken: DraftContent, name: string): DraftContent {
  const text = (mine: string, other: string) => {
    if (other.trim() === '' || mine.includes(other.trim())) return mine
    return mine.trim() === '' ? other : `${mine}\n\n【${name}】${other}`
  }
  const figures = own.figures.map((figure) =>
    figure.value !== null
      ? figure
      : (taken.figures.find(
          ({ indicatorId, period }) => indicatorId === figure.indicatorId && period === figure.period,
        ) ?? figure),
  )
  const milestones = [
    ...own.milestones.map((one) => {
      const other = taken.milestones.find(({ id }) => id === one.id)
      return one.doneOn === null && other ? other : one
    }),
    ...taken.milestones.filter(({ id }) => !own.milestones.some((one) => one.id === id)),
  ]
  return {
    claim: own.claim ?? taken.claim,
    percent: own.percent ?? taken.percent,
    progress: text(own.progress, taken.progress),
    problems: text(own.problems, taken.problems),
    next: text(own.next, taken.next),
    figures,
    milestones,
    consolidates: [...new Set([...own.consolidates, ...taken.consolidates])],
    evidence: [...new Set([...own.evidence, ...taken.evidence])],
  }
}
