import { Checkbox, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DraftContent, ObligationDetail } from '../../../../src/delivery/reporting/schemas.ts'
import { usePeriod } from '../../shell/period.ts'
import { GradeMark } from './ReportView.tsx'

interface Part {
  detail: ObligationDetail
  content: DraftContent
  onChange: (patch: Partial<DraftContent>) => void
}

/** The unit's milestones that fall into the period or are late: one tick each. */
export function MilestonesPart({ detail, content, onChange }: Part) {
  const { t } = useTranslation()
  if (content.milestones.length === 0) return null
  const { today } = detail // the system's day: a browser's clock may be any
  const set = (id: string, doneOn: string | null) =>
    onChange({ milestones: content.milestones.map((one) => (one.id === id ? { id, doneOn } : one)) })
  return (
    <div className="part">
      <h4>{t('delivery.reporting.milestones')}</h4>
      <ul className="milestones">
        {content.milestones.map(({ id, doneOn }) => {
          const known = detail.known.milestones.find((one) => one.id === id)
          if (!known) return null
          const isLate = doneOn === null && known.dueOn < today
          return (
            <li key={id}>
              <Checkbox checked={doneOn !== null} onChange={(event) => set(id, event.target.checked ? today : null)}>
                {known.title}
              </Checkbox>
              <small className={isLate ? 'late' : ''}>
                {t('delivery.reporting.milestoneDue', { date: known.dueOn })}
                {isLate && ` · ${t('delivery.reporting.milestoneLate')}`}
              </small>
              {doneOn !== null && (
                <label className="done-on">
                  {t('delivery.reporting.milestoneDone')}
                  <input
                    type="date"
                    value={doneOn}
                    max={today}
                    onChange={(event) => event.target.value && set(id, event.target.value)}
                  />
                </label>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** What is measured is not asked for again: the figure on record stands there, to be confirmed or corrected. */
export function FiguresPart({ detail, content, onChange }: Part) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  if (content.figures.length === 0) return null
  const set = (index: number, patch: Partial<DraftContent['figures'][number]>) =>
    onChange({ figures: content.figures.map((one, at) => (at === index ? { ...one, ...patch } : one)) })
  return (
    <div className="part">
      <h4>{t('delivery.reporting.figures')}</h4>
      <ul className="figures">
        {content.figures.map((figure, index) => {
          const indicator = detail.known.indicators.find(({ id }) => id === figure.indicatorId)
          const observed = indicator?.observations.find(({ period }) => period === figure.period)
          const differs = observed?.value != null && figure.value !== null && observed.value !== figure.value
          return (
            <li key={`${figure.indicatorId} ${figure.period}`}>
              <span className="figure-name">
                {indicator?.title ?? figure.indicatorId} <small>{periodText(figure.period)}</small>
              </span>
              <InputNumber
                value={figure.value}
                aria-label={indicator?.title ?? t('delivery.reporting.figures')}
                status={differs ? 'warning' : ''}
                placeholder="—"
                onChange={(value) => set(index, { value })}
              />
              <span>{indicator?.unit}</span>
              <Input
                size="small"
                variant="underlined"
                value={figure.note}
                placeholder={t('delivery.reporting.figureNote')}
                onChange={(event) => set(index, { note: event.target.value })}
              />
              {observed && (
                <small>
                  {t('delivery.reporting.figureKnown', { value: observed.value, source: observed.source })}{' '}
                  <GradeMark grade={observed.grade} />
                </small>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
