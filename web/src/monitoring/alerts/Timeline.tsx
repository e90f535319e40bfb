import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AlertDetail, Inspection } from '../../../../src/monitoring/schemas.ts'
import { comma } from '../../shell/punctuation.ts'
import { useMoment } from '../../shell/time.ts'
import { useClassText, type WaterClass } from '../shared/classes.ts'

/** 处置过程: what happened with the alert, step by step, the newest first. */
export function Timeline({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <section>
      <h2 className="section-title">{t('monitoring.alerts.page.timeline')}</h2>
      <ol className="steps">
        {[...alert.events].reverse().map((event) => (
          <li key={event.id}>
            <b>{t(`monitoring.alerts.events.${event.kind}`)}</b>
            <span>
              {event.userName
                ? `${event.organizationName} ${event.userName}`
                : event.kind === 'missed'
                  ? event.text
                  : t('monitoring.alerts.page.system')}
            </span>{' '}
            <time dateTime={event.at}>{moment(event.at)}</time>
            {event.text && event.userName && <p>{event.text}</p>}
            {event.kind === 'revised' && <Revised facts={event.facts} sectionId={alert.section.id} />}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What late data, a correction or another target made of the month that the alert is about. */
function Revised({ facts, sectionId }: { facts: Record<string, unknown>; sectionId: string }) {
  const { t } = useTranslation()
  const said = useClassText()
  const {
    class: found,
    meets,
    assessment,
  } = facts as { class: WaterClass | null; meets: boolean | null; assessment: number }
  const outcome = found === null ? 'nothing' : meets === null ? 'noTarget' : meets ? 'met' : 'failed'
  return (
    <p>
      <Link to="/sections/$sectionId" params={{ sectionId }} search={{ assessment }}>
        {t(`monitoring.alerts.revised.${outcome}`, { class: found === null ? '' : said(found) })}
      </Link>
    </p>
  )
}

/** 联合排查记录: when, where and by whom it was looked for, what was found and what was done about it. */
export function InspectionRecords({ alert }: { alert: AlertDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const records = alert.events.filter(({ kind }) => kind === 'inspected')
  return (
    <section>
      <h2 className="section-title">{t('monitoring.alerts.page.inspections')}</h2>
      {records.length === 0 && <p className="faint">{t('monitoring.alerts.page.noInspections')}</p>}
      {records.map(({ id, facts, at, userName, organizationName }) => {
        const { inspectedOn, place, participants, samples, finding, measures } = facts as Inspection
        return (
          <article key={id} className="inspection sheet">
            <h3>{t('monitoring.alerts.page.inspectedOn', { day: inspectedOn, place })}</h3>
            <dl>
              <Part name={t('monitoring.alerts.page.participants')}>{participants.join(comma())}</Part>
              {samples && samples.length > 0 && (
                <Part name={t('monitoring.alerts.page.samples')}>{samples.join(comma())}</Part>
              )}
              <Part name={t('monitoring.alerts.page.finding')}>{finding}</Part>
              {measures && <Part name={t('monitoring.alerts.page.measures')}>{measures}</Part>}
            </dl>
            <p className="faint">
              {t('monitoring.alerts.page.recorded', {
                organization: organizationName ?? '',
                name: userName ?? '',
                moment: moment(at),
              })}
            </p>
          </article>
        )
      })}
    </section>
  )
}

function Part({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
