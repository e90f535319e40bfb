import { CheckOutlined, PaperClipOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  Contradiction,
  DraftContent,
  Evidence,
  Foreseen,
  KnownIndicator,
  KnownMilestone,
  Report,
} from '../../../../src/delivery/reporting/schemas.ts'
import { usePeriod } from '../../shell/period.ts'
import { comma, semicolon } from '../../shell/punctuation.ts'
import { bytesText, useMoment } from '../../shell/time.ts'
import { ColouredText, StruckText } from './MarkedText.tsx'

interface Known {
  milestones: readonly KnownMilestone[]
  indicators: readonly KnownIndicator[]
}

/** What a report says, read only. `now`: strike what that no longer says; `before`: colour what that did not say. */
export function ReportView(props: {
  report: Report
  known: Known
  now?: DraftContent | undefined
  before?: DraftContent | undefined
  /** What may be done with a piece of its evidence. */
  onEvidence?: (one: Evidence) => ReactNode
  children?: ReactNode
}) {
  const { report, known, now, before, onEvidence, children } = props
  const { t } = useTranslation()
  const periodText = usePeriod()
  const moment = useMoment()
  const { content } = report
  const text = (field: 'progress' | 'problems' | 'next') => {
    if (!content[field].trim()) return <p className="said-none">{t('delivery.reporting.nothingSaid')}</p>
    return now ? (
      <StruckText value={content[field]} now={now[field]} />
    ) : (
      <ColouredText value={content[field]} before={before?.[field]} />
    )
  }
  return (
    <div className="said">
      <p className="said-head">
        <span className={`claim ${content.claim}`}>{t(`delivery.reporting.claims.${content.claim}`)}</span>
        {content.percent !== null && <b className="said-percent">{content.percent}%</b>}
        <GradeMark grade={report.grade} />
        <small>{t('delivery.reporting.by', { userName: report.userName, time: moment(report.at) })}</small>
      </p>
      <dl>
        {(['progress', 'problems', 'next'] as const).map((field) => (
          <div key={field}>
            <dt>{t(`delivery.reporting.${field}`)}</dt>
            <dd>{text(field)}</dd>
          </div>
        ))}
        {content.milestones.some(({ doneOn }) => doneOn) && (
          <div>
            <dt>{t('delivery.reporting.milestones')}</dt>
            <dd>
              {content.milestones
                .filter(({ doneOn }) => doneOn)
                .map(({ id, doneOn }) => (
                  <p key={id}>
                    <CheckOutlined /> {known.milestones.find((one) => one.id === id)?.title ?? id} {doneOn}
                  </p>
                ))}
            </dd>
          </div>
        )}
        {content.figures.some(({ value }) => value !== null) && (
          <div>
            <dt>{t('delivery.reporting.figures')}</dt>
            <dd>
              {content.figures
                .filter(({ value }) => value !== null)
                .map(({ indicatorId, period, value, note }) => {
                  const indicator = known.indicators.find(({ id }) => id === indicatorId)
                  return (
                    <p key={`${indicatorId} ${period}`}>
                      {indicator?.title ?? indicatorId}（{periodText(period)}）<b>{value}</b>
                      {indicator?.unit} {note}
                    </p>
                  )
                })}
            </dd>
          </div>
        )}
        {report.evidence.length > 0 && (
          <div>
            <dt>{t('delivery.reporting.evidence')}</dt>
            <dd>
              <EvidenceList evidence={report.evidence} {...(onEvidence ? { action: onEvidence } : {})} />
            </dd>
          </div>
        )}
      </dl>
      {children}
    </div>
  )
}

export function GradeMark({ grade }: { grade: Report['grade'] }) {
  const { t } = useTranslation()
  return <span className={`grade ${grade}`}>{t(`delivery.reporting.grades.${grade}`)}</span>
}

export function EvidenceList({
  evidence,
  action,
}: {
  evidence: readonly Evidence[]
  action?: (one: Evidence) => ReactNode
}) {
  const { t } = useTranslation()
  return (
    <ul className="evidence-list">
      {evidence.map((one) => (
        <li key={one.id}>
          <PaperClipOutlined />
          {one.fileName ? (
            <a href={`/api/v1/evidence/${one.id}/file`} download>
              {one.fileName}
            </a>
          ) : (
            <span>{one.title}</span>
          )}
          {one.bytes !== null && <small>{bytesText(one.bytes)}</small>}
          <GradeMark grade={one.grade} />
          {one.verified && <small>{t('delivery.reporting.verifiedBy', one.verified)}</small>}
          {action?.(one)}
        </li>
      ))}
    </ul>
  )
}

const OWN_SETTLEMENTS = ['superseded', 'figure_revised', 'figure_agrees'] as const
/** Settled by Qunce itself: a newer report, or a newer figure. */
const isOwnSettlement = (text: string | null): text is (typeof OWN_SETTLEMENTS)[number] =>
  OWN_SETTLEMENTS.includes(text as 'superseded')

interface Facts {
  [key: string]: unknown
}
const countOf = (value: unknown) => (Array.isArray(value) ? value.length : 0)

/** What a report says and what is known, side by side: neither is hidden. */
export function Contradictions({
  found,
  action,
}: {
  found: readonly (Foreseen['items'][number] & Partial<Contradiction>)[]
  action?: (one: Contradiction) => ReactNode
}) {
  const { t } = useTranslation()
  if (found.length === 0) return null
  const sentence = ({ kind, claimed, known }: Foreseen['items'][number]) => {
    const said = claimed as Facts
    const seen = known as Facts
    const facts: Record<string, Facts> = {
      done_without_milestones: { count: countOf(seen.open) },
      on_track_with_overdue_milestone: { count: countOf(seen.overdue) },
      figure_differs: { ...said, claimed: said.value, known: seen.value },
      project_not_finished: { count: countOf(seen.projects) },
      project_not_started: { count: countOf(seen.projects) },
      part_says_otherwise: {
        names: ((seen.parts as { organization: string; claim: 'done' }[]) ?? [])
          .map(({ organization, claim }) => `${organization} ${t(`delivery.reporting.claims.${claim}`)}`)
          .join(comma()),
      },
      percent_fell: { period: seen.period, from: seen.percent, to: said.percent },
    }
    const words = facts[kind]
    return words ? String(t(`delivery.reporting.contradiction.${kind as 'percent_fell'}`, words as never)) : kind
  }
  const things = ({ known }: Foreseen['items'][number]): string[] => {
    const seen = known as Record<string, { title?: string; name?: string; dueOn?: string; stage?: string }[]>
    return [...(seen.open ?? []), ...(seen.overdue ?? []), ...(seen.projects ?? [])].map(
      ({ title, name, dueOn, stage }) => `${title ?? name} ${dueOn ?? stage ?? ''}`,
    )
  }
  const settlementText = (settlement: string | null, by: string | null) =>
    isOwnSettlement(settlement)
      ? t(`delivery.reporting.${settlement}`)
      : t('delivery.reporting.settled', { by, settlement })
  return (
    <div className="contradictions" role="note">
      <strong>{t('delivery.reporting.contradictions')}</strong>
      <ul>
        {found.map((one) => (
          <li key={one.id ?? sentence(one)} className={one.settledAt ? 'settled' : ''}>
            {sentence(one)}
            {things(one).length > 0 && <small>{things(one).join(semicolon())}</small>}
            {one.settledAt ? (
              <small>{settlementText(one.settlement ?? null, one.settledBy ?? null)}</small>
            ) : (
              one.id !== undefined && action?.(one as Contradiction)
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
