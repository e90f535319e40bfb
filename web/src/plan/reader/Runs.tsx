import type { CommitmentState } from '../../../../src/plan/schemas.ts'
import { type MarkIndex, runsOf, type Span } from './marking.ts'
import type { PageMark } from './marks.ts'

/** What the page is drawn from. */
export interface PageSource {
  text: string
  marks: MarkIndex<PageMark>
  /** State of each commitment, for the sign in the margin and the line under what was found. */
  states: ReadonlyMap<string, CommitmentState>
  /** Show what the source had instead of the repairs. */
  asPrinted: boolean
}

/** A span of the text with everything that lies over it: what was found there, what it is part of, what was repaired. */
export function Runs({ span, source }: { span: Span; source: PageSource }) {
  const marks = source.marks.touching(span)
  if (marks.length === 0) return source.text.slice(...span)
  return runsOf(span, marks).map((run) => <RunText key={run.span[0]} {...run} source={source} />)
}

function RunText({ span, marks, source }: { span: Span; marks: readonly PageMark[]; source: PageSource }) {
  const printed = source.text.slice(...span)
  if (marks.length === 0) return printed
  const classes = ['run']
  const commitments: string[] = []
  const begins: string[] = []
  let about = ''
  let shown = printed
  for (const mark of marks) {
    if (mark.layer === 'commitment') {
      commitments.push(mark.id)
      if (mark.span[0] === span[0]) begins.push(mark.id)
    } else if (mark.layer === 'mention') {
      const { kind, commitmentId } = mark.mention
      const vouched = commitmentId ? source.states.get(commitmentId) === 'confirmed' : false
      classes.push('mention', `of-${kind}`, vouched ? 'by-person' : 'by-machine')
      about = `mention:${mark.key}`
    } else {
      classes.push('repair', `repair-${mark.repair.kind}`, mark.repair.fix === null ? 'unproven' : 'proven')
      about = `repair:${mark.key}`
      if (mark.repair.fix !== null && !source.asPrinted) shown = mark.span[0] === span[0] ? mark.repair.fix : ''
    }
  }
  if (commitments.length > 0) classes.push('committed')
  return (
    <>
      {begins.map((id) => (
        <i key={id} className={`tick ${source.states.get(id) ?? 'extracted'}`} data-c={id} aria-hidden />
      ))}
      <span
        className={classes.join(' ')}
        {...(commitments.length ? { 'data-c': commitments.join(' ') } : {})}
        {...(about ? { 'data-about': about } : {})}
        {...(shown === printed ? {} : { 'data-span': span.join(' ') })}
      >
        {shown}
      </span>
    </>
  )
}
