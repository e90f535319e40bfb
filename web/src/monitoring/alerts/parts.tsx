import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../../src/monitoring/schemas.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { bracketed, comma, semicolon } from '../../shell/punctuation.ts'
import { useMoment } from '../../shell/time.ts'
import { numeralOf, type WaterClass } from '../shared/classes.ts'
import { useParameterName } from './api.ts'
import { receiptState, spanBetween } from './timeLeft.ts'
import '../../delivery/joint/joint.css'
import './alerts.css'

/** 预警清单 · 预警规则: the two pages of this part. */
export function AlertTabs() {
  const { t } = useTranslation()
  const active = { className: 'active' }
  return (
    <nav className="part-tabs no-print" aria-label={t('monitoring.alerts.tabs.label')}>
      <Link to="/alerts" activeOptions={{ exact: true, includeSearch: false }} activeProps={active}>
        {t('monitoring.alerts.tabs.list')}
      </Link>
      <Link to="/alerts/rules" activeProps={active}>
        {t('monitoring.alerts.tabs.rules')}
      </Link>
    </nav>
  )
}

export function AlertBadge({ state }: { state: Alert['state'] }) {
  const { t } = useTranslation()
  const look = { open: 'urgent', received: 'solid', handling: 'extracted', closed: 'confirmed' }
  return <span className={`badge ${look[state]}`}>{t(`monitoring.alerts.states.${state}`)}</span>
}

/** The moment it is, told anew every half minute: what is owed is counted down while one looks at it. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 30_000)
    return () => window.clearInterval(timer)
  }, [])
  return now
}

/** What of an alert says what happened. */
type Happened = Pick<Alert, 'kind' | 'parameter' | 'observedAt'> & { evidence: Omit<Alert['evidence'], 'rule'> }

/** What was exceeded, by how much, as one sentence. */
export function useWhatHappened(): (alert: Happened) => string {
  const { t } = useTranslation()
  const nameOf = useParameterName()
  const { language } = usePreferences()
  const numeral = (of: WaterClass | undefined) => (of ? numeralOf(of, language) : '')
  const exceeds = (multiple: string | null | undefined) =>
    multiple === null || multiple === undefined
      ? ''
      : multiple === '0'
        ? t('monitoring.alerts.whatHappened.hardly')
        : t('monitoring.alerts.whatHappened.exceeds', { multiple })
  const measured = (value?: string, unit?: string) => [value, unit].filter(Boolean).join(' ')
  return ({ kind, evidence, parameter, observedAt }) => {
    const { value, unit, limit = '', exceeding } = evidence
    const [found, target] = [numeral(evidence.class), numeral(evidence.targetClass)]
    if (exceeding) {
      const items = exceeding.map((item) => {
        const text = `${nameOf(item.code)} ${measured(item.value, item.unit)}`.trim()
        return item.multiple === null ? text : `${text}${bracketed(exceeds(item.multiple))}`
      })
      const month = new Date(Date.parse(observedAt) + 8 * 3_600_000).toISOString().slice(0, 7)
      const head = t('monitoring.alerts.whatHappened.month', { month, found, target })
      return [head, items.join(comma())].filter(Boolean).join(semicolon())
    }
    const name = nameOf(parameter ?? '')
    const facts = { name, value: measured(value, unit), target, limit: measured(limit, unit) }
    if (kind === 'sudden_change') {
      const { median, times = '' } = evidence
      return t('monitoring.alerts.whatHappened.change', { ...facts, times, median: measured(median, unit) })
    }
    const text =
      kind === 'arrival'
        ? t('monitoring.alerts.whatHappened.arrival', { ...facts, from: evidence.from ?? '' })
        : t('monitoring.alerts.whatHappened.datum', facts)
    return [text, exceeds(evidence.multiple)].filter(Boolean).join(semicolon())
  }
}

/** Who has to receive an alert for each side, by when, and how that stands now. */
export function Receipts({ alert, now }: { alert: Pick<Alert, 'parties' | 'state'>; now: number }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <ul className="receipts">
      {alert.parties.map((party) => {
        const { organization, side, receiveBy, receivedAt, receivedBy } = party
        const state = receiptState(party, alert.state === 'closed', now)
        const span = spanBetween(now, Date.parse(receiveBy))
        const time = t(`monitoring.alerts.span.${span.unit}`, { ...span })
        return (
          <li key={organization.id} className={state}>
            <span className="side">{t(`monitoring.alerts.sides.${side}`)}</span>
            <span className="unit" title={organization.name}>
              {organization.name}
            </span>
            <span className="standing">
              {state === 'waiting' && (
                <>
                  <b>{t('monitoring.alerts.receipt.left', { time })}</b>{' '}
                  <time dateTime={receiveBy}>{t('monitoring.alerts.receipt.by', { moment: moment(receiveBy) })}</time>
                </>
              )}
              {state === 'missed' && (
                <>
                  <b>{t('monitoring.alerts.receipt.missed')}</b>{' '}
                  {alert.state === 'closed' ? (
                    <time dateTime={receiveBy}>{t('monitoring.alerts.receipt.by', { moment: moment(receiveBy) })}</time>
                  ) : (
                    t('monitoring.alerts.receipt.overdue', { time })
                  )}
                </>
              )}
              {(state === 'received' || state === 'late') && receivedAt && (
                <>
                  {t('monitoring.alerts.receipt.received', { name: receivedBy ?? '', moment: moment(receivedAt) })}{' '}
                  {state === 'late' && <b>{t('monitoring.alerts.receipt.late')}</b>}
                </>
              )}
              {state === 'over' && t('monitoring.alerts.receipt.over')}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
