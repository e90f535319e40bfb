import { reportingRefusals as refusals } from '../refusals.ts'
import type { DraftContent, ReportContent } from '../schemas.ts'
import { periodNamed } from './cycles.ts'

/** What a report says before anybody wrote anything. */
export const EMPTY_CONTENT: DraftContent = {
  claim: null,
  progress: '',
  problems: '',
  next: '',
  percent: null,
  figures: [],
  milestones: [],
  consolidates: [],
  evidence: [],
}

const FREQUENCIES = ['year', 'half_year', 'quarter', 'month'] as const
const isPeriod = (name: string) => FREQUENCIES.some((frequency) => periodNamed(frequency, name) !== null)
/** No figure of a plan comes near; beyond it a number is a slip of the hand. */
const MOST = 1e15

/**
 * What has to stand in a report before it goes out. Own word counts, an empty one does not.
 * @throws Refusal progress_needed, problems_needed, done_incomplete, figure_period_unfit, figure_unfit, figure_twice,
 *   milestone_in_future
 */
export function checkContent(content: ReportContent, today: string): void {
  if (content.progress.trim() === '') throw refusals.progressNeeded()
  const isInTrouble = content.claim === 'blocked' || content.claim === 'behind'
  if (isInTrouble && content.problems.trim() === '') throw refusals.problemsNeeded(content.claim)
  if (content.claim === 'done' && content.percent !== null && content.percent < 100)
    throw refusals.doneIncomplete(content.percent)
  const said = new Set<string>()
  for (const { indicatorId, period, value } of content.figures) {
    if (!isPeriod(period)) throw refusals.figurePeriodUnfit(period)
    if (value !== null && Math.abs(value) > MOST) throw refusals.figureUnfit(value)
    const key = `${indicatorId} ${period}`
    if (said.has(key)) throw refusals.figureTwice(period)
    said.add(key)
  }
  for (const { id, doneOn } of content.milestones) {
    if (doneOn !== null && doneOn > today) throw refusals.milestoneInFuture(id, doneOn)
  }
}
