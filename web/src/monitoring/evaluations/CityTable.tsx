import { useTranslation } from 'react-i18next'
import type { WaterEvaluation } from '../../../../src/monitoring/schemas.ts'
import { comma } from '../../shell/punctuation.ts'
import { useParameters } from '../shared/parameters.ts'

interface Compared {
  cities: WaterEvaluation['cities']
  /** Items that all of them have. */
  items: readonly string[]
}

/** Cities by their water quality index over the items that all of them have, the best first. */
export function CityTable({ cities, items }: Compared) {
  const { t } = useTranslation()
  const { nameOf } = useParameters()
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
                <td>{sections === 0 ? '—' : missing}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="mon-note">
        {items.length === 0
          ? t('monitoring.evaluations.cityItemsNone')
          : t('monitoring.evaluations.cityItems', { count: items.length, items: items.map(nameOf).join(comma()) })}
      </p>
    </section>
  )
}
