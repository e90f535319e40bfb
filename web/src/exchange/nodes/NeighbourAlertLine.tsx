import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NeighbourAlert } from '../../../../src/exchange/schemas.ts'
import { AlertBadge, Receipts, useNow, useWhatHappened } from '../../monitoring/alerts/parts.tsx'
import { ClassMark } from '../../monitoring/shared/ClassMark.tsx'
import { usePreferences } from '../../shell/preferences.ts'
import { useMoment } from '../../shell/time.ts'
import { AsOf, useNodeName } from './parts.tsx'

/** One alert of a neighbour: what happened, by when to receive it, who did, and how old the neighbour's word is. */
export function NeighbourAlertLine(props: {
  one: NeighbourAlert
  at: string
  oldAfterMinutes: number
  /** Whether its side is ours: the region is told of every border. */
  isOurs: boolean
  onReceive: () => void
}) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const moment = useMoment()
  const now = useNow()
  const nameOf = useNodeName()
  const whatHappened = useWhatHappened()
  const { one, at, oldAfterMinutes, isOurs, onReceive } = props
  const { alert, owner, receipt, mayReceive } = one
  const name = nameOf(owner)
  // The neighbour calls it received when its own unit did; to us it is open until ours has.
  const state = isOurs && !receipt && alert.state === 'received' ? 'open' : alert.state
  const parties = alert.parties.map(({ organizationId, organization, ...party }) => ({
    ...party,
    organization: { id: organizationId, name: organization, shortName: organization },
  }))
  return (
    <li className={alert.state === 'closed' ? 'closed' : ''}>
      <div className="alert-what">
        <p className="alert-head">
          <span className="line-title">{language === 'en' ? alert.titleEn : alert.title}</span>
          <AlertBadge state={state} />
          <span className="alert-kind">{t('exchange.nodes.alerts.from', { name })}</span>
        </p>
        <p className="alert-text">
          {alert.evidence.class && <ClassMark of={alert.evidence.class} />} {whatHappened(alert)}
        </p>
        <p className="line-facts">
          {alert.section.river && <span>{alert.section.river}</span>}
          {isOurs && <span>{t(`exchange.nodes.alerts.sides.${alert.side}`)}</span>}
          <time dateTime={alert.observedAt}>
            {t('monitoring.alerts.whatHappened.observed', { moment: moment(alert.observedAt) })}
          </time>
          {alert.expectedAt && (
            <time dateTime={alert.expectedAt} className="late">
              {t('monitoring.alerts.whatHappened.expected', { moment: moment(alert.expectedAt) })}
            </time>
          )}
          <AsOf completeAt={owner.completeAt} {...{ at, oldAfterMinutes }} />
        </p>
        {receipt ? <OurReceipt receipt={receipt} name={name} /> : <Owed alert={alert} at={at} />}
        {mayReceive && (
          <Button type="primary" className="node-receive" onClick={onReceive}>
            {t('exchange.nodes.alerts.receive')}
          </Button>
        )}
      </div>
      <Receipts alert={{ parties, state: alert.state }} now={now} />
    </li>
  )
}

function Owed({ alert, at }: { alert: NeighbourAlert['alert']; at: string }) {
  const { t } = useTranslation()
  const moment = useMoment()
  if (alert.state === 'closed') return null
  return (
    <p>
      {t('exchange.nodes.alerts.receiveBy', { moment: moment(alert.receiveBy) })}{' '}
      {alert.receiveBy < at && <b className="node-age old">{t('exchange.nodes.alerts.overdue')}</b>}
    </p>
  )
}

function OurReceipt({ receipt, name }: { receipt: NonNullable<NeighbourAlert['receipt']>; name: string }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { text, at, userName, organizationName, isLate, isRecorded } = receipt
  const facts = { organization: organizationName, name: userName, moment: moment(at) }
  return (
    <div className="node-receipt">
      <p>
        {t('exchange.nodes.alerts.byUs', facts)}{' '}
        {isLate && <b className="node-age old">{t('exchange.nodes.alerts.late')}</b>}
      </p>
      {text && <p className="node-words">{text}</p>}
      <p className="mon-note">{t(`exchange.nodes.alerts.${isRecorded ? 'recorded' : 'onItsWay'}`, { name })}</p>
    </div>
  )
}
