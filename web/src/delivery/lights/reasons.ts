import { useTranslation } from 'react-i18next'
import type { Reason } from '../../../../src/delivery/cockpit/schemas.ts'
import type { LightRuleId } from '../../../../src/delivery/lights/types.ts'

/** How many of a rule's subjects are named before the rest is a number. */
const NAMED = 2

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
