import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Light } from '../../../../src/delivery/lights/types.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { LightMark } from '../lights/LightMark.tsx'
import { unitScoreQuery } from './api.ts'
import { pointsText } from './points.ts'

/** What made a unit's score: its parts, and every task that cost or added points, the dearest first. */
export function UnitScorePanel(props: { unit: string; period: string; rule: number | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const score = useQuery(unitScoreQuery(props.unit, props))
  if (score.isPending) return <Loading />
  if (score.isError) return <ProblemNotice problem={score.error} onRetry={() => void score.refetch()} />
  const { organization, total, parts, tasks, others } = score.data
  return (
    <section>
      <div className="section-title">
        <Link to="/units/$unitId" params={{ unitId: organization.id }}>
          {organization.name}
        </Link>
        <Button size="small" className="no-print" onClick={props.onClose}>
          {t('delivery.scores.close')}
        </Button>
      </div>
      <dl className="score-parts">
        <div>
          <dt>{t('delivery.scores.total')}</dt>
          <dd className="figure">{total ?? t('delivery.scores.none')}</dd>
        </div>
        {parts.map(({ part, points, of, done, due }) => (
          <div key={part}>
            <dt>{t(`delivery.scores.part.${part}`)}</dt>
            <dd>
              {points === null
                ? '—'
                : of > 0
                  ? t('delivery.scores.of', { points: pointsText(points), of: pointsText(of) })
                  : pointsText(points)}
              {due > 0 && of > 0 && part !== 'closed_early' && (
                <small>{t('delivery.scores.share', { done: Math.round(done * 10) / 10, due })}</small>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <div className="section-title">{t('delivery.scores.lost')}</div>
      {tasks.length === 0 && <p className="quiet">{t('delivery.scores.noEffects')}</p>}
      <ul className="score-tasks">
        {tasks.map(({ taskId, title, role, light, effects }) => (
          <li key={taskId}>
            <span>
              <Link to="/tasks/$taskId" params={{ taskId }}>
                {title}
              </Link>
              <small>{t(`delivery.scores.role.${role as 'lead'}`)}</small>
              {light && <LightMark light={light as Light} />}
            </span>
            <span className="number">
              {effects
                .map(({ part, points }) =>
                  t('delivery.scores.effect', {
                    part: t(`delivery.scores.part.${part}`),
                    points: (points > 0 ? '+' : '') + (Math.abs(points) < 0.05 ? '−<0.1' : pointsText(points)),
                  }),
                )
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {others > 0 && <p className="quiet">{t('delivery.scores.others', { n: others })}</p>}
    </section>
  )
}
