import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { QuietState } from '../../shell/states.tsx'
import type { Work } from './AlignmentView.tsx'
import { ChapterHead, chosenParts, tiedParts } from './cardParts.tsx'
import { LowerCard } from './LowerCard.tsx'
import { groupsOf } from './model.ts'
import { isCandidate } from './ties.ts'
import { UpperCard } from './UpperCard.tsx'

/** On a phone: the upper document, and under the chosen provision its ties as a list. */
export function Stack({ work }: { work: Work }) {
  const { row, shown, show, choose } = work.walk
  const { t } = useTranslation()
  const chapters = useMemo(() => groupsOf(shown, show, t('alignment.view.weakest')), [shown, show, t])
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
          <ChapterHead marker={marker} title={title} rows={items} />
          {items.map((one) => {
            const chosen = chosenParts(work, one)
            return (
              <UpperCard
                key={one.address}
                row={one}
                chosen={chosen && { ...chosen, below: <TieList work={work} /> }}
                onChoose={(address) => choose(address === row?.address ? undefined : address)}
              />
            )
          })}
        </section>
      ))}
    </div>
  )
}

function TieList({ work }: { work: Work }) {
  const { model, walk } = work
  const { row } = walk
  const { t } = useTranslation()
  if (!row) return null
  return (
    <div className={`tie-list of-lower of-${row.verdict.kind}`}>
      <h4>{walk.ties.some((one) => !isCandidate(one)) ? t('alignment.tie.ties') : t('alignment.tie.none')}</h4>
      {walk.ties.map((one, at) => {
        const provision = model.lowerByAddress.get(one.lower)
        return provision ? (
          <LowerCard
            key={one.id}
            provision={provision}
            tiedTo={1}
            dim={false}
            tied={tiedParts(work, row, one, at + 1)}
            onChoose={() => walk.setTie(one.id)}
          />
        ) : null
      })}
    </div>
  )
}
