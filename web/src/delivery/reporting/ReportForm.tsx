import { useQueryClient } from '@tanstack/react-query'
import { Button, InputNumber, Popconfirm } from 'antd'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  Claim,
  DraftContent,
  Evidence,
  ObligationDetail,
  ReportContent,
  Submitted,
} from '../../../../src/delivery/reporting/schemas.ts'
import { Problem } from '../../shell/api.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { comma } from '../../shell/punctuation.ts'
import { dropDraft, foreseeDoubts, obligationQuery, submitReport } from './api.ts'
import { Decisions } from './Decisions.tsx'
import type { DraftKeeper } from './draft/keeper.ts'
import { useKeeper } from './draft/useDraft.ts'
import { EvidenceDrop } from './EvidenceDrop.tsx'
import { FiguresPart, MilestonesPart } from './FactsParts.tsx'
import { KeepState } from './KeepState.tsx'
import { MarkedText } from './MarkedText.tsx'
import { MergeView } from './MergeView.tsx'
import { PartsPart } from './PartsPart.tsx'
import { type Questions, questionsOf } from './questions.ts'
import { Contradictions, ReportView } from './ReportView.tsx'

export const CLAIMS = ['not_started', 'on_track', 'behind', 'blocked', 'done'] as const satisfies Claim[]

