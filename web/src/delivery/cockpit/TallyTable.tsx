import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { LightTally } from '../../../../src/delivery/cockpit/schemas.ts'
import { useNumber } from '../../shell/time.ts'
import { LightBar, totalOf } from '../lights/LightBar.tsx'
import { type CockpitFilter, tasksOf } from './filter.ts'

export interface TallyRow {
  key: string
  name: string
  strong?: boolean
  tally: LightTally
  redBefore: number | null
  filter: CockpitFilter
}

/** Lights of places or chapters, in their own order; each figure leads to its tasks. */
export function TallyTable({ title, rows }: { title: string; rows: readonly TallyRow[] }) {
  const { t } = useTranslation()
  const number = useNumber()
  const hasBefore = rows.some(({ redBefore }) => redBefore !== null)
  return (
    <section>
      <div className="section-title">{title}</div>
      <table className="tally">
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{t('delivery.cockpit.light.red')}</th>
            {hasBefore && <th scope="col">{t('delivery.cockpit.redBefore')}</th>}
            <th scope="col" className="wide">
              <span className="visually-hidden">{t('delivery.cockpit.history')}</span>
            </th>
            <th scope="col">{t('delivery.cockpit.total')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, strong, tally, redBefore, filter }) => (
            <tr key={key} className={strong ? 'strong' : undefined}>
              <th scope="row">
                <Link to="/cockpit" search={filter}>
                  {name}
                </Link>
              </th>
              <td className="number">
                {tally.red ? (
                  <Link {...tasksOf({ ...filter, light: 'red' })} className="red">
                    {number(tally.red)}
                  </Link>
                ) : (
                  <span className="quiet">0</span>
                )}
              </td>
              {hasBefore && <td className="number quiet">{redBefore === null ? '—' : number(redBefore)}</td>}
              <td className="wide">
                <LightBar tally={tally} />
              </td>
              <td className="number">
                <Link {...tasksOf(filter)}>{number(totalOf(tally))}</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
