import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Escalation } from '../../../../src/delivery/joint/schemas.ts'
import { useMay } from '../../access/session.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bracketed } from '../../shell/punctuation.ts'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { laddersQuery, useEscalations } from './api.ts'
import type { EscalationView } from './filter.ts'
import { EscalationBadge, JointTabs } from './parts.tsx'
import { RaiseDialog } from './RaiseDialog.tsx'

const route = getRouteApi('/escalations')
const views = ['open', 'mine', 'forMe', 'all'] as const satisfies readonly EscalationView[]

/** 提请事项: what units cannot solve alone, and where each stands on its ladder. */
export function EscalationsPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const { view = 'open', q } = route.useSearch()
  const navigate = route.useNavigate()
  const [raising, setRaising] = useState(false)
  const mayRaise = useMay('delivery.escalate')
  const ladders = useQuery(laddersQuery)
  const list = useEscalations({ ...(view === 'all' ? {} : { [view]: true }), q })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total
  return (
    <Page
      title={t('delivery.joint.escalations.title')}
      lede={t('delivery.joint.escalations.lede')}
      actions={
        mayRaise && (
          <Button type="primary" disabled={ladders.isPending} onClick={() => setRaising(true)}>
            {t('delivery.joint.escalations.raise')}
          </Button>
        )
      }
    >
      <JointTabs />
      <div className="part-bar no-print">
        <Segmented<EscalationView>
          value={view}
          onChange={(next) => void navigate({ search: (now) => ({ ...now, view: next }), replace: true })}
          options={views
            .filter((one) => mayRaise || (one !== 'mine' && one !== 'forMe'))
            .map((value) => ({ value, label: t(`delivery.joint.escalations.${value}`) }))}
        />
        <SearchField
          value={q ?? ''}
          placeholder={t('delivery.joint.escalations.search')}
          onChange={(next) => void navigate({ search: (now) => ({ ...now, q: next || undefined }), replace: true })}
        />
      </div>
      <p className="part-total" aria-live="polite">
        {total !== undefined && t('delivery.joint.escalations.total', { formatted: number(total) })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t('delivery.joint.escalations.none')}>{t('delivery.joint.escalations.noneLede')}</QuietState>
      )}
      {items.length > 0 && (
        <ul className="matter-list sheet">
          {items.map((item) => (
            <MatterLine key={item.id} item={item} />
          ))}
        </ul>
      )}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      {raising && <RaiseDialog ladders={ladders.data?.items ?? []} onClose={() => setRaising(false)} />}
    </Page>
  )
}

export function MatterLine({ item }: { item: Escalation }) {
  const { t } = useTranslation()
  return (
    <li>
      <Link to="/escalations/$escalationId" params={{ escalationId: item.id }} className="line-title">
        {item.title}
      </Link>
      <EscalationBadge state={item.state} />
      <p className="line-facts">
        <span>{item.number}</span>
        <span>{t('delivery.joint.escalations.by', { unit: item.raisedBy.shortName })}</span>
        <span>
          {item.tier.name}
          {bracketed(t('delivery.joint.tierOf', { position: item.tier.position, of: item.tier.of }))}
        </span>
        {item.state === 'waiting' && item.risesAfter && (
          <span>{t('delivery.joint.risesAfter', { day: item.risesAfter })}</span>
        )}
        {item.task && <span>{item.task.title}</span>}
      </p>
    </li>
  )
}
