import { useTranslation } from 'react-i18next'
import { usePeriod } from '../../shell/period.ts'
import { comma } from '../../shell/punctuation.ts'
import { QuietState } from '../../shell/states.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'
import { Notice } from '../shared/Notice.tsx'
import { earliestOf, goingOf, type RetentionMonth, stepOf } from './steps.ts'

/** The dry run: which months go, are announced, wait or are gone, and how many observations that is. */
export function NextRun({ months }: { months: readonly RetentionMonth[] }) {
  const { t } = useTranslation()
  const number = useNumber()
  const now = Date.now()
  const shown = months.filter((month) => stepOf(month, now) !== null)
  const going = goingOf(months, now)
  return (
    <section>
      <h2 className="section-title">
        {t('monitoring.retention.next')} <small>{t('monitoring.retention.nextLede')}</small>
      </h2>
      {shown.length === 0 ? (
        <QuietState title={t('monitoring.retention.nothing')} />
      ) : (
        <>
          <Notice
            kind={going > 0 ? 'fault' : 'info'}
            title={
              going > 0
                ? t('monitoring.retention.takesOut', { formatted: number(going) })
                : t('monitoring.retention.takesNone')
            }
          />
          <table className="mon-table cards">
            <thead>
              <tr>
                {(['month', 'origin', 'observations', 'step'] as const).map((head) => (
                  <th key={head} scope="col" className={head === 'observations' ? 'number' : undefined}>
                    {t(`monitoring.retention.heads.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((month) => (
                <Row key={`${month.month} ${month.origin}`} month={month} now={now} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

function Row({ month, now }: { month: RetentionMonth; now: number }) {
  const { t } = useTranslation()
  const period = usePeriod()
  const number = useNumber()
  const moment = useMoment()
  const step = stepOf(month, now)
  const said = {
    goes: () => t('monitoring.retention.steps.goes'),
    rests: () => t('monitoring.retention.steps.rests', { moment: moment(earliestOf(month.plannedAt ?? '')) }),
    announced: () => t('monitoring.retention.steps.announced'),
    waits: () =>
      t('monitoring.retention.steps.waits', {
        why: month.blockedBy.map((one) => t(`monitoring.retention.blocks.${one}`)).join(comma()),
      }),
    gone: () => t('monitoring.retention.steps.gone', { moment: moment(month.doneAt ?? '') }),
  }
  return (
    <tr className={step === 'goes' ? 'ret-goes' : undefined}>
      <td className="tight">{period(month.month.slice(0, 7))}</td>
      <td>{t(`monitoring.uploads.origins.${month.origin}`)}</td>
      <td className="number" data-label={t('monitoring.retention.heads.observations')}>
        {number(month.observations)}
      </td>
      <td>{step && said[step]()}</td>
    </tr>
  )
}
