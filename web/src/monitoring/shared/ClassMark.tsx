import { useTranslation } from 'react-i18next'
import { usePreferences } from '../../shell/preferences.ts'
import { classText, numeralOf, rankOf, type WaterClass } from './classes.ts'
import './shared.css'

/** The class of a water by its colour and its numeral; without one it says so. */
export function ClassMark({ of, large = false }: { of: WaterClass | null; large?: boolean }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const size = large ? ' large' : ''
  if (of === null) return <span className={`class-mark none${size}`}>{t('monitoring.sections.noClass')}</span>
  return (
    <span className={`class-mark rank-${rankOf(of)}${size}`} title={classText(of, language)}>
      {large ? numeralOf(of, language) : language === 'en' ? numeralOf(of, language) : classText(of, language)}
    </span>
  )
}

/** Whether the target was met, in a word and a sign. */
export function MetMark({ meets }: { meets: boolean | null }) {
  const { t } = useTranslation()
  if (meets === null) return <span className="met-mark unknown">{t('monitoring.sections.notJudged')}</span>
  return (
    <span className={`met-mark ${meets ? 'met' : 'failed'}`}>
      {t(meets ? 'monitoring.sections.met' : 'monitoring.sections.failed')}
    </span>
  )
}
