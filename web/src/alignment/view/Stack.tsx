import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { QuietState } from '../../shell/states.tsx'
import { VerdictBar } from '../VerdictBar.tsx'
import { tallyOf } from '../verdicts.ts'
import type { Work } from './AlignmentView.tsx'
import { chaptersOf } from './chapters.ts'
import { LowerCard } from './LowerCard.tsx'
import { marksOf } from './MarkedBody.tsx'
import { isCandidate } from './ties.ts'
import { UpperCard } from './UpperCard.tsx'

/** On a phone: the upper document, and under the chosen provision its ties as a list. */
export function Stack({ work }: { work: Work }) {
  const { view, walk } = work
  const { row, tie, shown, choose } = walk
  const { t } = useTranslation()
  const chapters = useMemo(() => chaptersOf(shown), [shown])
  const focusedEvidence = tie && work.evidence.get(tie.id)
  const root = useRef<HTMLDivElement>(null)
  const chosen = row?.address
  useEffect(() => {
    if (chosen !== undefined) root.current?.querySelector('.align-card.chosen')?.scrollIntoView({ block: 'start' })
  }, [chosen])
  if (shown.length === 0)
    return <QuietState title={t('alignment.view.nothingShown')}>{t('alignment.view.nothingShownTodo')}</QuietState>
  return (
    <div className="align-stack" ref={root}>
      {chapters.map(({ key, marker, title, items }) => (
        <section key={key}>
          <div className="align-chapter">
            <h2 title={title}>
              {marker && <span>{marker}</span>}
              {title}
            </h2>
            <VerdictBar tally={tallyOf(items.map(({ verdict }) => verdict.kind))} />
          </div>
          {items.map((one) => (
            <UpperCard
              key={one.address}
              row={one}
              chosen={
                one.address === row?.address
                  ? {
                      lit: work.lit,
                      onAdd: work.onAdd,
                      onVerdict: work.onVerdict,
                      marks: marksOf(focusedEvidence, 'upper'),
                      documentId: view.upper.id,
                      mayReview: view.mayReview,
                      below: <TieList work={work} />,
                    }
                  : undefined
              }
              onChoose={(address) => choose(address === row?.address ? undefined : address)}
            />
          ))}
        </section>
      ))}
    </div>
  )
}

function TieList({ work }: { work: Work }) {
  const { view, model, walk, evidence, saving, lit, onLit, onTie } = work
  const { row, tie } = walk
  const { t } = useTranslation()
  if (!row) return null
  return (
    <div className={`tie-list of-lower of-${row.verdict.kind}`}>
      <h4>{walk.ties.some((one) => !isCandidate(one)) ? t('alignment.tie.ties') : t('alignment.tie.none')}</h4>
      {walk.ties.map((one, at) => {
        const provision = model.lowerByAddress.get(one.lower)
        const focused = one.id === tie?.id
        return provision ? (
          <LowerCard
            key={one.id}
            provision={provision}
            tiedTo={1}
            dim={false}
            tied={{
              ...{ tie: one, rank: at + 1, verdict: row.verdict.kind, focused, lit, onLit },
              saving: saving.has(one.id),
              mayReview: view.mayReview,
              evidence: evidence.get(one.id),
              documentId: view.lower.id,
              onAct: onTie,
            }}
            onChoose={() => walk.setTie(one.id)}
          />
        ) : null
      })}
    </div>
  )
}
