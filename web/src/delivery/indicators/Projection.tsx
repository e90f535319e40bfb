import { useTranslation } from 'react-i18next'
import type { Indicator } from '../../../../src/delivery/indicators/schemas.ts'
import { short, withUnit } from './parts.tsx'

/** Where it comes to if it goes on so, in words; or why that is not said. */
export function Projection({ one }: { one: Indicator }) {
  const { t } = useTranslation()
  const { projection } = one.progress
  if (projection.kind === 'none') {
    if (projection.reason === 'over') return null
    return <p className="ind-note">{t(`delivery.indicators.noProjection.${projection.reason}`)}</p>
  }
  const facts = { year: one.targetYear, value: withUnit(short(projection.value), one.unit) }
  if (projection.kind === 'reached') return <p>{t('delivery.indicators.projectedReached')}</p>
  if (projection.kind === 'reaches')
    return <p>{t('delivery.indicators.projectedReaches', { ...facts, reachYear: projection.reachYear })}</p>
  return (
    <p className="ind-misses">
      {t('delivery.indicators.projectedMisses', { ...facts, gap: withUnit(short(projection.gap), one.unit) })}
      {projection.reachYear === null
        ? t('delivery.indicators.projectedNever')
        : t('delivery.indicators.projectedLate', { reachYear: projection.reachYear })}
    </p>
  )
}
