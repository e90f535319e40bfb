import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObligationDetail, Submitted } from '../../../../src/delivery/reporting/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { Loading } from '../../shell/states.tsx'
import { useObligation } from './api.ts'
import { Decisions } from './Decisions.tsx'
import { keeperOf, useDraftsReady } from './draft/useDraft.ts'
import { ReportForm } from './ReportForm.tsx'
import { Contradictions, ReportView } from './ReportView.tsx'

/** One owed report, opened on the desk: what is asked, what was said last, what is said now. */
export function ReportSheet(props: {
  id: string
  owner: string
  hasNext: boolean
  onSent: (sent: Submitted, detail: ObligationDetail) => void
  onClose: () => void
  /** With the task's title, where no row of a list says it. */
  titled?: boolean
}) {
  const { id, owner, hasNext, onSent, onClose, titled = false } = props
  const detail = useObligation(id)
  const queries = useQueryClient()
  useEffect(() => () => void queries.invalidateQueries({ queryKey: ['obligation', id] }), [queries, id])
  const isReady = useDraftsReady()
  if (detail.isPending || !isReady) return <Loading />
  if (detail.isError) return <ProblemNotice problem={detail.error} onRetry={() => void detail.refetch()} />
  const { data } = detail
  return (
    <div className="sheet">
      {titled && <h2>{data.task.title}</h2>}
      <Asked detail={data} />
      {data.may.report ? (
        <ReportForm
          key={`${data.id} ${data.revision}`}
          detail={data}
          keeper={keeperOf(owner, data)}
          hasNext={hasNext}
          onSent={(sent) => onSent(sent, data)}
          onReload={() => void detail.refetch()}
          onClose={onClose}
        />
      ) : (
        <Said detail={data} />
      )}
    </div>
  )
}

/** The words that oblige, before anything is written about them. */
function Asked({ detail }: { detail: ObligationDetail }) {
  const { t } = useTranslation()
  const { task } = detail
  return (
    <header className="asked">
      <blockquote>{task.text}</blockquote>
      <p>
        {task.provisionLabel && <span>{task.provisionLabel}</span>}
        {task.measure && (
          <span>
            {t('delivery.reporting.measure')}：{task.measure}
          </span>
        )}
        {task.documentId && (
          <a href={`/documents/${task.documentId}${task.provision ? `?at=${encodeURIComponent(task.provision)}` : ''}`}>
            {t('delivery.reporting.sentence')}
          </a>
        )}
        <a href={`/tasks/${task.id}`}>{t('delivery.reporting.task')}</a>
      </p>
    </header>
  )
}

/** What was reported and waits, or was accepted: to read. */
function Said({ detail }: { detail: ObligationDetail }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const [newest, ...older] = detail.reports
  if (!newest) return <p className="said-none">{detail.waivedReason ?? t('delivery.reporting.partMissing')}</p>
  return (
    <div className="sheet-columns">
      <section className="sheet-last">
        <h3>{t('delivery.reporting.lastReport')}</h3>
        {detail.last ? (
          <ReportView report={detail.last} known={detail.known} now={{ ...newest.content }} />
        ) : (
          <p className="said-none">{t('delivery.reporting.noLast')}</p>
        )}
      </section>
      <section className="sheet-now">
        <h3>
          {periodText(detail.cycle.period)} <small>{t(`delivery.reporting.states.${detail.state}`)}</small>
        </h3>
        <ReportView report={newest} known={detail.known} before={detail.last?.content} />
        <Contradictions found={newest.contradictions} />
        <Decisions reports={[newest, ...older]} />
      </section>
    </div>
  )
}
