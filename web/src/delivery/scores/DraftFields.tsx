import { Input } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../tasks/Field.tsx'
import type { ScoreDraft, ScoreRule } from './api.ts'
import { EXTRAS, SHARES } from './parts.ts'

/** The draft as it stands in the fields: numbers are text until they can be read. */
export interface DraftText {
  title: string
  note: string
  appliesFrom: string
  weights: Record<(typeof SHARES)[number], string>
  extras: Record<(typeof EXTRAS)[number], { each: string; cap: string }>
}

export type DraftProblem = 'title' | 'number' | 'weights' | 'day'

const POINTS = /^(100|[0-9]{1,2})(\.[0-9]{1,2})?$/

/** From a draft; without one from the last version, as what the next one begins with. */
export function textOf(draft: ScoreDraft | undefined, last: ScoreRule | undefined, first: boolean): DraftText {
  const parts = draft?.parts ?? last?.parts
  const year = new Date().getFullYear()
  return {
    title: draft?.title ?? '',
    note: draft?.note ?? '',
    appliesFrom: draft?.appliesFrom ?? `${first ? year : year + 1}-01-01`,
    weights: {
      on_time: String(parts?.on_time.weight ?? 0),
      progress: String(parts?.progress.weight ?? 0),
      evidence: String(parts?.evidence.weight ?? 0),
    },
    extras: {
      returned: each(parts?.returned),
      contradicted: each(parts?.contradicted),
      closed_early: each(parts?.closed_early),
    },
  }
}

const each = (extra?: { each: number; cap: number }) => ({
  each: String(extra?.each ?? 0),
  cap: String(extra?.cap ?? 0),
})

export function draftFrom(text: DraftText) {
  const problems: DraftProblem[] = []
  const numbers = [
    ...Object.values(text.weights),
    ...Object.values(text.extras).flatMap(({ each, cap }) => [each, cap]),
  ]
  if (text.title.trim() === '') problems.push('title')
  if (!numbers.every((one) => POINTS.test(one.trim()))) problems.push('number')
  else if (Object.values(text.weights).every((weight) => Number(weight) === 0)) problems.push('weights')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.appliesFrom)) problems.push('day')
  const weight = (part: (typeof SHARES)[number]) => ({ weight: Number(text.weights[part]) })
  const extra = (part: (typeof EXTRAS)[number]) => ({
    each: Number(text.extras[part].each),
    cap: Number(text.extras[part].cap),
  })
  const draft =
    problems.length > 0
      ? null
      : {
          title: text.title.trim(),
          note: text.note.trim(),
          appliesFrom: text.appliesFrom,
          parts: {
            on_time: weight('on_time'),
            progress: weight('progress'),
            evidence: weight('evidence'),
            returned: extra('returned'),
            contradicted: extra('contradicted'),
            closed_early: extra('closed_early'),
          },
        }
  return { draft, problems }
}

export function DraftFields(props: {
  text: DraftText
  problems: readonly DraftProblem[]
  first: boolean
  onChange: (text: DraftText) => void
}) {
  const { text, problems, first, onChange } = props
  const { t } = useTranslation()
  const said = useId()
  const sum = Object.values(text.weights).reduce((total, weight) => total + (Number(weight) || 0), 0)
  const number = (label: string, value: string, change: (value: string) => void) => (
    <Input
      aria-label={label}
      aria-describedby={said}
      inputMode="decimal"
      maxLength={5}
      value={value}
      status={POINTS.test(value.trim()) ? '' : 'error'}
      onChange={(event) => change(event.target.value)}
    />
  )
  return (
    <>
      <div className="score-fields">
        <Field label={t('delivery.scores.ruleTitle')}>
          {(id) => (
            <Input
              id={id}
              maxLength={100}
              value={text.title}
              placeholder={t('delivery.scores.ruleTitleHint')}
              onChange={(event) => onChange({ ...text, title: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('delivery.scores.appliesFrom')}>
          {(id) => (
            <>
              <Input
                id={id}
                type="date"
                value={text.appliesFrom}
                onChange={(event) => onChange({ ...text, appliesFrom: event.target.value })}
              />
              <small>{t(first ? 'delivery.scores.appliesFirst' : 'delivery.scores.appliesHint')}</small>
            </>
          )}
        </Field>
      </div>
      <table className="score-weights">
        <thead>
          <tr>
            <th scope="col">{t('delivery.scores.partHead')}</th>
            <th scope="col">{t('delivery.scores.pointsHead')}</th>
            <th scope="col">{t('delivery.scores.meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {SHARES.map((part) => (
            <tr key={part}>
              <th scope="row">{t(`delivery.scores.part.${part}`)}</th>
              <td>
                {number(t(`delivery.scores.part.${part}`), text.weights[part], (value) =>
                  onChange({ ...text, weights: { ...text.weights, [part]: value } }),
                )}
              </td>
              <td>{t(`delivery.scores.means.${part}`)}</td>
            </tr>
          ))}
          {EXTRAS.map((part) => (
            <tr key={part}>
              <th scope="row">{t(`delivery.scores.part.${part}`)}</th>
              <td className="pair">
                {(['each', 'cap'] as const).map((side) => (
                  <span key={side}>
                    {t(`delivery.scores.${side}`)}
                    {number(
                      `${t(`delivery.scores.part.${part}`)} ${t(`delivery.scores.${side}`)}`,
                      text.extras[part][side],
                      (value) =>
                        onChange({
                          ...text,
                          extras: { ...text.extras, [part]: { ...text.extras[part], [side]: value } },
                        }),
                    )}
                  </span>
                ))}
              </td>
              <td>{t(`delivery.scores.means.${part}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p id={said} className={problems.includes('number') || problems.includes('weights') ? 'score-wrong' : 'quiet'}>
        {problems.includes('number')
          ? t('delivery.scores.numberHint')
          : problems.includes('weights')
            ? t('delivery.scores.weightsHint')
            : t('delivery.scores.sum', { sum: Math.round(sum * 100) / 100 })}
      </p>
      <Field label={t('delivery.scores.note')}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={2000}
            value={text.note}
            placeholder={t('delivery.scores.noteHint')}
            onChange={(event) => onChange({ ...text, note: event.target.value })}
          />
        )}
      </Field>
      {problems.includes('title') && <p className="quiet">{t('delivery.scores.titleNeeded')}</p>}
    </>
  )
}
