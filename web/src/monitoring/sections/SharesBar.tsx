import { useTranslation } from 'react-i18next'
import { usePeriod } from '../../shell/period.ts'
import { ClassBar } from '../shared/ClassBar.tsx'
import type { Shares } from './filter.ts'

/** How the sections in view are shared among the classes, and how many met their target. */
export function SharesBar({ shares, month }: { shares: Shares; month: string | undefined }) {
  const { t } = useTranslation()
  const period = usePeriod()
  return (
    <section className="sec-shares" aria-label={t('monitoring.sections.shares')}>
      <dl className="sec-figures">
        <div>
          <dt>{month ? period(month) : t('monitoring.sections.newestMonths')}</dt>
          <dd>
            <b className="figure">{shares.assessed}</b>{' '}
            {t('monitoring.sections.ofSections', { count: shares.sections })}
          </dd>
        </div>
        <div>
          <dt>{t('monitoring.sections.goodShare')}</dt>
          <dd>
            <b className="figure">{shares.good === null ? '—' : `${shares.good}%`}</b>
          </dd>
        </div>
        <div>
          <dt>{t('monitoring.sections.passRate')}</dt>
          <dd>
            <b className="figure">{shares.passRate === null ? '—' : `${shares.passRate}%`}</b>{' '}
            {t('monitoring.sections.metOf', { met: shares.met, of: shares.withTarget })}
          </dd>
        </div>
      </dl>
      <ClassBar byClass={shares.byClass} without={shares.sections - shares.assessed} />
    </section>
  )
}
