import { useTranslation } from 'react-i18next'
import type { ScoreRule } from '../../../../src/delivery/scores/schemas.ts'

/** Title and note of a rule: of the one that comes with the system in the language of the page, else as it was published. */
export function useRuleWords(): (rule: Pick<ScoreRule, 'title' | 'note' | 'userName'>) => {
  title: string
  note: string
} {
  const { t } = useTranslation()
  return ({ title, note, userName }) =>
    userName === null
      ? { title: t('delivery.scores.builtInTitle'), note: t('delivery.scores.builtInNote') }
      : { title, note }
}
