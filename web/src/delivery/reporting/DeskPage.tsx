import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { App, Popover } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskItem, ObligationDetail, Submitted } from '../../../../src/delivery/reporting/schemas.ts'
import { useMay, useSession } from '../../access/session.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useTasks } from '../tasks/api.ts'
import { deskQuery, useDesk } from './api.ts'
import { DeskRow } from './DeskRow.tsx'
import { unsentOf, useDraftsReady, useOnline } from './draft/useDraft.ts'
import { KeysList } from './KeysList.tsx'
import { ReportSheet } from './ReportSheet.tsx'
import { useDeskKeys } from './useDeskKeys.ts'
import './desk.css'

const route = getRouteApi('/desk')

/** What a unit sees at once; more comes as it scrolls. */
const SCREENFUL = 50
const MOST = 2000

/** 我的事项: what this unit owes now, what hurts first, and the way to be done with it by keyboard. */
export function DeskPage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { o: open, done = false } = route.useSearch()
  const navigate = route.useNavigate()
  const queries = useQueryClient()
  const session = useSession()
  const [limit, setLimit] = useState(SCREENFUL)
  const desk = useDesk(done, limit)
  const isOnline = useOnline()
  const owner = session.data?.membershipId ?? ''
  const items = desk.data?.items ?? []
  const [chosen, setChosen] = useState(0)
  const [help, setHelp] = useState(false)
  const list = useRef<HTMLOListElement>(null)
  const at = Math.min(chosen, Math.max(items.length - 1, 0))
  const [sentNow, setSentNow] = useState<string>()
  /** What a link names and the list does not show: it is farther down, or was sent already. */
  const isStray = desk.isSuccess && open !== sentNow && !items.some(({ id }) => id === open)
  const stray = isStray ? open : undefined

  const go = (id: string | undefined) =>
    void navigate({
      search: (now) => ({ ...(now.done ? { done: true } : {}), ...(id ? { o: id } : {}) }),
      replace: true,
      resetScroll: false,
    })
  const choose = (index: number, alsoOpen: boolean) => {
    const item = items[Math.max(0, Math.min(index, items.length - 1))]
    if (!item) return
    const place = items.indexOf(item)
    setChosen(place)
    if (alsoOpen) go(item.id)
    else list.current?.querySelectorAll<HTMLButtonElement>('.desk-row')[place]?.focus()
  }
  const close = () => {
    go(undefined)
    list.current?.querySelectorAll<HTMLButtonElement>('.desk-row')[at]?.focus()
  }
  useDeskKeys({
    onMove: (by) => choose(at + by, open !== undefined),
    onOpen: () => choose(at, true),
    onClose: () => open !== undefined && close(),
    onHelp: () => setHelp((now) => !now),
  })
  useEffect(() => {
    const index = items.findIndex(({ id }) => id === open)
    if (index >= 0) setChosen(index)
  }, [open, items])
  useEffect(() => {
    if (stray === undefined)
      list.current?.querySelectorAll('.desk-item')[at]?.scrollIntoView({ block: open ? 'start' : 'nearest' })
  }, [at, open, stray])

  const onSent = (sent: Submitted, detail: ObligationDetail) => {
    setSentNow(sent.obligationId)
    const index = items.findIndex(({ id }) => id === sent.obligationId)
    const next = items[index + 1] ?? items[index - 1]
    queries.setQueryData(deskQuery(false, limit).queryKey, (known) =>
      known
        ? { ...known, total: known.total - 1, items: known.items.filter(({ id }) => id !== sent.obligationId) }
        : known,
    )
    go(done ? undefined : next?.id)
    const doubts = sent.contradictions.length
    if (doubts > 0) message.warning(t('delivery.reporting.sentConflicts', { count: doubts }), 6)
    else message.success(t('delivery.reporting.sent', { title: detail.task.title }))
    void queries.invalidateQueries({ queryKey: ['desk'] })
    void queries.invalidateQueries({ queryKey: ['obligation'] })
  }

  const counts = desk.data?.counts
  const isReady = useDraftsReady()
  const unsent = owner && isReady ? unsentOf(owner).filter((id) => id !== open).length : 0
  const mayReview = useMay('delivery.report')
  return (
    <Page
      title={t('delivery.reporting.desk')}
      lede={desk.data && t('delivery.reporting.deskLede', { organization: desk.data.organization.name })}
      actions={
        <>
          {mayReview && counts && counts.toReview > 0 && (
            <Link to="/reviews" className="desk-review">
              {t('delivery.reporting.toReview', { count: counts.toReview })}
            </Link>
          )}
          <Link to="/cycles">{t('delivery.reporting.cycles')}</Link>
          <Popover open={help} onOpenChange={setHelp} trigger="click" placement="bottomRight" content={<KeysList />}>
            <button type="button" className="plain keys-button">
              {t('delivery.reporting.keys')} <kbd>?</kbd>
            </button>
          </Popover>
        </>
      }
    >
      {!isOnline && (
        <p className="offline" role="status">
          {t('delivery.reporting.offline')}
        </p>
      )}
      {isOnline && unsent > 0 && <p className="offline quiet">{t('delivery.reporting.unsent', { count: unsent })}</p>}
      <WaitingReceipts />
      <nav className="desk-tabs" aria-label={t('delivery.reporting.desk')}>
        <Link to="/desk" search={{}} aria-current={done ? undefined : 'page'}>
          {t('delivery.reporting.owedTab', { count: counts?.owed ?? 0 })}
        </Link>
        <Link to="/desk" search={{ done: true }} aria-current={done ? 'page' : undefined}>
          {t('delivery.reporting.doneTab', { count: (counts?.submitted ?? 0) + (counts?.accepted ?? 0) })}
        </Link>
        {counts && <span className="desk-counts">{t('delivery.reporting.counts', counts)}</span>}
      </nav>
      {counts && counts.missed > 0 && (
        <p className="late">{t('delivery.reporting.missed', { count: counts.missed })}</p>
      )}
      {desk.isPending && <Loading />}
      {desk.isError && <ProblemNotice problem={desk.error} onRetry={() => void desk.refetch()} />}
      {desk.isSuccess && items.length === 0 && (
        <QuietState title={t(done ? 'delivery.reporting.nothingDone' : 'delivery.reporting.nothingOwed')}>
          {t('delivery.reporting.nothingOwedTodo')}
        </QuietState>
      )}
      {stray && (
        <section className="stray">
          <ReportSheet key={stray} id={stray} owner={owner} hasNext={false} onSent={onSent} onClose={close} titled />
        </section>
      )}
      <ol className="desk" ref={list}>
        {items.map((item: DeskItem, index) => (
          <li key={item.id} className={`desk-item${index === at ? ' chosen' : ''}${item.id === open ? ' open' : ''}`}>
            {!done && items[index - 1]?.urgency.reason !== item.urgency.reason && (
              <h2 className={`desk-reason ${item.urgency.reason}`}>
                {t(`delivery.reporting.urgency.${item.urgency.reason}`)}
              </h2>
            )}
            <DeskRow
              item={item}
              isOpen={item.id === open}
              onOpen={() => {
                setChosen(index)
                go(item.id === open ? undefined : item.id)
              }}
            />
            {item.id === open && (
              <ReportSheet
                id={item.id}
                owner={owner}
                hasNext={!done && items.length > 1}
                onSent={onSent}
                onClose={close}
              />
            )}
          </li>
        ))}
      </ol>
      {desk.data && desk.data.total > items.length && limit < MOST && (
        <MoreRows busy={desk.isFetching} onMore={() => setLimit(Math.min(items.length + 2 * SCREENFUL, MOST))} />
      )}
    </Page>
  )
}

/** Tasks that came and were not received yet: before they are reported on. */
function WaitingReceipts() {
  const { t } = useTranslation()
  const unit = useSession().data?.actor?.organizationId
  const waiting = useTasks({ ...(unit ? { unit } : {}), receipt: 'open' })
  const count = waiting.data?.pages[0]?.total ?? 0
  if (!unit || count === 0) return null
  return (
    <p className="desk-receipts no-print">
      {t('delivery.tasks.waitingForYou', { count })}{' '}
      <Link to="/tasks" search={{ unit, receipt: 'open' }}>
        {t('delivery.tasks.receiveThem')}
      </Link>
    </p>
  )
}
