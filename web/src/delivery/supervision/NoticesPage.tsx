import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '../../../../src/delivery/supervision/schemas.ts'
import { useMay } from '../../access/session.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { useNotices } from './api.ts'
import { NoticeDialog } from './NoticeDialog.tsx'
import { NoticeBadge, SupervisionTabs } from './parts.tsx'
import type { NoticeView } from './routes.ts'

const route = getRouteApi('/supervision')
const views = ['open', 'overdue', 'mine', 'all'] as const satisfies readonly NoticeView[]

/** 督办单: what is pressed for, and where each stands. */
export function NoticesPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const { view = 'open', q } = route.useSearch()
  const navigate = route.useNavigate()
  const maySupervise = useMay('delivery.supervise')
  const mayReport = useMay('delivery.report')
  const [adding, setAdding] = useState(false)
  const list = useNotices({ ...(view === 'all' ? {} : { [view]: true }), q })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  return (
    <Page
      title={t('delivery.supervision.notices.title')}
      lede={t('delivery.supervision.notices.lede')}
      actions={
        maySupervise && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('delivery.supervision.notices.add')}
          </Button>
        )
      }
    >
      <SupervisionTabs />
      <div className="part-bar no-print">
        <Segmented<NoticeView>
          value={view}
          onChange={(next) => void navigate({ search: (now) => ({ ...now, view: next }), replace: true })}
          options={views
            .filter((one) => mayReport || one !== 'mine')
            .map((value) => ({ value, label: t(`delivery.supervision.notices.${value}`) }))}
        />
        <SearchField
          value={q ?? ''}
          placeholder={t('delivery.supervision.notices.search')}
          onChange={(next) => void navigate({ search: (now) => ({ ...now, q: next || undefined }), replace: true })}
        />
      </div>
      <p className="part-total" aria-live="polite">
        {total !== undefined && t('delivery.supervision.notices.total', { formatted: number(total) })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t('delivery.supervision.notices.none')}>
          {maySupervise && t('delivery.supervision.notices.noneLede')}
        </QuietState>
      )}
      {items.length > 0 && (
        <ul className="matter-list sheet">
          {items.map((item) => (
            <NoticeLine key={item.id} item={item} />
          ))}
        </ul>
      )}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      {adding && <NoticeDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

export function NoticeLine({ item }: { item: Notice }) {
  const { t } = useTranslation()
  return (
    <li>
      <Link to="/supervision/$noticeId" params={{ noticeId: item.id }} className="line-title">
        {item.title}
      </Link>
      <NoticeBadge notice={item} />
      <p className="line-facts">
        <span>{item.number}</span>
        <span>{t('delivery.supervision.notices.to', { name: item.unit.shortName })}</span>
        {item.signedOffOn ? (
          <span>{t('delivery.supervision.signedOff', { day: item.signedOffOn })}</span>
        ) : (
          <span className={item.overdue ? 'late' : ''}>{t('delivery.supervision.due', { day: item.dueOn })}</span>
        )}
        {item.task && item.task.title !== item.title && <span>{item.task.title}</span>}
      </p>
    </li>
  )
}
