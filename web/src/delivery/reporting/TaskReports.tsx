import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Report } from '../../../../src/delivery/reporting/schemas.ts'
import { get } from '../../shell/api.ts'
import { CutNote } from '../../shell/CutNote.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { indicatorsOfTask } from '../indicators/api.ts'
import type { TaskDetail } from '../tasks/api.ts'
import { Decisions } from './Decisions.tsx'
import { Contradictions, ReportView } from './ReportView.tsx'
import './desk.css'

const showPointed = (report: HTMLElement | null) => report?.scrollIntoView({ block: 'start' })

/** On the page of a task: what units reported, period by period, the newest open and the others folded. */
export function TaskReports({ task }: { task: TaskDetail }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  // An address may point at one report: #report-….
  const pointed = useLocation({ select: ({ hash }) => /^report-([0-9a-f-]{36})$/.exec(hash)?.[1] })
  const found = useQuery({
    queryKey: ['obligation', 'of-task', task.id],
    queryFn: ({ signal }) =>
      get<{ items: Report[]; total: number }>(`/api/v1/tasks/${task.id}/reports`, undefined, signal),
  })
  const indicators = useQuery(indicatorsOfTask(task.id)) // a figure is shown by the name of its indicator
  if (found.isError)
    return (
      <section>
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      </section>
    )
  const items = found.data?.items ?? []
  const leads = new Set(task.units.filter(({ role }) => role !== 'participant').map((one) => one.organizationId))
  const known = {
    milestones: task.milestones.map((one) => ({ ...one, mine: false })),
    indicators: indicators.data?.items.map(({ id, name, unit }) => ({ id, title: name, unit, observations: [] })) ?? [],
  }
  return (
    <section>
      <h2 className="section-title">{t('delivery.reporting.reportsOfTask')}</h2>
      {found.isSuccess && items.length === 0 && <p className="faint">{t('delivery.reporting.noReports')}</p>}
      {[...Map.groupBy(items, ({ period }) => period)].map(([period, reports], index) => (
        <details key={period} className="task-reports" open={index === 0 || reports.some(({ id }) => id === pointed)}>
          <summary>
            <b>{periodText(period)}</b> <small>{t('delivery.reporting.rateOf', { count: reports.length })}</small>
          </summary>
          {reports
            .toSorted((one, other) => Number(leads.has(other.organization.id)) - Number(leads.has(one.organization.id)))
            .map((report) => (
              <details
                key={report.id}
                ref={pointed === report.id ? showPointed : null}
                className="part-report"
                open={leads.has(report.organization.id) || pointed === report.id}
              >
                <summary>
                  <b>{report.organization.name}</b>{' '}
                  <small>{t('delivery.reporting.versions', { number: report.number })}</small>
                </summary>
                <ReportView report={report} known={known}>
                  <Contradictions found={report.contradictions} />
                </ReportView>
                <Decisions reports={[report]} />
              </details>
            ))}
        </details>
      ))}
      <CutNote shown={items.length} total={found.data?.total} />
    </section>
  )
}
