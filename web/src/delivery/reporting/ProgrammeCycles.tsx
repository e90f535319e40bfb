import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CycleOpened, CycleOverview, CycleSummary } from '../../../../src/delivery/reporting/schemas.ts'
import { send } from '../../shell/api.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { AddCycle } from './AddCycle.tsx'
import { cyclesQuery } from './api.ts'
import { CycleState, Rate } from './CycleParts.tsx'
import { periodOn } from './periods.ts'
import './desk.css'

type Frequency = CycleSummary['programme']['frequency']

/** On the page of a programme: its cycles, and the way to open the present one before its day comes by itself. */
export function ProgrammeCycles(props: { programmeId: string; frequency: Frequency; mayOpen: boolean }) {
  const { programmeId, frequency, mayOpen } = props
  const { t } = useTranslation()
  const periodText = usePeriod()
  const { message, modal } = App.useApp()
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
  const ask = (period: string) =>
    modal.confirm({
      title: t('delivery.reporting.openPeriod', { period }),
      content: t('delivery.reporting.openPeriodAsk', { period }),
      okText: t('delivery.reporting.openNow'),
      onOk: () => open.mutateAsync(period),
    })
  const isOffered = mayOpen && now !== undefined && !current?.openedAt
  if (items.length === 0 && !mayOpen) return null
  return (
    <section>
      <h2 className="section-title">
        {t('delivery.reporting.cycles')}
        {isOffered && (
          <Button size="small" className="no-print" loading={open.isPending} onClick={() => ask(now)}>
            {t('delivery.reporting.openPeriod', { period: now })}
          </Button>
        )}
        {mayOpen && <AddCycle programmeId={programmeId} />}
      </h2>
      {open.isError && <ProblemNotice problem={open.error} />}
      {items.map((cycle) => (
        <Link key={cycle.id} to="/cycles/$cycleId" params={{ cycleId: cycle.id }} className="cycle-line">
          <b>{periodText(cycle.period)}</b>
          <CycleState cycle={cycle} />
          <Rate counts={cycle.counts} />
          <small>{t('delivery.reporting.dueOn', { date: cycle.dueOn })}</small>
        </Link>
      ))}
    </section>
  )
}
