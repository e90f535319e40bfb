import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Command } from '../../plan/reader/keyboard.ts'
import { useKeys } from '../../plan/reader/useKeys.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useWaitingUnits } from './api.ts'
import { useProvisional } from './useProvisional.tsx'
import { WaitingCard } from './WaitingCard.tsx'
import './provisional.css'

const keys = [
  ['J', 'next'],
  ['K', 'previous'],
  ['Enter', 'confirm'],
  ['M', 'merge'],
  ['E', 'correct'],
] as const

/** 待确认的单位: bodies that plans name and the gazetteer did not know, one after the other. */
export function WaitingUnits() {
  const { t } = useTranslation()
  const list = useWaitingUnits(true)
  const root = useRef<HTMLOListElement>(null)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const [asked, setAsked] = useState<string>()
  const at = Math.max(
    items.findIndex(({ id }) => id === asked),
    0,
  )
  const chosen = items[at]

  const go = (to: number) => {
    const next = items[Math.min(Math.max(to, 0), items.length - 1)]
    if (!next) return
    setAsked(next.id)
    const card = root.current?.querySelector<HTMLElement>(`[data-unit="${CSS.escape(next.id)}"]`)
    card?.focus({ preventScroll: true })
    card?.scrollIntoView({ block: 'nearest' })
  }
  const { begin, dialogs } = useProvisional((unit) => {
    const index = items.findIndex(({ id }) => id === unit.id)
    setAsked((items[index + 1] ?? items[index - 1])?.id)
  })
  const onCommand = (command: Command) => {
    if (command === 'next') go(asked === undefined ? 0 : at + 1)
    else if (command === 'previous') go(at - 1)
    else if (!chosen) return
    else if (command === 'confirm') begin('confirm', chosen)
    else if (command === 'merge') begin('merge', chosen)
    else if (command === 'edit') begin('correct', chosen)
  }
  useKeys(onCommand)

  if (list.isPending) return <Loading />
  if (list.isError) return <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />
  if (items.length === 0) return <QuietState title={t('waitingUnits.none')}>{t('waitingUnits.noneLede')}</QuietState>
  return (
    <>
      <p className="waiting-lede">{t('waitingUnits.lede')}</p>
      <p className="waiting-keys no-print">
        {keys.map(([key, what]) => (
          <span key={key}>
            <kbd>{key}</kbd> {t(`waitingUnits.keys.${what}`)}
          </span>
        ))}
      </p>
      <ol className="waiting-units" ref={root}>
        {items.map((unit) => (
          <WaitingCard
            key={unit.id}
            unit={unit}
            chosen={unit.id === chosen?.id}
            onChoose={() => setAsked(unit.id)}
            onAct={(act, into) => begin(act, unit, into ?? null)}
          />
        ))}
      </ol>
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      {dialogs}
    </>
  )
}
