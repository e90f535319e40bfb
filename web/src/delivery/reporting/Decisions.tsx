import { useTranslation } from 'react-i18next'
import type { Report } from '../../../../src/delivery/reporting/schemas.ts'
import { useMoment } from '../../shell/time.ts'

/** What was decided on the reports of one period, the newest first. */
export function Decisions({ reports }: { reports: readonly Report[] }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const decided = reports.flatMap((report) => report.reviews.map((review) => ({ report, review })))
  if (decided.length === 0) return null
  return (
    <ul className="decisions" aria-label={t('delivery.reporting.reviews')}>
      {decided
        .toSorted((one, other) => other.review.at.localeCompare(one.review.at))
        .map(({ report, review }) => (
          <li key={`${report.id} ${review.at}`} className={review.decision}>
            {review.decision === 'accepted'
              ? t('delivery.reporting.acceptedBy', { organization: review.organizationName, userName: review.userName })
              : t('delivery.reporting.returnedBy', {
                  organization: review.organizationName,
                  userName: review.userName,
                  reason: review.reason,
                })}
            <small>
              {t('delivery.reporting.versions', { number: report.number })} · {moment(review.at)}
            </small>
          </li>
        ))}
    </ul>
  )
}
