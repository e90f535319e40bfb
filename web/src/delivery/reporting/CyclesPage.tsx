import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CycleOverview, CycleSummary, UnitCount } from '../../../../src/delivery/reporting/schemas.ts'
import { send } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { cycleQuery, cyclesQuery } from './api.ts'
import './desk.css'

type Counts = CycleSummary['counts']
const doneOf = ({ submitted, accepted }: Counts) => submitted + accepted
const askedOf = ({ due, returned, submitted, accepted }: Counts) => due + returned + submitted + accepted

/** Cycles of all programmes: when reports are due and how many came. */
export function CyclesPage() {
  const { t } = useTranslation()
  const cycles = useQuery(cyclesQuery())
  const items = cycles.data?.items ?? []
  return (
    <Page title={t('delivery.reporting.cyclesTitle')} lede={t('delivery.reporting.cyclesLede')}>
      {cycles.isPending && <Loading />}
      {cycles.isError && <ProblemNotice problem={cycles.error} onRetry={() => void cycles.refetch()} />}
      {cycles.isSuccess && items.length === 0 && (
        <QuietState title={t('delivery.reporting.noCycles')}>{t('delivery.reporting.noCyclesTodo')}</QuietState>
      )}
      {items.map((cycle) => (
        <Link key={cycle.id} to="/cycles/$cycleId" params={{ cycleId: cycle.id }} className="cycle-line">
          <b>{cycle.period}</b>
          <span>
            {cycle.programme.title}
            <small>{cycle.owner.shortName}</small>
          </span>
          <Rate counts={cycle.counts} />
          <span>
            <CycleState cycle={cycle} />
            <small>{t('delivery.reporting.dueOn', { date: cycle.dueOn })}</small>
          </span>
        </Link>
      ))}
    </Page>
  )
}

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

const route = getRouteApi('/cycles/$cycleId')

/** One cycle unit by unit: who has not reported first, and 催报. */
export function CyclePage() {
  const { t } = useTranslation()
  const { cycleId } = route.useParams()
  const { message } = App.useApp()
  const moment = useMoment()
  const queries = useQueryClient()
  const cycle = useQuery(cycleQuery(cycleId))
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState('')
  const act = async (name: string, body?: unknown) => {
    setBusy(name)
    setProblem(null)
    try {
      const answer = await send<{ obligations?: number; units?: number }>(
        'POST',
        `/api/v1/cycles/${cycleId}/${name}`,
        body,
      )
      if (name === 'open') message.success(t('delivery.reporting.openedWith', { count: answer.obligations ?? 0 }))
      if (name === 'reminders')
        message.success(t('delivery.reporting.reminded', { units: answer.units, obligations: answer.obligations }))
      for (const key of ['cycle', 'cycles', 'desk', 'obligations']) await queries.invalidateQueries({ queryKey: [key] })
    } catch (error) {
      setProblem(error)
    }
    setBusy('')
  }
  if (cycle.isPending) return <Loading />
  if (cycle.isError) return <ProblemNotice problem={cycle.error} onRetry={() => void cycle.refetch()} />
  const { data } = cycle
  const owing = data.units.filter(({ counts }) => counts.due + counts.returned > 0).length
  return (
    <Page
      title={`${data.programme.title} ${data.period}`}
      lede={
        <>
          <CycleState cycle={data} /> · {t('delivery.reporting.dueOn', { date: data.dueOn })} ·{' '}
          <Rate counts={data.counts} />
        </>
      }
      actions={
        data.mine && <CycleActs cycle={data} owing={owing} busy={busy} onAct={(name, body) => void act(name, body)} />
      }
    >
      {problem !== null && <ProblemNotice problem={problem} />}
      <table className="cycle-units">
        <thead>
          <tr>
            <th>{t('delivery.reporting.unit')}</th>
            <th>{t('delivery.reporting.reported')}</th>
            <th>{t('delivery.reporting.owes')}</th>
            <th>{t('delivery.reporting.overdue')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {data.units.map((unit: UnitCount) => (
            <tr key={unit.organization.id}>
              <td>
                <Link to="/units/$unitId" params={{ unitId: unit.organization.id }}>
                  {unit.organization.shortName}
                </Link>
              </td>
              <td>
                {doneOf(unit.counts)} / {askedOf(unit.counts)}
              </td>
              <td>{unit.counts.due + unit.counts.returned || '—'}</td>
              <td className={unit.counts.overdue > 0 ? 'late' : ''}>{unit.counts.overdue || '—'}</td>
              <td>
                {data.mine && unit.counts.due + unit.counts.returned > 0 && data.closedAt === null && (
                  <Button
                    size="small"
                    disabled={busy !== ''}
                    onClick={() => void act('reminders', { organizationIds: [unit.organization.id] })}
                  >
                    {t('delivery.reporting.remind')}
                  </Button>
                )}{' '}
                {unit.reminders > 0 && unit.remindedAt && (
                  <small>
                    {t('delivery.reporting.remindedTimes', { count: unit.reminders, time: moment(unit.remindedAt) })}
                  </small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Page>
  )
}

function CycleActs(props: {
  cycle: CycleOverview
  owing: number
  busy: string
  onAct: (name: string, body?: unknown) => void
}) {
  const { cycle, owing, busy, onAct } = props
  const { t } = useTranslation()
  if (cycle.closedAt)
    return (
      <Button loading={busy === 'reopen'} onClick={() => onAct('reopen')}>
        {t('delivery.reporting.reopen')}
      </Button>
    )
  return (
    <>
      <Button loading={busy === 'open'} type={cycle.openedAt ? 'default' : 'primary'} onClick={() => onAct('open')}>
        {t(cycle.openedAt ? 'delivery.reporting.openMore' : 'delivery.reporting.openNow')}
      </Button>
      {cycle.openedAt && owing > 0 && (
        <Button type="primary" loading={busy === 'reminders'} onClick={() => onAct('reminders', {})}>
          {t('delivery.reporting.remindAll')}
        </Button>
      )}
      {cycle.openedAt && (
        <Button loading={busy === 'close'} onClick={() => onAct('close')}>
          {t('delivery.reporting.closeIt')}
        </Button>
      )}
    </>
  )
}
