import { useTranslation } from 'react-i18next'
import { usePreferences } from '../../shell/preferences.ts'
import { CLASSES, classText, percentOf, rankOf, type WaterClass } from './classes.ts'
import './classBar.css'

/** How sections are shared among the classes: a bar by their colours, and under it each class with its number. */
export function ClassBar({ byClass, without }: { byClass: Readonly<Record<WaterClass, number>>; without: number }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const assessed = CLASSES.reduce((sum, one) => sum + byClass[one], 0)
  return (
    <div>
      <div className="sec-bar" aria-hidden>
        {CLASSES.filter((one) => byClass[one] > 0).map((one) => (
          <i key={one} className={`rank-${rankOf(one)}`} style={{ flexGrow: byClass[one] }} />
        ))}
      </div>
      <ul className="sec-legend">
        {CLASSES.map((one) => (
          <li key={one}>
            <i className={`rank-${rankOf(one)}`} aria-hidden />
            {classText(one, language)} <b>{byClass[one]}</b>
            {byClass[one] > 0 && <span> {percentOf(byClass[one], assessed)}%</span>}
          </li>
        ))}
        {without > 0 && (
          <li>
            <i className="rank-none" aria-hidden />
            {t('monitoring.sections.noClass')} <b>{without}</b>
          </li>
        )}
      </ul>
    </div>
  )
}
