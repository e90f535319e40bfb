import { useTranslation } from 'react-i18next'
import type { CycleSummary } from '../../../../src/delivery/reporting/schemas.ts'

type Counts = CycleSummary['counts']
export const doneOf = ({ submitted, accepted }: Counts) => submitted + accepted
export const askedOf = ({ due, returned, submitted, accepted }: Counts) => due + returned + submitted + accepted

export function CycleState({ cycle }: { cycle: Pick<CycleSummary, 'openedAt' | 'closedAt' | 'opensOn'> }) {
  const { t } = useTranslation()
  if (cycle.closedAt) return <>{t('delivery.reporting.closed')}</>
  return (
    <>{cycle.openedAt ? t('delivery.reporting.opened') : t('delivery.reporting.opensOn', { date: cycle.opensOn })}</>
  )
}

export function Rate({ counts }: { counts: Counts }) {
  const { t } = useTranslation()
  const all = askedOf(counts)
  if (all === 0) return <span>—</span>
  return (
    <span>
      {t('delivery.reporting.rate', { done: doneOf(counts), all })}
      {counts.overdue > 0 && <small className="late">{` ${t('delivery.reporting.overdue')} ${counts.overdue}`}</small>}
      <span className="rate-bar" aria-hidden="true">
        <i style={{ width: `${(100 * doneOf(counts)) / all}%` }} />
      </span>
    </span>
  )
}
