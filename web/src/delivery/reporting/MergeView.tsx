import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft, DraftContent, ObligationDetail } from '../../../../src/delivery/reporting/schemas.ts'
import { usePeriod } from '../../shell/period.ts'
import { useMoment } from '../../shell/time.ts'
import { type Choice, choiceOf, conflictsOf, type MergedField, mayKeepBoth, merged } from './draft/merge.ts'
import { ColouredText } from './MarkedText.tsx'

/** Two people, or two browsers, wrote on one draft: both stand here side by side, and nothing is lost unasked. */
export function MergeView(props: {
  detail: ObligationDetail
  mine: DraftContent
  theirs: Draft | null
  onMerged: (content: DraftContent) => void
}) {
  const { detail, mine, theirs, onMerged } = props
  const { t } = useTranslation()
  const moment = useMoment()
  const [choices, setChoices] = useState<Partial<Record<MergedField, Choice>>>({})
  const said = useSaid(detail)
  if (!theirs)
    return (
      <section className="merge" aria-label={t('delivery.reporting.merge')}>
        <p>{t('delivery.reporting.mergeGone')}</p>
        <Button onClick={() => onMerged(mine)}>{t('delivery.reporting.keepMine')}</Button>
      </section>
    )
  const fields = conflictsOf(mine, theirs.content)
  const result = merged(mine, theirs.content, choices)
  const shown = (content: DraftContent, field: MergedField, before: DraftContent) => {
    const value = content[field]
    if (typeof value === 'string' && field !== 'claim')
      return <ColouredText value={value} before={before[field] as string} />
    const lines = said(content, field)
    return lines.length > 0 ? lines.map((line) => <p key={line}>{line}</p>) : <p>—</p>
  }
  return (
    <section className="merge" aria-label={t('delivery.reporting.merge')}>
      <h4>{t('delivery.reporting.merge')}</h4>
      <p>{t('delivery.reporting.mergeLede', { userName: theirs.userName, time: moment(theirs.updatedAt) })}</p>
      {fields.map((field) => {
        const choice = choiceOf(field, choices)
        return (
          <fieldset key={field}>
            <legend>
              {t(`delivery.reporting.${field === 'consolidates' ? 'parts' : field}`)}
              <Segmented<Choice>
                size="small"
                value={choice}
                onChange={(chosen) => setChoices((now) => ({ ...now, [field]: chosen }))}
                options={([...(mayKeepBoth(field) ? (['both'] as const) : []), 'mine', 'theirs'] as const).map(
                  (value) => ({ value, label: t(`delivery.reporting.${value}`) }),
                )}
              />
            </legend>
            <div className="merge-sides">
              <div className={choice === 'theirs' ? 'left-out' : ''}>
                <small>{t('delivery.reporting.mine')}</small>
                {shown(mine, field, theirs.content)}
              </div>
              <div className={choice === 'mine' ? 'left-out' : ''}>
                <small>{t('delivery.reporting.theirs')}</small>
                {shown(theirs.content, field, mine)}
              </div>
            </div>
            {choice === 'both' && typeof result[field] === 'string' && (
              <div className="merge-result">
                <small>{t('delivery.reporting.mergeResult')}</small>
                <p>{result[field]}</p>
              </div>
            )}
          </fieldset>
        )
      })}
      <Button type="primary" onClick={() => onMerged(result)}>
        {t('delivery.reporting.keepMerged')}
      </Button>
    </section>
  )
}

/** What a part that is no text says, in words, one line for each thing in it. */
function useSaid(detail: ObligationDetail) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  return (content: DraftContent, field: MergedField): string[] => {
    switch (field) {
      case 'claim':
        return content.claim ? [t(`delivery.reporting.claims.${content.claim}`)] : []
      case 'percent':
        return content.percent === null ? [] : [`${content.percent}%`]
      case 'milestones':
        return content.milestones.map(({ id, doneOn }) => {
          const title = detail.known.milestones.find((one) => one.id === id)?.title ?? id
          return `${title} ${doneOn ?? t('delivery.reporting.milestoneOpen')}`
        })
      case 'figures':
        return content.figures.map(({ indicatorId, period, value, note }) => {
          const known = detail.known.indicators.find(({ id }) => id === indicatorId)
          return `${known?.title ?? indicatorId} ${periodText(period)} ${value ?? '—'}${known?.unit ?? ''} ${note}`.trim()
        })
      case 'consolidates':
        return content.consolidates.map(
          (id) => detail.parts.find(({ obligationId }) => obligationId === id)?.organization.shortName ?? id,
        )
      case 'evidence':
        return content.evidence.map((id) => {
          const known = detail.evidence.find((one) => one.id === id)
          return known?.fileName ?? known?.title ?? t('delivery.reporting.evidence')
        })
      default:
        return []
    }
  }
}
