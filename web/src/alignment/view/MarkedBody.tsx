import type { EvidencedTie } from '../../../../src/alignment/schemas.ts'
import { runsOf, type Span } from '../../plan/reader/marking.ts'
import { ownText } from './model.ts'

/** What both texts of a pair say, or say otherwise, in one of them. */
export interface BodyMark {
  span: Span
  /** Which piece of evidence it belongs to; null for a difference. */
  evidence: number | null
}

type Side = 'upper' | 'lower'

/** The marks of a tie in one of its texts. A shared field is the whole provision, and marks nothing. */
export function marksOf(tie: EvidencedTie | undefined, side: Side): BodyMark[] {
  if (!tie) return []
  const shared = tie.evidence.flatMap((one, evidence) =>
    one.kind === 'field' ? [] : one[side].map((span): BodyMark => ({ span, evidence })),
  )
  const otherwise = tie.differences.flatMap((one) =>
    one[side].spans.map((span): BodyMark => ({ span, evidence: null })),
  )
  return [...shared, ...otherwise].sort((one, other) => one.span[0] - other.span[0])
}

/** The own text of a provision with what the other text says too. */
export function MarkedBody(props: {
  provision: { span: Span; text: string; title: string }
  marks: readonly BodyMark[]
  lit: number | undefined
}) {
  const { provision, marks, lit } = props
  const { from, text } = ownText(provision)
  const begin = provision.span[0] + from
  return (
    <p className="whole" lang="zh-CN">
      {runsOf([begin, begin + text.length], marks).map(({ span, marks: over }) => {
        const words = text.slice(span[0] - begin, span[1] - begin)
        if (over.length === 0) return words
        const classes = ['said-too']
        if (over.some(({ evidence }) => evidence === null)) classes.push('otherwise')
        if (lit !== undefined && over.some(({ evidence }) => evidence === lit)) classes.push('lit')
        return (
          <span key={span[0]} className={classes.join(' ')}>
            {words}
          </span>
        )
      })}
    </p>
  )
}
