import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CycleOverview, UnitCount } from '../../../../src/delivery/reporting/schemas.ts'
import { send } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { cycleQuery } from './api.ts'
import { askedOf, CycleState, doneOf, Rate } from './CycleParts.tsx'
import { UnitOwed } from './UnitOwed.tsx'
import './desk.css'

const route = getRouteApi('/cycles/$cycleId')
type Step = 'open' | 'close' | 'reopen' | 'reminders'

const owedOf = ({ counts }: UnitCount) => counts.due + counts.returned

/** One cycle unit by unit: who has not reported first, 催报, and what each unit owes, with 免报. */
export function CyclePage() {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const { cycleId } = route.useParams()
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const cycle = useQuery(cycleQuery(cycleId))
  const [problem, setProblem] = useState<unknown>(null)
  const [shown, setShown] = useState<string | null>(null)

  const refresh = async () => {
    for (const key of ['cycle', 'cycles', 'desk', 'obligations', 'obligation'])
      await queries.invalidateQueries({ queryKey: [key] })
  }
  const act = async (step: Step, body?: object) => {
    setProblem(null)
    try {
      const answer = await send<{ obligations?: number; units?: number }>(
        'POST',
        `/api/v1/cycles/${cycleId}/${step}`,
        body,
      )
      const count = answer.obligations ?? 0
      if (step === 'open') message.success(t('delivery.reporting.openedWith', { count }))
      else if (step === 'reminders')
        message.success(t('delivery.reporting.reminded', { units: answer.units, obligations: count }))
      else message.success(t(`delivery.reporting.cycleDone.${step}`))
      await refresh()
    } catch (error) {
      setProblem(error)
    }
  }
  /** What it does to others is said before it is done. */
  const ask = (step: Step, title: string, words: string, body?: object) =>
    modal.confirm({ title, content: words, okText: title, onOk: () => act(step, body) })

  if (cycle.isPending) return <Loading />
  if (cycle.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={cycle.error} onRetry={() => void cycle.refetch()} />
      </div>
    )
  const { data } = cycle
  const remind = (units: readonly UnitCount[], title: string) =>
    ask(
      'reminders',
      title,
      t('delivery.reporting.remindAsk', {
        units: units.length,
        obligations: units.reduce((sum, unit) => sum + owedOf(unit), 0),
      }),
      { organizationIds: units.map(({ organization }) => organization.id) },
    )
  return (
    <Page
      title={`${data.programme.title} ${periodText(data.period)}`}
      lede={
        <>
          <CycleState cycle={data} /> · {t('delivery.reporting.dueOn', { date: data.dueOn })} ·{' '}
          <Rate counts={data.counts} />
        </>
      }
      actions={data.mine && <CycleActs cycle={data} onAsk={ask} onRemind={remind} />}
    >
      {problem !== null && <ProblemNotice problem={problem} />}
      {data.units.length === 0 && (
        <QuietState title={t('delivery.reporting.nobodyOwes')}>
          {t(data.openedAt ? 'delivery.reporting.nobodyOwesTodo' : 'delivery.reporting.notOpenedTodo')}
        </QuietState>
      )}
      {data.units.length > 0 && (
        <table className="cycle-units">
          <thead>
            <tr>
              <th>{t('delivery.reporting.unit')}</th>
              <th>{t('delivery.reporting.reported')}</th>
              <th>{t('delivery.reporting.owes')}</th>
              <th>{t('delivery.reporting.overdue')}</th>
              <th>{t('delivery.reporting.waived')}</th>
              <th className="no-print" />
            </tr>
          </thead>
          <tbody>
            {data.units.map((unit) => {
              const { id, shortName } = unit.organization
              return (
                <Fragment key={id}>
                  <tr>
                    <td>
                      <button
                        type="button"
                        className="plain unit-toggle"
                        aria-expanded={shown === id}
                        onClick={() => setShown(shown === id ? null : id)}
                      >
                        {shortName}
                      </button>
                    </td>
                    <td data-label={t('delivery.reporting.reported')}>
                      {doneOf(unit.counts)} / {askedOf(unit.counts)}
                    </td>
                    <td data-label={t('delivery.reporting.owes')}>{owedOf(unit) || '—'}</td>
                    <td
                      data-label={t('delivery.reporting.overdue')}
                      className={unit.counts.overdue > 0 ? 'late' : undefined}
                    >
                      {unit.counts.overdue || '—'}
                    </td>
                    <td data-label={t('delivery.reporting.waived')}>{unit.counts.waived || '—'}</td>
                    <td className="cycle-remind">
                      {data.mine && owedOf(unit) > 0 && data.closedAt === null && (
                        <Button
                          size="small"
                          className="no-print"
                          onClick={() => remind([unit], t('delivery.reporting.remind'))}
                        >
                          {t('delivery.reporting.remind')}
                        </Button>
                      )}{' '}
                      <Reminded unit={unit} />
                    </td>
                  </tr>
                  {shown === id && (
                    <tr className="unit-owed">
                      <td colSpan={6}>
                        <UnitOwed cycle={data} unit={unit.organization} onChanged={refresh} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              )
            })}
          </tbody>
        </table>
      )}
      <p className="faint no-print">
        <Link to="/programmes/$programmeId" params={{ programmeId: data.programme.id }}>
          {data.programme.title}
        </Link>
      </p>
    </Page>
  )
}

function Reminded({ unit }: { unit: UnitCount }) {
  const { t } = useTranslation()
  const moment = useMoment()
  if (unit.reminders === 0 || !unit.remindedAt) return null
  return (
    <small>{t('delivery.reporting.remindedTimes', { count: unit.reminders, time: moment(unit.remindedAt) })}</small>
  )
}

function CycleActs(props: {
  cycle: CycleOverview
  onAsk: (step: Step, title: string, words: string) => void
  onRemind: (units: readonly UnitCount[], title: string) => void
}) {
  const { cycle, onAsk, onRemind } = props
  const { t } = useTranslation()
  const owing = cycle.units.filter((unit) => owedOf(unit) > 0)
  const late = owing.filter(({ counts }) => counts.overdue > 0)
  const { period } = cycle
  if (cycle.closedAt) {
    const title = t('delivery.reporting.reopen')
    return (
      <Button onClick={() => onAsk('reopen', title, t('delivery.reporting.reopenAsk', { period }))}>{title}</Button>
    )
  }
  const openTitle = t(cycle.openedAt ? 'delivery.reporting.openMore' : 'delivery.reporting.openNow')
  const openWords = t(cycle.openedAt ? 'delivery.reporting.openMoreAsk' : 'delivery.reporting.openAsk', {
    period,
    date: cycle.dueOn,
  })
  const closeTitle = t('delivery.reporting.closeIt')
  const unsent = owing.reduce((sum, unit) => sum + owedOf(unit), 0)
  return (
    <>
      <Button type={cycle.openedAt ? 'default' : 'primary'} onClick={() => onAsk('open', openTitle, openWords)}>
        {openTitle}
      </Button>
      {cycle.openedAt && late.length > 0 && late.length < owing.length && (
        <Button onClick={() => onRemind(late, t('delivery.reporting.remindLate'))}>
          {t('delivery.reporting.remindLate')}
        </Button>
      )}
      {cycle.openedAt && owing.length > 0 && (
        <Button type="primary" onClick={() => onRemind(owing, t('delivery.reporting.remindAll'))}>
          {t('delivery.reporting.remindAll')}
        </Button>
      )}
      {cycle.openedAt && (
        <Button onClick={() => onAsk('close', closeTitle, t('delivery.reporting.closeAsk', { period, count: unsent }))}>
          {closeTitle}
        </Button>
      )}
    </>
  )
}
