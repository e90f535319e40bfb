import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft, DraftContent } from '../../../../src/delivery/reporting/schemas.ts'
import { useMoment } from '../../shell/time.ts'
import { type Choice, conflictsOf, type MergedField, mayKeepBoth, merged } from './draft/merge.ts'
import { ColouredText } from './MarkedText.tsx'

/** Two people, or two browsers, wrote on one draft: both stand here side by side, and nothing is lost unasked. */
export function MergeView(props: {
  mine: DraftContent
  theirs: Draft | null
  onMerged: (content: DraftContent) => void
}) {
  const { mine, theirs, onMerged } = props
  const { t } = useTranslation()
  const moment = useMoment()
  const [choices, setChoices] = useState<Partial<Record<MergedField, Choice>>>({})
  if (!theirs)
    return (
      <section className="merge" aria-label={t('delivery.reporting.merge')}>
        <p>{t('delivery.reporting.mergeGone')}</p>
        <Button onClick={() => onMerged(mine)}>{t('delivery.reporting.keepMerged')}</Button>
      </section>
    )
  const fields = conflictsOf(mine, theirs.content)
  const shown = (content: DraftContent, field: MergedField, before: DraftContent) => {
    const value = content[field]
    if (field === 'claim') return value ? t(`delivery.reporting.claims.${value as 'done'}`) : '—'
    if (typeof value === 'string') return <ColouredText value={value} before={before[field] as string} />
    if (Array.isArray(value)) return String(value.length)
    return value === null ? '—' : String(value)
  }
  return (
    <section className="merge" aria-label={t('delivery.reporting.merge')}>
      <h4>{t('delivery.reporting.merge')}</h4>
      <p>{t('delivery.reporting.mergeLede', { userName: theirs.userName, time: moment(theirs.updatedAt) })}</p>
      {fields.map((field) => (
        <fieldset key={field}>
          <legend>
            {t(`delivery.reporting.${field === 'consolidates' ? 'parts' : field}`)}
            <Segmented<Choice>
              size="small"
              value={choices[field] ?? 'mine'}
              onChange={(choice) => setChoices((now) => ({ ...now, [field]: choice }))}
              options={(['mine', 'theirs', ...(mayKeepBoth(field) ? (['both'] as const) : [])] as const).map(
                (value) => ({ value, label: t(`delivery.reporting.${value}`) }),
              )}
            />
          </legend>
          <div className="merge-sides">
            <div className={choices[field] === 'theirs' ? 'left-out' : ''}>
              <small>{t('delivery.reporting.mine')}</small>
              {shown(mine, field, theirs.content)}
            </div>
            <div className={(choices[field] ?? 'mine') === 'mine' ? 'left-out' : ''}>
              <small>{t('delivery.reporting.theirs')}</small>
              {shown(theirs.content, field, mine)}
            </div>
          </div>
        </fieldset>
      ))}
      <Button type="primary" onClick={() => onMerged(merged(mine, theirs.content, choices))}>
        {t('delivery.reporting.keepMerged')}
      </Button>
    </section>
  )
}
