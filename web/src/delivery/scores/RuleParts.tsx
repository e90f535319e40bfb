import { useTranslation } from 'react-i18next'
import type { ScoreRule } from './api.ts'
import { EXTRAS, SHARES } from './parts.ts'
import './rules.css'

/** What a rule weighs, part by part. */
export function RuleParts({ parts }: { parts: ScoreRule['parts'] }) {
  const { t } = useTranslation()
  return (
    <dl className="score-rule-parts">
      {SHARES.map((part) => (
        <div key={part}>
          <dt>{t(`delivery.scores.part.${part}`)}</dt>
          <dd>{t('delivery.scores.weight', { weight: parts[part].weight })}</dd>
        </div>
      ))}
      {EXTRAS.map((part) => (
        <div key={part}>
          <dt>{t(`delivery.scores.part.${part}`)}</dt>
          <dd>
            {t(part === 'closed_early' ? 'delivery.scores.extraAdds' : 'delivery.scores.extraTakes', parts[part])}
          </dd>
        </div>
      ))}
    </dl>
  )
}
