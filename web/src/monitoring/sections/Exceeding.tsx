import { useTranslation } from 'react-i18next'
import type { Assessment } from '../../../../src/monitoring/schemas.ts'
import { bracketed, comma } from '../../shell/punctuation.ts'
import { useParameters } from '../shared/parameters.ts'

/** Items worse than the target with their multiples: 总磷（超标 0.3 倍）. */
export function useExceedingText(): (items: Assessment['exceeding']) => string {
  const { t } = useTranslation()
  const { nameOf } = useParameters()
  return (items) =>
    items
      .map(
        ({ code, multiple }) =>
          nameOf(code) + (multiple === null ? '' : bracketed(t('monitoring.sections.multiple', { multiple }))),
      )
      .join(comma())
}

export function ExceedingText({ items }: { items: Assessment['exceeding'] }) {
  return useExceedingText()(items)
}
