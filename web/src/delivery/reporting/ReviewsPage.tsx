import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { App, Button, Input, Popconfirm } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  Contradiction,
  Evidence,
  ObligationDetail,
  ObligationLine,
} from '../../../../src/delivery/reporting/schemas.ts'
import { useMay } from '../../access/session.ts'
import { CutNote } from '../../shell/CutNote.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { Loading, QuietState } from '../../shell/states.tsx'
import { obligationsQuery, reviewReport, settleContradiction, useObligation, verifyEvidence } from './api.ts'
import { Decisions } from './Decisions.tsx'
import { Contradictions, GradeMark, ReportView } from './ReportView.tsx'
import { ReturnForm } from './ReturnForm.tsx'
import { useDeskKeys } from './useDeskKeys.ts'
import './desk.css'

const route = getRouteApi('/reviews')

/** Presses a button of the sheet that is open, if it has it. */
const press = (act: 'accept' | 'return') => document.querySelector<HTMLButtonElement>(`[data-act="${act}"]`)?.click()

/** What waits for this unit's decision: the office's, or a lead's. J K Enter, A accepts, R returns. */
export function ReviewsPage() {
  const { t } = useTranslation()
  const { o: open } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useQuery(obligationsQuery({ mine: 'to_review' }))
  const items = list.data?.items ?? []
  const rows = useRef<HTMLOListElement>(null)
  const [chosen, setChosen] = useState(0)
  const openIndex = items.findIndex(({ id }) => id === open)
  const at = openIndex >= 0 ? openIndex : Math.min(chosen, Math.max(items.length - 1, 0))
  const go = (id: string | undefined) =>
    void navigate({ search: id ? { o: id } : {}, replace: true, resetScroll: false })
  const move = (by: number) => {
    const next = Math.max(0, Math.min(at + by, items.length - 1))
    setChosen(next)
    if (open) go(items[next]?.id)
    else rows.current?.querySelectorAll<HTMLButtonElement>('.desk-row')[next]?.focus()
  }
  useDeskKeys({
    onMove: move,
    onOpen: () => go(items[at]?.id),
    onClose: () => go(undefined),
    onHelp: () => {},
    letters: { a: () => press('accept'), r: () => press('return') },
  })
  return (
    <Page title={t('delivery.reporting.reviewTitle')} lede={t('delivery.reporting.reviewLede')}>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t('delivery.reporting.nothingToReview')}>
          {t('delivery.reporting.nothingToReviewTodo')}
        </QuietState>
      )}
      <ol className="desk" ref={rows}>
        {items.map((item, index) => (
          <li key={item.id} className={`desk-item${index === at ? ' chosen' : ''}${item.id === open ? ' open' : ''}`}>
            <ReviewRow
              item={item}
              isOpen={item.id === open}
              onOpen={() => {
                setChosen(index)
                go(item.id === open ? undefined : item.id)
              }}
            />
            {item.id === open && (
              <ReviewSheet id={item.id} onDone={() => go((items[index + 1] ?? items[index - 1])?.id)} />
            )}
          </li>
        ))}
      </ol>
      <CutNote shown={items.length} total={list.data?.total} />
    </Page>
  )
}

function ReviewRow({ item, isOpen, onOpen }: { item: ObligationLine; isOpen: boolean; onOpen: () => void }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  return (
    <button type="button" className="plain desk-row" aria-expanded={isOpen} onClick={onOpen}>
      <span className="desk-number">{item.task.number}</span>
      <span className="desk-title">
        <strong>{item.task.title}</strong>
        <small>
          {item.organization.shortName} · {t(`delivery.reporting.roles.${item.role}`)} · {periodText(item.period)}
        </small>
      </span>
      <span className="desk-marks">
        {item.claim && <span className={`mark`}>{t(`delivery.reporting.claims.${item.claim}`)}</span>}
        {item.grade && <GradeMark grade={item.grade} />}
        {item.contradictions > 0 && (
          <span className="mark returned">
            {t('delivery.reporting.contradictions').split(/[：:]/)[0]} {item.contradictions}
          </span>
        )}
      </span>
      <span className="desk-due">
        <b>{t('delivery.reporting.dueOn', { date: item.dueOn })}</b>
        {item.returns > 0 && <small>{t('delivery.reporting.returnedTimes', { count: item.returns })}</small>}
      </span>
    </button>
  )
}

