import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NeighbourAlert, NodeList } from '../../../../src/exchange/schemas.ts'
import { PagedList } from '../../shell/PagedList.tsx'
import { QuietState } from '../../shell/states.tsx'
import { useNeighbourAlerts } from './api.ts'
import { NeighbourAlertLine } from './NeighbourAlertLine.tsx'
import { ReceiveDialog } from './ReceiveDialog.tsx'
import { ToldPage } from './ToldPage.tsx'

const route = getRouteApi('/nodes/alerts')

/** 邻区告知: alerts about shared borders that other governments told, to be received here. */
export function NeighbourAlertsPage() {
  const { t } = useTranslation()
  return (
    <ToldPage title={t('exchange.nodes.alerts.title')} lede={t('exchange.nodes.alerts.lede')}>
      {(list) => <Told list={list} />}
    </ToldPage>
  )
}

function Told({ list: { self, at, oldAfterMinutes } }: { list: NodeList }) {
  const { t } = useTranslation()
  const { waiting } = route.useSearch()
  const navigate = route.useNavigate()
  const [receiving, setReceiving] = useState<NeighbourAlert | null>(null)
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
      <PagedList
        list={useNeighbourAlerts(waiting ? { waiting } : {})}
        total={(_, formatted) => t('exchange.nodes.alerts.total', { formatted })}
        none={
          <QuietState title={t(waiting ? 'exchange.nodes.alerts.noneWaiting' : 'exchange.nodes.alerts.none')}>
            {t('exchange.nodes.alerts.noneLede')}
          </QuietState>
        }
      >
        {(items) => (
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
      </PagedList>
      {receiving && <ReceiveDialog alert={receiving} onClose={() => setReceiving(null)} />}
    </>
  )
}
