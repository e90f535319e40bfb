import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CutNote } from '../../shell/CutNote.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { Loading, QuietState } from '../../shell/states.tsx'
import { AddCycle } from './AddCycle.tsx'
import { cyclesQuery } from './api.ts'
import { CycleState, Rate } from './CycleParts.tsx'
import './desk.css'

/** Cycles of all programmes: when reports are due and how many came. */
export function CyclesPage() {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const cycles = useQuery(cyclesQuery())
  const items = cycles.data?.items ?? []
  return (
    <Page title={t('delivery.reporting.cyclesTitle')} lede={t('delivery.reporting.cyclesLede')} actions={<AddCycle />}>
      {cycles.isPending && <Loading />}
      {cycles.isError && <ProblemNotice problem={cycles.error} onRetry={() => void cycles.refetch()} />}
      {cycles.isSuccess && items.length === 0 && (
        <QuietState title={t('delivery.reporting.noCycles')}>{t('delivery.reporting.noCyclesTodo')}</QuietState>
      )}
      {items.map((cycle) => (
        <Link key={cycle.id} to="/cycles/$cycleId" params={{ cycleId: cycle.id }} className="cycle-line">
          <b>{periodText(cycle.period)}</b>
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
      <CutNote shown={items.length} total={cycles.data?.total} />
    </Page>
  )
}
