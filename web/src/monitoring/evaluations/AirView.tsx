import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CityAir } from '../../../../src/monitoring/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { type Asked, airQuery } from './api.ts'
import { useMonthsText } from './words.ts'

const ITEMS = ['pm25', 'pm10', 'so2', 'no2', 'co', 'o3'] as const

/** Cities by the composite index of their air, with good days and concentrations. */
export function AirView({ asked }: { asked: Omit<Asked, 'river'> }) {
  const { t } = useTranslation()
  const when = useMonthsText()
  const found = useQuery(airQuery(asked))
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  const { cities, period } = found.data
  if (cities.length === 0)
    return (
      <QuietState title={t('monitoring.evaluations.airNone')}>{t('monitoring.evaluations.airNoneTodo')}</QuietState>
    )
  const newer = cities.some(({ composite2026 }) => composite2026 !== null)
  return (
    <section>
      <h2 className="section-title">
        {t('monitoring.evaluations.air')} <small>{`${when(period)} · ${t('monitoring.evaluations.airLede')}`}</small>
      </h2>
      <div className="mon-scroll">
        <table className="mon-table">
          <thead>
            <tr>
              <th scope="col">{t('monitoring.evaluations.rank')}</th>
              <th scope="col">{t('monitoring.evaluations.city')}</th>
              <th scope="col">{t('monitoring.evaluations.composite')}</th>
              {newer && <th scope="col">{t('monitoring.evaluations.composite2026')}</th>}
              <th scope="col">{t('monitoring.evaluations.goodDays')}</th>
              {ITEMS.map((item) => (
                <th key={item} scope="col">
                  {t(`monitoring.evaluations.airItems.${item}`)} <small>{item === 'co' ? 'mg/m³' : 'µg/m³'}</small>
                </th>
              ))}
              <th scope="col">{t('monitoring.evaluations.stations')}</th>
            </tr>
          </thead>
          <tbody>
            {cities.map((city, at) => (
              <Row key={city.place} city={city} rank={city.composite ? at + 1 : null} newer={newer} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="mon-note">{t('monitoring.evaluations.airMethod')}</p>
    </section>
  )
}

function Row({ city, rank, newer }: { city: CityAir; rank: number | null; newer: boolean }) {
  const { t } = useTranslation()
  return (
    <tr>
      <td>{rank ?? '—'}</td>
      <td>{city.name}</td>
      <td>{city.composite?.index ?? '—'}</td>
      {newer && <td>{city.composite2026?.index ?? '—'}</td>}
      <td>
        {city.goodDaysPercent === null ? '—' : `${city.goodDaysPercent}%`}
        <small>{t('monitoring.evaluations.daysOf', { good: city.goodDays, count: city.days })}</small>
      </td>
      {ITEMS.map((item) => {
        const one = city.items.find((each) => each.item === item)
        return (
          <td key={item}>
            {one?.value ?? '—'}
            {one && !one.valid && <small>{t('monitoring.evaluations.tooFew')}</small>}
            {one?.meets === false && <small>{t('monitoring.evaluations.exceeds')}</small>}
          </td>
        )
      })}
      <td>{city.stations}</td>
    </tr>
  )
}
