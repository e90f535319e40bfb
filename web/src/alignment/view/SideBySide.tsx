import { type RefObject, useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tie } from '../../../../src/alignment/schemas.ts'
import { QuietState } from '../../shell/states.tsx'
import type { Work } from './AlignmentView.tsx'
import { Channel, type DrawnTie } from './Channel.tsx'
import { ChapterHead, chosenParts, tiedParts } from './cardParts.tsx'
import { thicknessOf } from './geometry.ts'
import { LowerCard } from './LowerCard.tsx'
import { groupsOf } from './model.ts'
import { Rail } from './Rail.tsx'
import { isCandidate } from './ties.ts'
import { UpperCard } from './UpperCard.tsx'

/** On a desk: the upper document, the ties, the lower document. */
export function SideBySide(props: {
  work: Work
  upperFrame: RefObject<HTMLDivElement | null>
  lowerFrame: RefObject<HTMLDivElement | null>
}) {
  const { work } = props
  const { view, model, walk, evidence } = work
  const { row, tie, shown, show, choose, setTie } = walk
  const { t } = useTranslation()
  const chapters = useMemo(() => groupsOf(shown, show, t('alignment.view.weakest')), [shown, show, t])
  const strongest = useMemo(() => Math.max(0, ...view.ties.map(({ strength }) => strength)), [view])
  const ties = useMemo(
    () =>
      shown.flatMap(({ address, verdict, drawn }): DrawnTie[] => {
        const isChosen = address === row?.address
        return (isChosen ? walk.ties : drawn).map((one) => ({
          id: one.id,
          upper: one.upper,
          lower: one.lower,
          width: thicknessOf(one.strength, strongest),
          verdict: verdict.kind,
          state: one.state,
          chosen: isChosen,
          focused: isChosen && one.id === tie?.id,
          rank: isChosen ? walk.ties.indexOf(one) + 1 : null,
          candidate: isCandidate(one),
        }))
      }),
    [shown, row, tie, strongest, walk.ties],
  )
  const lines = useMemo(() => {
    const inView = new Set(shown)
    return model.rows.map((one) => ({
      address: one.address,
      title: one.title,
      verdict: one.verdict.kind,
      share: one.verdict.share,
      size: one.text.length,
      shown: inView.has(one),
    }))
  }, [model, shown])
  const tiesHere = new Map(walk.ties.map((one, at) => [one.lower, { tie: one, rank: at + 1 }]))
  // Whatever moves the cards: what is chosen, what is shown, and the evidence once it has come.
  const again = useMemo(() => ({ row, tie, shown, evidence }), [row, tie, shown, evidence])
  // From a lower provision to what it carries out: to the chosen one if it is tied to it, else to the strongest.
  const going = useRef<(address: string) => void>(() => undefined)
  going.current = (address) => {
    const here = tiesHere.get(address)
    if (here) return walk.setTie(here.tie.id)
    const there = model.rows.flatMap(({ drawn }) => drawn).filter(({ lower }) => lower === address)
    const best = there.reduce<Tie | undefined>((most, one) => (most && most.score >= one.score ? most : one), undefined)
    if (best) choose(best.upper, best.id)
  }
  const chooseLower = useCallback((address: string) => going.current(address), [])
  const chooseTie = useCallback(
    (id: string) => {
      const found = view.ties.find((one) => one.id === id)
      if (found) choose(found.upper, found.id)
      else setTie(id)
    },
    [view, choose, setTie],
  )
  return (
    <div className="align-body">
      <Rail lines={lines} chosen={row?.address} onChoose={choose} />
      <section className="align-column of-upper" ref={props.upperFrame} aria-label={view.upper.title}>
        <div className="align-cards">
          {shown.length === 0 && (
            <QuietState
              title={t('alignment.view.nothingShown')}
              action={
                <button type="button" className="plain link" onClick={() => walk.filter(undefined)}>
                  {t('alignment.view.showAll')}
                </button>
              }
            >
              {t('alignment.view.nothingShownTodo')}
            </QuietState>
          )}
          {chapters.map(({ key, marker, title, items }) => (
            <section key={key}>
              <ChapterHead marker={marker} title={title} rows={items} />
              {items.map((one) => (
                <UpperCard key={one.address} row={one} chosen={chosenParts(work, one)} onChoose={choose} />
              ))}
            </section>
          ))}
        </div>
      </section>
      <Channel
        upperFrame={props.upperFrame}
        lowerFrame={props.lowerFrame}
        ties={ties}
        gaps={model.gaps}
        own={model.own}
        again={again}
        onTie={chooseTie}
      />
      <section className="align-column of-lower" ref={props.lowerFrame} aria-label={view.lower.title}>
        <div className="align-cards">
          {model.lowerChapters.map(({ key, marker, title, items }) => (
            <section key={key}>
              <ChapterHead marker={marker} title={title} />
              {items.map((provision) => {
                const here = tiesHere.get(provision.address)
                return (
                  <LowerCard
                    key={provision.address}
                    provision={provision}
                    tiedTo={model.tiedTo.get(provision.address) ?? 0}
                    dim={walk.ties.length > 0 && !here}
                    tied={here && row ? tiedParts(work, row, here.tie, here.rank) : undefined}
                    onChoose={chooseLower}
                  />
                )
              })}
            </section>
          ))}
        </div>
      </section>
    </div>
  )
}
