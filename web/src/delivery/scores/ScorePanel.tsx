import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Light } from '../../../../src/delivery/lights/types.ts'
import type { ExplainedScore } from '../../../../src/delivery/scores/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { LightMark } from '../lights/LightMark.tsx'
import { explainedQuery } from './api.ts'
import { basisText } from './basis.ts'
import { pointsText } from './points.ts'
import { TotalWord } from './TotalWord.tsx'

type ScoredTask = ExplainedScore['tasks'][number]

/** What made the score of a unit or place: its parts, and every task that cost or added points, the dearest first. */
export function ScorePanel(props: {
  of: { unit: string } | { place: string; by: string }
  period: string
  rule: number | undefined
  onClose: () => void
}) {
  const { t } = useTranslation()
  const score = useQuery(explainedQuery(props.of, props))
  if (score.isPending) return <Loading />
  if (score.isError) return <ProblemNotice problem={score.error} onRetry={() => void score.refetch()} />
  const { of, parts, tasks, omitted, others } = score.data
  const unit = 'unit' in props.of
  return (
    <section>
      <h2 className="section-title">
        {unit ? (
          <Link to="/units/$unitId" params={{ unitId: of.id }}>
            {of.name}
          </Link>
        ) : (
          of.name
        )}
        <Button size="small" className="no-print" onClick={props.onClose}>
          {t('delivery.scores.close')}
        </Button>
      </h2>
      <dl className="score-parts">
        <div>
          <dt>{t('delivery.scores.total')}</dt>
          <dd className="figure">
            <TotalWord score={score.data} />
          </dd>
        </div>
        <div>
          <dt>{t('delivery.scores.basis')}</dt>
          <dd>{basisText(score.data)}</dd>
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
      <h3 className="section-title">{t('delivery.scores.lost')}</h3>
      {tasks.length === 0 && <p className="quiet">{t('delivery.scores.noEffects')}</p>}
      <ul className="score-tasks">
        {tasks.map((task) => (
          <TaskLine key={`${task.taskId} ${task.organization.id}`} task={task} named={!unit} />
        ))}
      </ul>
      {omitted > 0 && <p className="quiet">{t('delivery.scores.omitted', { n: omitted })}</p>}
      {others > 0 && <p className="quiet">{t('delivery.scores.others', { n: others })}</p>}
    </section>
  )
}

function TaskLine({ task, named }: { task: ScoredTask; named: boolean }) {
  const { t } = useTranslation()
  const { taskId, title, organization, role, light, effects, reports } = task
  return (
    <li>
      <div>
        <Link to="/tasks/$taskId" params={{ taskId }}>
          {title}
        </Link>
        <small>
          {named && `${organization.name} · `}
          {t(`delivery.scores.role.${role as 'lead'}`)}
        </small>
        {light && <LightMark light={light as Light} />}
        <ul className="score-reports">
          {reports.map((report) => (
            <li key={report.obligationId}>
              <ReportWord taskId={taskId} report={report} />
            </li>
          ))}
        </ul>
      </div>
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
  )
}

/** When it was due, when it came, what its evidence is worth, how often it was returned; and the way to it. */
function ReportWord({ taskId, report }: { taskId: string; report: ScoredTask['reports'][number] }) {
  const { t } = useTranslation()
  const { period, dueOn, submittedOn, state, grade, returns, reportId } = report
  const came = submittedOn !== null && state !== 'returned'
  const words = [
    t('delivery.scores.dueOn', { day: dueOn }),
    came
      ? t(submittedOn <= dueOn ? 'delivery.scores.cameInTime' : 'delivery.scores.cameLate', { day: submittedOn })
      : t(state === 'returned' ? 'delivery.scores.isReturned' : 'delivery.scores.neverCame'),
    ...(came && grade
      ? [t('delivery.scores.gradeOf', { grade: t(`delivery.indicators.grades.${grade as 'document'}`) })]
      : []),
    ...(returns > 0 ? [t('delivery.scores.returnsOf', { n: returns })] : []),
  ]
  return (
    <small>
      {reportId ? (
        <Link to="/tasks/$taskId" params={{ taskId }} hash={`report-${reportId}`}>
          {t('delivery.scores.reportOf', { period })}
        </Link>
      ) : (
        t('delivery.scores.reportOf', { period })
      )}
      {' · '}
      {words.join(' · ')}
    </small>
  )
}
