import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { LightMark } from '../lights/LightMark.tsx'
import { useRuleSentence } from '../lights/reasons.ts'
import { lightRulesQuery } from './api.ts'

/** The rules as officials read them. */
export function Rules() {
  const { t } = useTranslation()
  const rules = useQuery(lightRulesQuery)
  const sentenceOf = useRuleSentence()
  if (!rules.data) return null
  return (
    <details className="light-rules no-print">
      <summary>{t('delivery.cockpit.rules')}</summary>
      <p className="quiet">{t('delivery.cockpit.rulesLede', { version: rules.data.version })}</p>
      <ol>
        {rules.data.rules.map(({ id, light, sentence }) => (
          <li key={id}>
            <LightMark light={light} /> {sentenceOf({ id, sentence })}
          </li>
        ))}
      </ol>
    </details>
  )
}
