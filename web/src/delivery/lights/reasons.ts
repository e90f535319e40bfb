import { useTranslation } from 'react-i18next'
import type { Reason } from '../../../../src/delivery/cockpit/schemas.ts'
import type { LightRuleId } from '../../../../src/delivery/lights/types.ts'

/** How many of a rule's subjects are named before the rest is a number. */
const NAMED = 2

/**
 * Whether a reason says itself since when things are so: how many days late, or which day has passed. Beside it the day on
 * which the light was first worked out says nothing, and seems to say otherwise.
 */
export const tellSinceWhen = (reasons: readonly Reason[]): boolean =>
  reasons.some(({ subjects }) => subjects.some(({ daysLate, dueOn }) => (daysLate ?? 0) > 0 || dueOn !== undefined))

/** The sentence of a rule in the language of the page; one that the page has no words for as the server tells it. */
export function useRuleSentence(): (rule: { id: string; sentence: string }) => string {
  const { t, i18n } = useTranslation()
  return ({ id, sentence }) =>
    i18n.exists(`delivery.cockpit.ruleSentence.${id}`)
      ? t(`delivery.cockpit.ruleSentence.${id as LightRuleId}`)
      : sentence
}

/** Says a light's reasons in words. */
export function useReasonText(): (reasons: readonly Reason[], most?: number) => string {
  const { t } = useTranslation()
  const one = ({ rule, subjects }: Reason): string => {
    const said = (subjects.length ? subjects : [{}]).slice(0, NAMED).map((subject: Reason['subjects'][number]) =>
      t(`delivery.cockpit.reason.${rule as LightRuleId}`, {
        unit: subject.organization ?? '',
        title: subject.title ?? '',
        due: subject.dueOn ?? '',
        days: subject.daysLate ?? 0,
        interpolation: { escapeValue: false },
      }),
    )
    const others = subjects.length > NAMED ? t('delivery.cockpit.andOthers', { n: subjects.length }) : ''
    return said.join(t('delivery.cockpit.joiner')) + others
  }
  return (reasons, most = reasons.length) => reasons.slice(0, most).map(one).join(t('delivery.cockpit.joiner'))
}
