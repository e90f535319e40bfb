import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { useMoment } from '../../shell/time.ts'
import { receiversQuery, travelTimesQuery } from './api.ts'

/** 接收单位: who receives for each side, where somebody was named. */
export function Receivers({ action }: { action: ReactNode }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const list = useQuery(receiversQuery)
  return (
    <section>
      <h2 className="section-title rules-head">
        {t('monitoring.alerts.rules.receivers')}
        <small>{t('monitoring.alerts.rules.receiversLede')}</small>
        {action}
      </h2>
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <p className="faint">{t('monitoring.alerts.rules.receiversNone')}</p>}
      {list.data && list.data.items.length > 0 && (
        <ul className="setting-list sheet">
          {list.data.items.map(({ section, side, organizations, at, userName, organizationName }) => (
            <li key={`${section.id} ${side}`}>
              <span>
                <b>{section.name}</b> <span className="faint">{section.code}</span>{' '}
                {t(`monitoring.alerts.sides.${side}`)}
              </span>
              <span>{organizations.map(({ name }) => name).join(comma())}</span>
              <p className="rule-text faint">
                {t('monitoring.alerts.rules.made', {
                  organization: organizationName,
                  name: userName,
                  moment: moment(at),
                })}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** 流达时间: how long water takes from one section to another. */
export function TravelTimes({ action }: { action: ReactNode }) {
  const { t } = useTranslation()
  const list = useQuery(travelTimesQuery)
  return (
    <section>
      <h2 className="section-title rules-head">
        {t('monitoring.alerts.rules.travel')}
        <small>{t('monitoring.alerts.rules.travelLede')}</small>
        {action}
      </h2>
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <p className="faint">{t('monitoring.alerts.rules.travelNone')}</p>}
      {list.data && list.data.items.length > 0 && (
        <ul className="setting-list sheet">
          {list.data.items.map(({ id, upstream, downstream, travelHours, validFrom, basis }) => (
            <li key={id}>
              <span>
                <b>{upstream.name}</b> → <b>{downstream.name}</b>
              </span>
              <span>{t('monitoring.alerts.page.hours', { hours: travelHours })}</span>
              <p className="rule-text faint">
                {t('monitoring.alerts.rules.since', { day: validFrom })}
                {basis && ` · ${basis}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
