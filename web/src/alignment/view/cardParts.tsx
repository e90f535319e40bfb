import type { ReactNode } from 'react'
import type { Tie } from '../../../../src/alignment/schemas.ts'
import { VerdictBar } from '../VerdictBar.tsx'
import { tallyOf } from '../verdicts.ts'
import type { Work } from './AlignmentView.tsx'
import type { TiedParts } from './LowerCard.tsx'
import { marksOf } from './MarkedBody.tsx'
import type { Row } from './model.ts'
import type { ChosenParts } from './UpperCard.tsx'

/** The heading of a chapter over its cards; of upper provisions with what became of them. */
export function ChapterHead(props: { marker: string; title: string; rows?: readonly Row[]; children?: ReactNode }) {
  const { marker, title, rows } = props
  return (
    <div className="align-chapter">
      <h2 title={title}>
        {marker && <span>{marker}</span>}
        {title}
      </h2>
      {rows && <VerdictBar tally={tallyOf(rows.map(({ verdict }) => verdict.kind))} />}
    </div>
  )
}

/** What the chosen upper card shows more; nothing of another one. */
export function chosenParts(work: Work, one: Row): ChosenParts | undefined {
  const { view, walk, evidence, lit, onAdd, onVerdict } = work
  const { row, tie } = walk
  if (one.address !== row?.address) return undefined
  return {
    ...{ lit, onAdd, onVerdict },
    marks: marksOf(tie && evidence.get(tie.id), 'upper'),
    documentId: view.upper.id,
    mayReview: view.mayReview,
  }
}

/** What a lower card shows more that is tied to the chosen upper provision. */
export function tiedParts(work: Work, row: Row, tie: Tie, rank: number): TiedParts {
  const { view, walk, evidence, saving, lit, onLit, onTie } = work
  return {
    ...{ tie, rank, lit, onLit },
    focused: tie.id === walk.tie?.id,
    verdict: row.verdict.kind,
    saving: saving.has(tie.id),
    mayReview: view.mayReview,
    evidence: evidence.get(tie.id),
    documentId: view.lower.id,
    onAct: onTie,
  }
}
