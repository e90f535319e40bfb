import { Input } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../tasks/Field.tsx'
import { type DraftProblem, type DraftText, POINTS } from './draftText.ts'
import { EXTRAS, SHARES } from './parts.ts'

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
