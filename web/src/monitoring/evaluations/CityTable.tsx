import { useTranslation } from 'react-i18next'
import type { WaterEvaluation } from '../../../../src/monitoring/schemas.ts'

/** Cities by their water quality index, the best first. */
export function CityTable({ cities }: { cities: WaterEvaluation['cities'] }) {
  const { t } = useTranslation()
  if (cities.length === 0) return null
  return (
    <section>
      <h2 className="section-title">
        {t('monitoring.evaluations.cities')} <small>{t('monitoring.evaluations.cityMethod')}</small>
      </h2>
      <div className="mon-scroll">
        <table className="mon-table">
          <thead>
            <tr>
              {(['rank', 'city', 'index', 'good', 'count', 'missing'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`monitoring.evaluations.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cities.map(({ place, name, index, goodPercent, sections, missing }, at) => (
              <tr key={place}>
                <td>{index === null ? '—' : at + 1}</td>
                <td>{name}</td>
                <td>{index ?? '—'}</td>
                <td>{goodPercent === null ? '—' : `${goodPercent}%`}</td>
                <td>{sections}</td>
                <td>{index === null ? '—' : missing}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
