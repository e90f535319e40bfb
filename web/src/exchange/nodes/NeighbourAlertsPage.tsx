import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NeighbourAlert, NodeList } from '../../../../src/exchange/schemas.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { nodesQuery, useNeighbourAlerts } from './api.ts'
import { NeighbourAlertLine } from './NeighbourAlertLine.tsx'
import { NodeTabs, NoNode } from './parts.tsx'
import { ReceiveDialog } from './ReceiveDialog.tsx'

const route = getRouteApi('/nodes/alerts')

/** 邻区告知: alerts about shared borders that other governments told, to be received here. */
export function NeighbourAlertsPage() {
  const { t } = useTranslation()
  const nodes = useQuery(nodesQuery)
  return (
    <Page title={t('exchange.nodes.alerts.title')} lede={t('exchange.nodes.alerts.lede')}>
      <NodeTabs />
      {nodes.isPending && <Loading />}
      {nodes.isError && <ProblemNotice problem={nodes.error} onRetry={() => void nodes.refetch()} />}
      {nodes.data && (nodes.data.self ? <Told list={nodes.data} /> : <NoNode />)}
    </Page>
  )
}

function Told({ list: { self, at, oldAfterMinutes } }: { list: NodeList }) {
  const { t } = useTranslation()
  const number = useNumber()
  const { waiting } = route.useSearch()
  const navigate = route.useNavigate()
  const [receiving, setReceiving] = useState<NeighbourAlert | null>(null)
  const list = useNeighbourAlerts(waiting ? { waiting } : {})
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  return (
    <>
      {self?.role === 'region' && <p className="node-note">{t('exchange.nodes.alerts.regionLede')}</p>}
      <div className="part-bar no-print">
        <Segmented
          value={waiting ? 'waiting' : 'all'}
          onChange={(view) => void navigate({ search: view === 'waiting' ? { waiting: true } : {}, replace: true })}
          options={(['all', 'waiting'] as const).map((value) => ({
            value,
            label: t(`exchange.nodes.alerts.${value}`),
          }))}
        />
      </div>
      <p className="part-total" aria-live="polite">
        {total > 0 && t('exchange.nodes.alerts.total', { formatted: number(total) })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t(waiting ? 'exchange.nodes.alerts.noneWaiting' : 'exchange.nodes.alerts.none')}>
          {t('exchange.nodes.alerts.noneLede')}
        </QuietState>
      )}
      {items.length > 0 && (
        <ul className="alert-list sheet">
          {items.map((one) => (
            <NeighbourAlertLine
              key={`${one.owner.code} ${one.key}`}
              {...{ one, at, oldAfterMinutes }}
              isOurs={self?.role === 'member'}
              onReceive={() => setReceiving(one)}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      {receiving && <ReceiveDialog alert={receiving} onClose={() => setReceiving(null)} />}
    </>
  )
}
