import type { Commitment, CommitmentState, DocumentText, Mention, Repair } from '../../../../src/plan/schemas.ts'
import { MarkIndex, type Span } from './marking.ts'

/** Everything that may lie over the text of a page. */
export type PageMark =
  | { layer: 'commitment'; span: Span; id: string }
  | { layer: 'mention'; span: Span; mention: Mention; key: number }
  | { layer: 'repair'; span: Span; repair: Repair; key: number }

/** The marks of a document, ready to be asked for piece by piece. A rejected or replaced commitment marks nothing. */
export function pageMarks(text: DocumentText, commitments: readonly Commitment[]): MarkIndex<PageMark> {
  const marks: PageMark[] = []
  // Where a task and its targets are the same sentence, the task comes first: it is what the sentence stands for.
  const tasksFirst = [...commitments].sort((one, other) => Number(other.kind === 'task') - Number(one.kind === 'task'))
  for (const { id, span, state, current, version } of tasksFirst)
    if (current && version === text.version && isLive(state)) marks.push({ layer: 'commitment', span, id })
  for (const [key, mention] of text.mentions.entries())
    marks.push({ layer: 'mention', span: mention.span, mention, key })
  for (const [key, repair] of text.repairs.entries()) marks.push({ layer: 'repair', span: repair.span, repair, key })
  return new MarkIndex(marks)
}

export const isLive = (state: CommitmentState) => state === 'extracted' || state === 'confirmed'
