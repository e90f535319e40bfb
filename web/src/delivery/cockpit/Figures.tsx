import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Cockpit } from '../../../../src/delivery/cockpit/schemas.ts'
import { usePeriod } from '../../shell/period.ts'
import { colon, comma } from '../../shell/punctuation.ts'
import { useNumber } from '../../shell/time.ts'
import { LightBar, lights } from '../lights/LightBar.tsx'
import { LightMark } from '../lights/LightMark.tsx'
import { type CockpitFilter, tasksOf } from './filter.ts'

/** How many tasks have which light, each figure leading to them, and how that compares with the last cycle. */
export function Figures({ data, filter }: { data: Cockpit; filter: CockpitFilter }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const number = useNumber()
  const { trend } = data
  const difference = (now: number, before: number) =>
    now === before
      ? t('delivery.cockpit.same')
      : t('delivery.cockpit.sinceLast', { difference: `${now > before ? '+' : '−'}${number(Math.abs(now - before))}` })
  return (
    <section>
      <dl className="cockpit-figures">
        {lights.map((light) => (
          <div key={light}>
            <dt>
              <LightMark light={light} />
            </dt>
            <dd>
              <Link {...tasksOf({ ...filter, light })} className="figure">
                {number(data.lights[light] ?? 0)}
              </Link>
            </dd>
            {trend && <dd className="quiet">{difference(trend.now[light] ?? 0, trend.before[light] ?? 0)}</dd>}
          </div>
        ))}
      </dl>
      <LightBar tally={data.lights} />
      <p className="quiet">
        {trend
          ? t('delivery.cockpit.compared', {
              periods: [...new Set(trend.cycles.map(({ period }) => periodText(period)))].join(comma()),
            })
          : t('delivery.cockpit.noTrend')}{' '}
        {t('delivery.cockpit.grades')}
        {colon()}
        {(['verified', 'measured', 'document', 'statement', 'none'] as const)
          .filter((grade) => data.grades[grade])
          .map((grade) => `${t(`delivery.cockpit.grade.${grade}`)} ${number(data.grades[grade] ?? 0)}`)
          .join(' · ')}
      </p>
    </section>
  )
}
