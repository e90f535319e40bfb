import { useTranslation } from 'react-i18next'
import { usePeriod } from '../../shell/period.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { CLASSES, classText, percentOf, rankOf } from '../shared/classes.ts'
import type { Shares } from './filter.ts'

/** How the sections in view are shared among the classes, and how many met their target. */
export function SharesBar({ shares, month }: { shares: Shares; month: string | undefined }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const period = usePeriod()
  const there = CLASSES.filter((one) => shares.byClass[one] > 0)
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
      <div>
        <div className="sec-bar" aria-hidden>
          {there.map((one) => (
            <i key={one} className={`rank-${rankOf(one)}`} style={{ flexGrow: shares.byClass[one] }} />
          ))}
        </div>
        <ul className="sec-legend">
          {CLASSES.map((one) => (
            <li key={one}>
              <i className={`rank-${rankOf(one)}`} aria-hidden />
              {classText(one, language)} <b>{shares.byClass[one]}</b>
              {shares.byClass[one] > 0 && <span> {percentOf(shares.byClass[one], shares.assessed)}%</span>}
            </li>
          ))}
          {shares.sections > shares.assessed && (
            <li>
              <i className="rank-none" aria-hidden />
              {t('monitoring.sections.noClass')} <b>{shares.sections - shares.assessed}</b>
            </li>
          )}
        </ul>
      </div>
    </section>
  )
}
