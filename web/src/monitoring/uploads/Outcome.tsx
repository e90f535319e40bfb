import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Uploaded } from '../../../../src/monitoring/schemas.ts'
import { usePeriod } from '../../shell/period.ts'
import { comma, semicolon } from '../../shell/punctuation.ts'
import { useNumber } from '../../shell/time.ts'
import { Notice } from '../shared/Notice.tsx'

/** More months than these are told by the first and the last. */
const MOST_MONTHS = 24

/** What came of an upload: its batch, the months that are assessed next, and the way to their sections. */
export function Outcome({ of }: { of: Uploaded }) {
  const { t } = useTranslation()
  const number = useNumber()
  const period = usePeriod()
  const counts = (['added', 'same', 'corrected', 'flagged', 'unmeasured'] as const)
    .filter((name) => of[name] > 0)
    .map((name) => t(`monitoring.uploads.outcome.${name}`, { formatted: number(of[name]) }))
  const changed = of.added + of.corrected > 0
  const says = (months: readonly string[]) =>
    months.length > MOST_MONTHS
      ? `${period(months[0] ?? '')} – ${period(months.at(-1) ?? '')}`
      : months.map(period).join(comma())
  return (
    <div className="upl-outcome">
      <Notice
        kind={changed ? 'done' : 'info'}
        title={t(changed ? 'monitoring.uploads.done' : 'monitoring.uploads.sameAgain')}
      >
        {counts.join(semicolon())}
      </Notice>
      <dl className="sheet upl-next">
        <div>
          <dt>{t('monitoring.uploads.batchOf')}</dt>
          <dd>
            <Link to="/observations/batches" search={{ batch: of.batchId }}>
              {t('monitoring.sections.batch', { id: of.batchId })}
            </Link>
            {of.flagged > 0 && (
              <>
                {' '}
                <Link to="/observations/batches" search={{ batch: of.batchId }}>
                  {t('monitoring.uploads.flagged.see')}
                </Link>
              </>
            )}
          </dd>
        </div>
        {of.months.length > 0 && (
          <div>
            <dt>{t('monitoring.uploads.toAssess', { count: of.months.length })}</dt>
            <dd>{says(of.months)}</dd>
          </div>
        )}
        {of.sections.length > 0 && (
          <div>
            <dt>{t('monitoring.uploads.sections')}</dt>
            <dd className="upl-links">
              {of.sections.map(({ id, name }) => (
                <Link
                  key={id}
                  to="/sections/$sectionId"
                  params={{ sectionId: id }}
                  search={of.months.length === 1 ? { month: of.months[0] as string } : {}}
                >
                  {name}
                </Link>
              ))}
            </dd>
          </div>
        )}
        {of.stations.length > 0 && (
          <div>
            <dt>{t('monitoring.uploads.stations')}</dt>
            <dd className="upl-links">
              {of.stations.map(({ id, name }) => (
                <Link key={id} to="/stations/$stationId" params={{ stationId: id }}>
                  {name}
                </Link>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {of.monthsWithoutAlert.length > 0 && (
        <p className="mon-note">
          {of.monthsWithoutAlert.length === of.months.length
            ? t('monitoring.uploads.noAlertAny')
            : t('monitoring.uploads.noAlert', { months: says(of.monthsWithoutAlert) })}
        </p>
      )}
      {changed && <p className="mon-note">{t('monitoring.uploads.soon')}</p>}
    </div>
  )
}