/** The last report beside the new one, which begins with what is known; what differs is coloured as one types. */
export function ReportForm(props: {
  detail: ObligationDetail
  keeper: DraftKeeper
  hasNext: boolean
  onSent: (sent: Submitted) => void
  onReload: () => void
  onClose: () => void
}) {
  const { detail, keeper, hasNext, onSent, onReload, onClose } = props
  const { t } = useTranslation()
  const periodText = usePeriod()
  const queries = useQueryClient()
  const state = useKeeper(keeper)
  const { content } = state
  const [isSending, setIsSending] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [asked, setAsked] = useState<Questions | null>(null)
  const [over, setOver] = useState(false)
  const [added, setAdded] = useState<readonly Evidence[]>([])
  const first = useRef<HTMLTextAreaElement | null>(null)
  const troubles = useRef<HTMLTextAreaElement | null>(null)
  const question = useRef<HTMLDivElement | null>(null)
  useEffect(() => {
    if (asked) question.current?.scrollIntoView({ block: 'center' }) // it stands at the end of a long sheet
  }, [asked])
  const sent = detail.reports[0]
  const compared = detail.last?.content ?? (sent ? sent.content : undefined)
  const change = (patch: Partial<DraftContent>) => {
    setAsked(null)
    setProblem(null)
    keeper.change(patch)
  }

  useEffect(() => {
    first.current?.focus({ preventScroll: true })
    first.current?.setSelectionRange(first.current.value.length, first.current.value.length)
  }, [])

  /** Shows the field that a problem names, clear of the bar at the foot that says so. */
  const leadTo = (error: unknown) => {
    const code = error instanceof Problem ? error.code : ''
    const field = code === 'problems_needed' ? troubles.current : code === 'progress_needed' ? first.current : null
    field?.focus({ preventScroll: true })
    requestAnimationFrame(() => field?.scrollIntoView({ block: 'center' }))
  }

  const submit = async () => {
    if (isSending) return
    const { claim } = content
    if (claim === null) return setProblem(new Problem('claim_needed', 0, ''))
    setIsSending(true)
    setProblem(null)
    try {
      const report: ReportContent = { ...content, claim }
      if (!asked) {
        const { items } = await foreseeDoubts(detail.id, report)
        const questions = questionsOf(detail, report, items)
        if (questions) return setAsked(questions)
      }
      await keeper.pause()
      const key = { key: keeper.keyToSubmit(), revision: detail.revision }
      const result = await submitReport(detail.id, report, key)
      keeper.forget()
      onSent(result)
    } catch (error) {
      setProblem(error)
      leadTo(error)
      keeper.change({}) // it goes on being kept, here and on the server
    } finally {
      setIsSending(false)
    }
  }
  const send = useEffectEvent(submit)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing) return
      if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
        event.preventDefault()
        void send()
      }
      if (event.altKey && /^Digit[1-5]$/.test(event.code)) {
        event.preventDefault()
        const claim = CLAIMS[Number(event.code.slice(5)) - 1]
        if (claim) keeper.change({ claim })
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [keeper])

  const discard = async () => {
    try {
      await keeper.pause()
      if (keeper.state.revision > 0) await dropDraft(detail.id, keeper.state.revision)
      keeper.forget()
      const fresh = await queries.fetchQuery({ ...obligationQuery(detail.id), staleTime: 0 })
      if (fresh.prefill) keeper.startAnew(fresh.prefill.content)
    } catch (error) {
      setProblem(error)
    }
  }
  const origin = (field: string) => {
    const found = detail.prefill?.origins.find((one) => one.field === field)
    const prefilled = detail.prefill?.content
    const isPrefilled =
      found && prefilled && field in prefilled && content[field as 'progress'] === prefilled[field as 'progress']
    return isPrefilled ? t(`delivery.reporting.origin.${found.from}`, { label: found.label }) : undefined
  }
  const evidence = [...added.filter(({ id }) => !detail.evidence.some((one) => one.id === id)), ...detail.evidence]

  if (state.status === 'conflict')
    return (
      <MergeView
        detail={detail}
        mine={content}
        theirs={state.theirs}
        onMerged={(mergedContent) => {
          keeper.resolve(mergedContent)
          if (!state.theirs) onReload()
        }}
      />
    )
  return (
    <div className="sheet-columns">
      <section className="sheet-last" aria-label={t('delivery.reporting.lastReport')}>
        <h3>
          {t('delivery.reporting.lastReport')} {detail.last && <small>{periodText(detail.last.period)}</small>}
          {detail.last && detail.last.organization.id !== detail.organization.id && (
            <small>{detail.last.organization.name}</small>
          )}
        </h3>
        {detail.last ? (
          <ReportView report={detail.last} known={detail.known} now={content} />
        ) : (
          <p className="said-none">
            {t('delivery.reporting.noLast')} <small>{t('delivery.reporting.noLastTodo')}</small>
          </p>
        )}
        {sent && (
          <>
            <Decisions reports={detail.reports} />
            <Contradictions found={sent.contradictions.filter(({ settledAt }) => settledAt === null)} />
          </>
        )}
      </section>
      <section className="sheet-now" aria-label={t('delivery.reporting.thisReport')}>
        <h3>
          {t('delivery.reporting.thisReport')} <small>{periodText(detail.cycle.period)}</small>
          {compared && <small className="marks-note">{t('delivery.reporting.changedMarks')}</small>}
        </h3>
        <div className="claim-line">
          <fieldset className="claims">
            <legend className="visually-hidden">{t('delivery.reporting.claim')}</legend>
            {CLAIMS.map((claim, index) => (
              <label
                key={claim}
                className={`claim ${claim}${content.claim === claim ? ' chosen' : ''}`}
                title={`Alt+${index + 1}`}
              >
                <input
                  type="radio"
                  name={`claim-${detail.id}`}
                  checked={content.claim === claim}
                  onChange={() => change({ claim })}
                />
                {t(`delivery.reporting.claims.${claim}`)}
              </label>
            ))}
          </fieldset>
          <span className="percent">
            {t('delivery.reporting.percent')}
            <InputNumber
              aria-label={t('delivery.reporting.percent')}
              min={0}
              max={100}
              suffix="%"
              value={content.percent}
              placeholder={t('delivery.reporting.percentUnknown')}
              onInput={(text) => setOver(Number(text) > 100)}
              onChange={(percent) => change({ percent })}
            />
            {over && (
              <small className="late" role="alert">
                {t('delivery.reporting.percentOver')}
              </small>
            )}
          </span>
        </div>
        <MarkedText
          label={t('delivery.reporting.progress')}
          hint={t('delivery.reporting.progressHint')}
          note={origin('progress')}
          value={content.progress}
          before={compared?.progress}
          rows={4}
          fieldRef={(field) => {
            first.current = field
          }}
          onChange={(progress) => change({ progress })}
        />
        <MarkedText
          label={t('delivery.reporting.problems')}
          hint={t('delivery.reporting.problemsHint')}
          note={origin('problems')}
          value={content.problems}
          before={compared?.problems}
          fieldRef={(field) => {
            troubles.current = field
          }}
          onChange={(problems) => change({ problems })}
        />
        <MarkedText
          label={t('delivery.reporting.next')}
          hint={t('delivery.reporting.nextHint')}
          note={origin('next')}
          value={content.next}
          before={compared?.next}
          onChange={(next) => change({ next })}
        />
        <MilestonesPart detail={detail} content={content} onChange={change} />
        <FiguresPart detail={detail} content={content} onChange={change} />
        <PartsPart detail={detail} content={content} onChange={change} onReload={onReload} />
        <div className="part">
          <h4>
            {t('delivery.reporting.evidence')}
            {content.evidence.length > 0 && (
              <small>{t('delivery.reporting.attached', { count: content.evidence.length })}</small>
            )}
          </h4>
          <EvidenceDrop
            taskId={detail.task.id}
            known={evidence}
            attached={content.evidence}
            disabled={isSending}
            onAttach={(ids, fresh) => {
              setAdded((now) => [...now, ...fresh])
              change({ evidence: [...ids] })
            }}
          />
        </div>
        {asked && (
          <div className="ask" role="alert" ref={question}>
            {asked.unchanged && <p>{t('delivery.reporting.unchangedAsk')}</p>}
            {asked.missing.length > 0 && (
              <p>
                {t('delivery.reporting.missingAsk', {
                  count: asked.missing.length,
                  of: detail.parts.length,
                  names: asked.missing.join(comma()),
                })}
              </p>
            )}
            <Contradictions found={asked.doubts} />
            <p>{t('delivery.reporting.askAgain')}</p>
          </div>
        )}
        <footer className="sheet-foot no-print">
          {problem !== null && <ProblemNotice problem={problem} />}
          <KeepState state={state} />
          {(state.revision > 0 || state.status !== 'untouched') && (
            <Popconfirm title={t('delivery.reporting.dropDraftAsk')} onConfirm={() => void discard()}>
              <Button type="text" size="small">
                {t('delivery.reporting.dropDraft')}
              </Button>
            </Popconfirm>
          )}
          <Button onClick={onClose}>
            {t('delivery.reporting.fold')} <kbd>Esc</kbd>
          </Button>
          <Button type="primary" loading={isSending} onClick={() => void submit()}>
            {sent
              ? t('delivery.reporting.resubmit')
              : hasNext
                ? t('delivery.reporting.submitNext')
                : t('delivery.reporting.submit')}
            <kbd>Ctrl ↵</kbd>
          </Button>
        </footer>
      </section>
    </div>
  )
}
