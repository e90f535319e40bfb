import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../../src/monitoring/schemas.ts'
import { useMay } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { ActDialog } from './ActDialog.tsx'
import { type AlertAct, alertQuery, mattersQuery } from './api.ts'
import { InspectionDialog } from './InspectionDialog.tsx'
import { AlertBadge, AlertTabs, Receipts, useNow, useWhatHappened } from './parts.tsx'
import { InspectionRecords, Timeline } from './Timeline.tsx'
import { WhatHappened } from './WhatHappened.tsx'

const AroundChart = lazy(async () => ({ default: (await import('./AroundChart.tsx')).AroundChart }))

/** One alert: what it stands on, who has to receive it, what was found and done. */
export function AlertPage() {
  const { alertId } = useParams({ from: '/alerts/$alertId' })
  const { t } = useTranslation()
  const alert = useQuery(alertQuery(alertId))
  const now = useNow()
  const whatHappened = useWhatHappened()
  const [act, setAct] = useState<AlertAct>()
  if (alert.isPending) return <Loading />
  if (alert.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={alert.error} onRetry={() => void alert.refetch()} />
      </div>
    )
  const { data } = alert
  const first =
    data.may.find((one) => one === 'received') ?? data.may.find((one) => one === 'noted' || one === 'reopened')
  return (
    <Page
      title={data.section.name ? t('monitoring.alerts.page.title', { name: data.section.name }) : data.title}
      lede={
        <>
          {whatHappened(data)} <AlertBadge state={data.state} />
        </>
      }
    >
      <AlertTabs />
      <div className="two-columns">
        <div>
          <article className="paper sheet">
            <WhatHappened alert={data} />
            {data.evidence.observation && (
              <Suspense fallback={<div className="alert-chart" />}>
                <AroundChart alert={data} observation={data.evidence.observation} />
              </Suspense>
            )}
            {data.may.length > 0 && (
              <div className="acts no-print">
                {data.may.map((one) => (
                  <Button
                    key={one}
                    type={one === first ? 'primary' : 'default'}
                    className={one === 'received' ? 'narrow-only' : ''}
                    onClick={() => setAct(one)}
                  >
                    {t(`monitoring.alerts.acts.${one}`)}
                  </Button>
                ))}
              </div>
            )}
          </article>
          <InspectionRecords alert={data} />
        </div>
        <aside className="alert-aside">
          <h2 className="section-title">{t('monitoring.alerts.receipt.title')}</h2>
          <Receipts alert={data} now={now} />
          {data.may.includes('received') && (
            <Button type="primary" block className="receive no-print" onClick={() => setAct('received')}>
              {t('monitoring.alerts.receipt.receive')}
            </Button>
          )}
          <Matters alert={data} />
          <Timeline alert={data} />
          <RuleBehind alert={data} />
        </aside>
      </div>
      {act === 'inspected' && <InspectionDialog alert={data} onClose={() => setAct(undefined)} />}
      {act && act !== 'inspected' && <ActDialog alert={data} act={act} onClose={() => setAct(undefined)} />}
    </Page>
  )
}

/** The matter that a missed receipt became, where there is one. */
function Matters({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation()
  const mayRead = useMay('delivery.read')
  const missed = alert.parties.some(({ missedAt }) => missedAt !== null)
  const matters = useQuery({ ...mattersQuery(alert.id), enabled: mayRead && missed })
  if (!matters.data || matters.data.items.length === 0) return null
  return (
    <section>
      <h2 className="section-title">{t('monitoring.alerts.page.matters')}</h2>
      <p className="faint">{t('monitoring.alerts.page.mattersLede')}</p>
      <ul className="alert-matters">
        {matters.data.items.map(({ id, title, number, tier }) => (
          <li key={id}>
            <Link to="/escalations/$escalationId" params={{ escalationId: id }}>
              {title}
            </Link>
            <small>
              {number} · {tier.name}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function RuleBehind({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { rule } = alert
  return (
    <section>
      <h2 className="section-title">{t('monitoring.alerts.page.rule')}</h2>
      <p>
        <Link to="/alerts/rules">{rule.name || alert.evidence.rule}</Link>
      </p>
      {rule.basis && <p className="faint">{rule.basis}</p>}
      {alert.closedAt && (
        <p className="faint">
          {t('monitoring.alerts.page.closedAt')} {moment(alert.closedAt)}
        </p>
      )}
    </section>
  )
}
