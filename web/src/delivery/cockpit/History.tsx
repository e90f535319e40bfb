import { useTranslation } from 'react-i18next'
import type { Cockpit } from '../../../../src/delivery/cockpit/schemas.ts'
import { usePeriod } from '../../shell/period.ts'
import { LightBar, totalOf } from '../lights/LightBar.tsx'

/** How the lights stood at the close of each cycle. */
export function History({ data }: { data: Cockpit }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  if (data.history.length === 0) return null
  return (
    <section className="cockpit-history">
      <div className="section-title">
        {t('delivery.cockpit.history')}
        <small>{t('delivery.cockpit.historyLede')}</small>
      </div>
      <ol>
        {data.history.map(({ period, closedOn, lights }) => (
          <li key={period}>
            <span>{periodText(period)}</span>
            <LightBar tally={lights} />
            <span className="quiet">
              {t('delivery.cockpit.light.red')} {lights.red ?? 0} / {totalOf(lights)}
              <time className="visually-hidden" dateTime={closedOn}>
                {closedOn}
              </time>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
