import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CycleOpened, CycleOverview, CycleSummary } from '../../../../src/delivery/reporting/schemas.ts'
import { send } from '../../shell/api.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { cyclesQuery } from './api.ts'
import { CycleState, Rate } from './CyclesPage.tsx'
import './desk.css'

type Frequency = CycleSummary['programme']['frequency']

/** The name of the period that a day lies in. */
export function periodOn(frequency: Frequency, day: string): string {
  const year = day.slice(0, 4)
  const month = Number(day.slice(5, 7))
  if (frequency === 'month') return day.slice(0, 7)
  if (frequency === 'quarter') return `${year}Q${Math.ceil(month / 3)}`
  return frequency === 'half_year' ? `${year}H${month > 6 ? 2 : 1}` : year
}

/** On the page of a programme: its cycles, and the way to open the present one before its day comes by itself. */
export function ProgrammeCycles(props: { programmeId: string; frequency: Frequency; mayOpen: boolean }) {
  const { programmeId, frequency, mayOpen } = props
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const cycles = useQuery(cyclesQuery(programmeId))
  const items = cycles.data?.items ?? []
  const now = cycles.data && periodOn(frequency, cycles.data.today)
  const current = items.find(({ period }) => period === now)
  const open = useMutation({
    mutationFn: async (period: string) => {
      const { id } =
        current ?? (await send<CycleOverview>('POST', `/api/v1/programmes/${programmeId}/cycles`, { period }))
      return send<CycleOpened>('POST', `/api/v1/cycles/${id}/open`)
    },
    onSuccess: ({ obligations }) =>
      void message.success(t('delivery.reporting.openedWith', { count: obligations ?? 0 })),
    onSettled: () => {
      for (const key of ['cycles', 'cycle', 'desk', 'obligations']) void queries.invalidateQueries({ queryKey: [key] })
    },
  })
  const isOffered = mayOpen && now !== undefined && !current?.openedAt
  if (items.length === 0 && !isOffered) return null
  return (
    <section>
      <h2 className="section-title">
        {t('delivery.reporting.cycles')}
        {isOffered && (
          <Button size="small" className="no-print" loading={open.isPending} onClick={() => open.mutate(now)}>
            {t('delivery.reporting.openPeriod', { period: now })}
          </Button>
        )}
      </h2>
      {open.isError && <ProblemNotice problem={open.error} />}
      {items.map((cycle) => (
        <Link key={cycle.id} to="/cycles/$cycleId" params={{ cycleId: cycle.id }} className="cycle-line">
          <b>{cycle.period}</b>
          <CycleState cycle={cycle} />
          <Rate counts={cycle.counts} />
          <small>{t('delivery.reporting.dueOn', { date: cycle.dueOn })}</small>
        </Link>
      ))}
    </section>
  )
}
