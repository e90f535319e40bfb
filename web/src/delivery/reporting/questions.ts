import type { Foreseen, ObligationDetail, ReportContent } from '../../../../src/delivery/reporting/schemas.ts'

/** What is asked before a report goes out. Nothing to ask: null. */
export interface Questions {
  /** The words of the last report, once more. */
  unchanged: boolean
  /** Participants that have not reported to this lead. */
  missing: readonly string[]
  /** What is known otherwise. */
  doubts: Foreseen['items']
}

/** What has to be asked about a report: none of it stops it, who sends it shall only know. */
export function questionsOf(
  detail: Pick<ObligationDetail, 'last' | 'parts' | 'reports'>,
  content: ReportContent,
  doubts: Foreseen['items'],
): Questions | null {
  const isFirst = detail.reports.length === 0
  const unchanged = isFirst && detail.last !== null && content.progress.trim() === detail.last.content.progress.trim()
  const missing = detail.parts
    .filter(({ state }) => state === 'due' || state === 'returned')
    .map(({ organization }) => organization.shortName)
  return unchanged || missing.length > 0 || doubts.length > 0 ? { unchanged, missing, doubts } : null
}
