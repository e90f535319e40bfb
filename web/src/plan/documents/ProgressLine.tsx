import { useTranslation } from 'react-i18next'
import type { KindCounts } from '../../../../src/plan/schemas.ts'

export function sumOf(counts: readonly KindCounts[]) {
  const sum = { extracted: 0, confirmed: 0, rejected: 0 }
  for (const one of counts) {
    sum.extracted += one.extracted
    sum.confirmed += one.confirmed
    sum.rejected += one.rejected
  }
  return { ...sum, total: sum.extracted + sum.confirmed + sum.rejected }
}

/** How much of what the machine found has been looked at by a person. Nothing found is said, not drawn as done. */
export function ProgressLine({ counts }: { counts: readonly KindCounts[] }) {
  const { t } = useTranslation()
  const { extracted, confirmed, rejected, total } = sumOf(counts)
  if (total === 0) return <span className="progress-line none">{t('documents.nothingFound')}</span>
  return (
    <span className="progress-line" title={t('documents.progressTitle', { extracted, confirmed, rejected })}>
      <span className="bar-meter">
        <i style={{ width: `${(confirmed / total) * 100}%` }} />
        <i className="rejected" style={{ width: `${(rejected / total) * 100}%` }} />
      </span>
      <span>{t('documents.progress', { done: confirmed + rejected, total })}</span>
    </span>
  )
}
