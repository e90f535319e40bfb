import { useTranslation } from 'react-i18next'
import { totalOf } from './basis.ts'

/** The score, or why there is none. */
export function TotalWord({ score }: { score: Parameters<typeof totalOf>[0] }) {
  const { t } = useTranslation()
  const total = totalOf(score)
  return typeof total === 'number' ? total : t(`delivery.scores.${total}`)
}
