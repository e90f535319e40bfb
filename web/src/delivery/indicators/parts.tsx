import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Indicator } from '../../../../src/delivery/indicators/schemas.ts'
import { usePeriod } from '../../shell/period.ts'
import { comma, semicolon } from '../../shell/punctuation.ts'
import './indicators.css'

type Status = Indicator['progress']['status']

/** Which of the four colours of lights a status has; the words stand beside it always. */
const TONE: Readonly<Record<Status, 'green' | 'yellow' | 'red' | 'grey'>> = {
  ahead: 'green',
  on: 'green',
  reached: 'green',
  slightly_behind: 'yellow',
  behind: 'red',
  missed: 'red',
  no_data: 'grey',
  incomplete: 'grey',
}

export function StatusWord({ status }: { status: Status }) {
  const { t } = useTranslation()
  return <span className={`ind-status ${TONE[status]}`}>{t(`delivery.indicators.statuses.${status}`)}</span>
}

/** A number of a rule, no longer than it can be read. */
export const short = (value: number): string => String(Number(value.toPrecision(5)))

export const withUnit = (value: string | null, unit: string): string =>
  value === null ? '—' : unit === '%' ? `${value}%` : `${value}${unit ? ` ${unit}` : ''}`

/** The target in a few signs: 60%, 3–6, 年均 6.5%. */
export function targetText(one: Pick<Indicator, 'accumulation' | 'target' | 'upper' | 'unit' | 'direction'>): string {
  if (one.target === null) return '—'
  if (one.accumulation === 'interval') return withUnit(`${one.target}–${one.upper ?? '?'}`, one.unit)
  const sign =
    one.accumulation === 'keep' || one.accumulation === 'graded' ? (one.direction === 'up' ? '≥ ' : '≤ ') : ''
  const rate = one.accumulation === 'growth' ? '+' : one.accumulation === 'reduction' ? '−' : ''
  return sign + rate + (rate ? `${one.target}%` : withUnit(one.target, one.unit))
}

/** How far it should be (the tick) and how far it is (the bar), of the whole way. */
export function ProgressBar({ progress }: { progress: Indicator['progress'] }) {
  if (progress.progress === null) return <span className="ind-bar none" aria-hidden />
  const part = Math.max(0, Math.min(1, progress.progress))
  return (
    <span className={`ind-bar ${TONE[progress.status]}`} aria-hidden>
      <i style={{ inlineSize: `${part * 100}%` }} />
      {progress.elapsed !== null && <b style={{ insetInlineStart: `${Math.min(1, progress.elapsed) * 100}%` }} />}
    </span>
  )
}

/** Why the status is what it is, in words. */
export function useStatusReason(): (one: Indicator) => string {
  const { t } = useTranslation()
  return ({ progress, unit }) => {
    const said: string[] = []
    if (progress.missing.length > 0)
      said.push(
        t('delivery.indicators.lacks', {
          facts: progress.missing.map((fact) => t(`delivery.indicators.missing.${fact}`)).join(comma()),
        }),
      )
    if (progress.expected !== null)
      said.push(t('delivery.indicators.expected', { value: withUnit(short(progress.expected), unit) }))
    if (progress.ratio !== null) said.push(t('delivery.indicators.ratio', { ratio: progress.ratio.toFixed(2) }))
    if (progress.missingYears.length > 0 && progress.missing.length === 0)
      said.push(t('delivery.indicators.missingYears', { years: spans(progress.missingYears) }))
    return said.join(semicolon())
  }
}

/** 2016, 2018–2020 */
export function spans(years: readonly number[]): string {
  const parts: [number, number][] = []
  for (const year of years) {
    const last = parts.at(-1)
    if (last && last[1] === year - 1) last[1] = year
    else parts.push([year, year])
  }
  return parts.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(comma())
}

/** The sentence of the plan, and the way to it. */
export function SentenceLink(props: {
  document: { id: string; title: string } | null
  provision: string | null
  commitmentId: string | null
  label: string
  quote: string
}) {
  const { t } = useTranslation()
  const { document, provision, commitmentId, label, quote } = props
  if (!document) return <p className="ind-sentence none">{t('delivery.indicators.noSentence')}</p>
  return (
    <blockquote className="ind-sentence">
      <p>{quote}</p>
      <Link
        to="/documents/$documentId"
        params={{ documentId: document.id }}
        search={{ ...(provision ? { at: provision } : {}), ...(commitmentId ? { c: commitmentId } : {}) }}
      >
        {document.title} {label}
      </Link>
    </blockquote>
  )
}

/** One indicator as a line of a list. */
export function IndicatorLine({ one, children }: { one: Indicator; children?: ReactNode }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const reason = useStatusReason()
  const latest = one.figures.at(-1)
  return (
    <li className="ind-line">
      <div className="ind-name">
        <Link to="/indicators/$indicatorId" params={{ indicatorId: one.id }}>
          {one.name}
        </Link>
        <small>
          {one.nature && <em className={one.nature}>{t(`delivery.indicators.natures.${one.nature}`)}</em>}
          {one.sample && <span className="badge extracted">{t('plan.sample')}</span>}
          {one.place && <span>{one.place.shortName}</span>}
          {one.document ? <span>{one.document.title}</span> : null}
        </small>
      </div>
      <dl>
        <div>
          <dt>
            {t('delivery.indicators.base')} {one.baseYear ?? ''}
          </dt>
          <dd>{withUnit(one.base, one.unit)}</dd>
        </div>
        <div>
          <dt>
            {t('delivery.indicators.latest')} {latest ? periodText(latest.period) : ''}
          </dt>
          <dd className={latest ? 'strong' : 'none'}>
            {latest ? withUnit(latest.value, one.unit) : t('delivery.indicators.neverSeen')}
          </dd>
        </div>
        <div>
          <dt>
            {t('delivery.indicators.target')} {one.targetYear ?? ''}
          </dt>
          <dd>{targetText(one)}</dd>
        </div>
      </dl>
      <div className="ind-state">
        <StatusWord status={one.progress.status} />
        <ProgressBar progress={one.progress} />
        <small>{reason(one)}</small>
        {children}
      </div>
    </li>
  )
}
