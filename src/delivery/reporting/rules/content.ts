import { reportingRefusals as refusals } from '../refusals.ts'
import type { DraftContent, ReportContent } from '../schemas.ts'

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

/**
 * What has to stand in a report before it goes out. Own word counts, an empty one does not.
 * @throws Refusal progress_needed, problems_needed, done_incomplete, milestone_in_future
 */
export function checkContent(content: ReportContent, today: string): void {
  if (content.progress.trim() === '') throw refusals.progressNeeded()
  const isInTrouble = content.claim === 'blocked' || content.claim === 'behind'
  if (isInTrouble && content.problems.trim() === '') throw refusals.problemsNeeded(content.claim)
  if (content.claim === 'done' && content.percent !== null && content.percent < 100)
    throw refusals.doneIncomplete(content.percent)
  for (const { id, doneOn } of content.milestones) {
    if (doneOn !== null && doneOn > today) throw refusals.milestoneInFuture(id, doneOn)
  }
}