/** The last report, this one, what contradicts it, and the decision. */
export function ReviewSheet({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const found = useObligation(id)
  const [isReturning, setIsReturning] = useState(false)
  const [isSending, setIsSending] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  const detail: ObligationDetail = found.data
  const [report] = detail.reports
  if (!report) return null
  const finish = (words: 'accepted' | 'returnedDone') => {
    message.success(t(`delivery.reporting.${words}`, { title: detail.task.title }))
    onDone()
    for (const key of ['obligations', 'desk', 'cycle', 'cycles', 'obligation'])
      void queries.invalidateQueries({ queryKey: [key] })
  }
  const accept = async () => {
    setIsSending(true)
    try {
      await reviewReport(report.id, { decision: 'accepted' }, detail.revision)
      finish('accepted')
    } catch (error) {
      setProblem(error)
      setIsSending(false)
    }
  }
  const reload = () => void queries.invalidateQueries({ queryKey: ['obligation', id] })
  const { documentId, provision } = detail.task
  const notice = problem !== null && <ProblemNotice problem={problem} onRetry={() => void found.refetch()} />
  return (
    <div className="sheet">
      <header className="asked">
        <blockquote>{detail.task.text}</blockquote>
        <p>
          {detail.task.provisionLabel && <span>{detail.task.provisionLabel}</span>}
          {documentId && (
            <a href={`/documents/${documentId}${provision ? `?at=${encodeURIComponent(provision)}` : ''}`}>
              {t('delivery.reporting.sentence')}
            </a>
          )}
          <a href={`/tasks/${detail.task.id}`}>{t('delivery.reporting.task')}</a>
        </p>
      </header>
      <div className="sheet-columns">
        <section className="sheet-last">
          <h3>
            {t('delivery.reporting.lastReport')} {detail.last && <small>{periodText(detail.last.period)}</small>}
          </h3>
          {detail.last ? (
            <ReportView report={detail.last} known={detail.known} now={report.content} />
          ) : (
            <p className="said-none">{t('delivery.reporting.noLast')}</p>
          )}
          <Decisions reports={detail.reports} />
        </section>
        <section className="sheet-now">
          <h3>
            {detail.organization.shortName} <small>{periodText(detail.cycle.period)}</small>
            <small>{t('delivery.reporting.versions', { number: report.number })}</small>
          </h3>
          <ReportView
            report={report}
            known={detail.known}
            before={detail.last?.content}
            onEvidence={(one) => one.grade !== 'verified' && <Verify one={one} onDone={reload} />}
          />
          <Contradictions found={report.contradictions} action={(one) => <Settle one={one} onDone={reload} />} />
          {detail.parts.length > 0 && (
            <div className="part">
              <h4>{t('delivery.reporting.parts')}</h4>
              {detail.parts.map((part) => (
                <article key={part.obligationId} className={`part-report ${part.state}`}>
                  <header>
                    <b>{part.organization.shortName}</b>
                    <small>
                      {part.state === 'due'
                        ? t('delivery.reporting.partMissing')
                        : t(`delivery.reporting.states.${part.state}`)}
                      {report.content.consolidates.includes(part.obligationId) && ` · ${t('delivery.reporting.basis')}`}
                    </small>
                  </header>
                  {part.report && <ReportView report={part.report} known={detail.known} />}
                </article>
              ))}
            </div>
          )}
          {!detail.may.review && notice}
          {isReturning && (
            <ReturnForm
              reportId={report.id}
              revision={detail.revision}
              onDone={() => finish('returnedDone')}
              onCancel={() => setIsReturning(false)}
            />
          )}
          {detail.may.review && !isReturning && (
            <footer className="sheet-foot no-print">
              {notice}
              <Button data-act="return" onClick={() => setIsReturning(true)}>
                {t('delivery.reporting.returnIt')} <kbd>R</kbd>
              </Button>
              {detail.state === 'submitted' && (
                <Button type="primary" data-act="accept" loading={isSending} onClick={() => void accept()}>
                  {t('delivery.reporting.acceptNext')} <kbd>A</kbd>
                </Button>
              )}
            </footer>
          )}
        </section>
      </div>
    </div>
  )
}

function Verify({ one, onDone }: { one: Evidence; onDone: () => void }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  if (!useMay('delivery.review')) return null
  return (
    <Popconfirm
      title={t('delivery.reporting.verify')}
      description={
        <Input
          value={note}
          placeholder={t('delivery.reporting.verifyNote')}
          onChange={(event) => setNote(event.target.value)}
        />
      }
      onConfirm={() => verifyEvidence(one.id, note).then(onDone)}
    >
      <button type="button" className="plain quiet link">
        {t('delivery.reporting.verify')}
      </button>
    </Popconfirm>
  )
}

function Settle({ one, onDone }: { one: Contradiction; onDone: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  if (!useMay('delivery.review')) return null
  return (
    <Popconfirm
      title={t('delivery.reporting.settle')}
      description={<Input value={text} onChange={(event) => setText(event.target.value)} />}
      okButtonProps={{ disabled: !text.trim() }}
      onConfirm={() => settleContradiction(one.id, text).then(onDone)}
    >
      <button type="button" className="plain quiet link">
        {t('delivery.reporting.settle')}
      </button>
    </Popconfirm>
  )
}
