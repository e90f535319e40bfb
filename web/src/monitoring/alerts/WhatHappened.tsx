import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../../src/monitoring/schemas.ts'
import { usePeriod } from '../../shell/period.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { comma } from '../../shell/punctuation.ts'
import { useMoment } from '../../shell/time.ts'
import { ClassMark } from '../shared/ClassMark.tsx'
import { numeralOf } from '../shared/classes.ts'
import { useParameterName } from './api.ts'

/** What gave rise to an alert: the datum or the month, held against its limit, with the way to what is behind it. */
export function WhatHappened({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation()
  return (
    <section>
      <h2>{t('monitoring.alerts.page.what')}</h2>
      {alert.evidence.exceeding ? <Month alert={alert} /> : <Datum alert={alert} />}
    </section>
  )
}

const withUnit = (value: string | undefined, unit: string | undefined) => [value, unit].filter(Boolean).join(' ')

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Place({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation()
  const { section, river } = alert
  return (
    <>
      <Fact name={t('monitoring.alerts.page.section')}>
        <Link to="/sections/$sectionId" params={{ sectionId: section.id }}>
          {section.name || section.code || alert.title}
        </Link>{' '}
        <span className="faint">{section.code}</span>
      </Fact>
      {river && <Fact name={t('monitoring.alerts.page.river')}>{river}</Fact>}
    </>
  )
}

/** The hours around the datum, on the page of its station. */
function aroundOf({ evidence, observedAt }: AlertDetail) {
  const dayOf = (days: number) =>
    new Date(Date.parse(observedAt) + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10)
  const stream = Number(evidence.observation?.split('_')[0])
  return { stream, step: 'hour' as const, from: dayOf(-3), to: dayOf(3) }
}

function Datum({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const nameOf = useParameterName()
  const { language } = usePreferences()
  const { evidence, station, parameter, kind } = alert
  const { value, unit, limit, targetClass, multiple, median, times, from, travelHours } = evidence
  const page = (key: 'limitOf' | 'times' | 'changeTimes' | 'hours', facts: object) =>
    t(`monitoring.alerts.page.${key}`, { ...facts })
  return (
    <dl className="facts">
      <Place alert={alert} />
      <Fact name={t('monitoring.alerts.page.parameter')}>{nameOf(parameter ?? '')}</Fact>
      <Fact name={t('monitoring.alerts.page.value')}>
        <b className="measured">{withUnit(value, unit)}</b>
      </Fact>
      {limit && (
        <Fact name={t('monitoring.alerts.page.limit')}>
          {page('limitOf', {
            limit: withUnit(limit, unit),
            target: targetClass ? numeralOf(targetClass, language) : '',
          })}
        </Fact>
      )}
      {multiple !== null && multiple !== undefined && (
        <Fact name={t('monitoring.alerts.page.multiple')}>
          {multiple === '0' ? t('monitoring.alerts.whatHappened.hardly') : page('times', { multiple })}
        </Fact>
      )}
      {evidence.class && (
        <Fact name={t('monitoring.alerts.page.itemClass')}>
          <ClassMark of={evidence.class} />
        </Fact>
      )}
      {kind === 'sudden_change' && (
        <>
          <Fact name={t('monitoring.alerts.page.median')}>{withUnit(median, unit)}</Fact>
          <Fact name={t('monitoring.alerts.page.change')}>{page('changeTimes', { times })}</Fact>
        </>
      )}
      {from && <Fact name={t('monitoring.alerts.page.from')}>{from}</Fact>}
      {travelHours && <Fact name={t('monitoring.alerts.page.travel')}>{page('hours', { hours: travelHours })}</Fact>}
      <Fact name={t('monitoring.alerts.page.observedAt')}>{moment(alert.observedAt)}</Fact>
      {alert.expectedAt && (
        <Fact name={t('monitoring.alerts.page.expectedAt')}>
          <b>{moment(alert.expectedAt)}</b>
        </Fact>
      )}
      {station && (
        <Fact name={t('monitoring.alerts.page.station')}>
          <Link to="/stations/$stationId" params={{ stationId: station.id }} search={aroundOf(alert)}>
            {station.name}
          </Link>{' '}
          <span className="faint">{station.code}</span>
        </Fact>
      )}
      <Fact name={t('monitoring.alerts.page.raisedAt')}>{moment(alert.raisedAt)}</Fact>
    </dl>
  )
}

function Month({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const period = usePeriod()
  const nameOf = useParameterName()
  const { evidence } = alert
  const month = new Date(Date.parse(alert.observedAt) + 8 * 3_600_000).toISOString().slice(0, 7)
  return (
    <>
      <dl className="facts">
        <Place alert={alert} />
        <Fact name={t('monitoring.alerts.page.month')}>{period(month)}</Fact>
        <Fact name={t('monitoring.alerts.page.class')}>
          <ClassMark of={evidence.class ?? null} />
        </Fact>
        <Fact name={t('monitoring.alerts.page.target')}>
          <ClassMark of={evidence.targetClass ?? null} />
        </Fact>
        <Fact name={t('monitoring.alerts.page.deciding')}>{(evidence.decidedBy ?? []).map(nameOf).join(comma())}</Fact>
        <Fact name={t('monitoring.alerts.page.raisedAt')}>{moment(alert.raisedAt)}</Fact>
      </dl>
      <div className="exceeding">
        <table>
          <caption>{t('monitoring.alerts.page.exceeding')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('monitoring.alerts.page.parameter')}</th>
              <th scope="col">{t('monitoring.alerts.page.mean')}</th>
              <th scope="col">{t('monitoring.alerts.page.limit')}</th>
              <th scope="col">{t('monitoring.alerts.page.multiple')}</th>
              <th scope="col">{t('monitoring.alerts.page.itemClass')}</th>
            </tr>
          </thead>
          <tbody>
            {(evidence.exceeding ?? []).map((item) => (
              <tr key={item.code}>
                <th scope="row">{nameOf(item.code)}</th>
                <td>{withUnit(item.value, item.unit) || '—'}</td>
                <td>{withUnit(item.limit, item.unit) || '—'}</td>
                <td>{item.multiple ?? '—'}</td>
                <td>
                  <ClassMark of={item.class} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <Link
          to="/sections/$sectionId"
          params={{ sectionId: alert.section.id }}
          search={{
            year: Number(month.slice(0, 4)),
            month,
            ...(evidence.assessment ? { assessment: evidence.assessment } : {}),
          }}
        >
          {t('monitoring.alerts.page.seeMonth')}
        </Link>
      </p>
    </>
  )
}
