import { useTranslation } from 'react-i18next'
import type { RegionCockpit } from '../../../../src/exchange/schemas.ts'
import { useMay } from '../../access/session.ts'
import { usePeriod } from '../../shell/period.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { comma } from '../../shell/punctuation.ts'
import { useMoment } from '../../shell/time.ts'
import { AsOf, useNodeName } from './parts.tsx'

/** The newest reports of all members, and the alerts that somebody has still to receive. */
export function Newest({ cockpit }: { cockpit: RegionCockpit }) {
  const mayTasks = useMay('delivery.read')
  const mayAlerts = useMay('alert.read')
  return (
    <div className="node-columns">
      {mayTasks && <Reports cockpit={cockpit} />}
      {mayAlerts && <Alerts cockpit={cockpit} />}
    </div>
  )
}

function Reports({ cockpit: { reports, at, oldAfterMinutes } }: { cockpit: RegionCockpit }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const period = usePeriod()
  const nameOf = useNodeName()
  return (
    <section>
      <h2>{t('exchange.nodes.cockpit.newest')}</h2>
      {reports.length === 0 && <p className="mon-note">{t('exchange.nodes.cockpit.noReports')}</p>}
      <ul className="node-list">
        {reports.map(({ owner, key, title, report }) => (
          <li key={`${owner.code} ${key}`}>
            <b>{title}</b>{' '}
            <span className="badge solid">{t(`exchange.nodes.cockpit.reportStates.${report.state}`)}</span>
            <p className="node-facts">
              <span>{nameOf(owner)}</span>
              <span>{t('exchange.nodes.cockpit.reported', { unit: report.unit, period: period(report.period) })}</span>
              <span>{t(`exchange.nodes.cockpit.claims.${report.claim}`)}</span>
              {report.percent !== null && (
                <span>{t('exchange.nodes.cockpit.percent', { percent: report.percent })}</span>
              )}
              <time dateTime={report.submittedAt}>{moment(report.submittedAt)}</time>
              <AsOf completeAt={owner.completeAt} {...{ at, oldAfterMinutes }} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Alerts({ cockpit: { alerts, at, oldAfterMinutes } }: { cockpit: RegionCockpit }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const moment = useMoment()
  const nameOf = useNodeName()
  return (
    <section>
      <h2>{t('exchange.nodes.cockpit.waiting')}</h2>
      {alerts.length === 0 && <p className="mon-note">{t('exchange.nodes.cockpit.noWaiting')}</p>}
      <ul className="node-list">
        {alerts.map(({ owner, key, alert }) => {
          const waiting = alert.parties.filter(({ receivedAt }) => receivedAt === null)
          const units = waiting.map(({ organization }) => organization).join(comma())
          const facts = { units, moment: moment(alert.receiveBy) }
          return (
            <li key={`${owner.code} ${key}`}>
              <b>{language === 'en' ? alert.titleEn : alert.title}</b>
              <p className="node-facts">
                <span>{nameOf(owner)}</span>
                {alert.section.river && <span>{alert.section.river}</span>}
                <span>{t('exchange.nodes.cockpit.waitsFor', facts)}</span>
                {alert.receiveBy < at && <b className="node-age old">{t('exchange.nodes.cockpit.overdue')}</b>}
                <AsOf completeAt={owner.completeAt} {...{ at, oldAfterMinutes }} />
              </p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
