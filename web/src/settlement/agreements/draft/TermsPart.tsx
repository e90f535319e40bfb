import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Term } from '../../../../../src/settlement/schemas.ts'
import { Labelled } from '../../parts/Labelled.tsx'
import { isRate, useFormulaName, useFormWord } from '../../parts/names.ts'
import { termsIn } from '../formula/templates.ts'
import { replaced, without } from '../formula/tree.ts'
import { RateHint } from '../parts.tsx'
import { type DraftModel, renameTerm } from './model.ts'
import { Place } from './Refused.tsx'
import { byYear, oneValue, valueKind, yearsOfTerm } from './termValue.ts'
import type { Change } from './useDraft.ts'

const CONFIDENCES = ['official', 'two', 'one', 'own'] as const

/** Terms: what each is, in which unit, how well it is known, from where; one value, one a year, or open. */
export function TermsPart({ model, change }: { model: DraftModel; change: Change }) {
  const { t } = useTranslation()
  const name = useFormulaName()
  const used = new Set(termsIn(model.agreement.parts))
  const set = (at: number, part: Partial<Term>, tag?: string) =>
    change((now) => {
      const row = now.terms[at]
      return row ? { ...now, terms: replaced(now.terms, at, { ...row, term: { ...row.term, ...part } }) } : now
    }, tag ?? null)
  const add = () =>
    change((now) => ({
      ...now,
      terms: [...now.terms, { name: '', term: { value: null, confidence: 'own' as const } }],
    }))
  return (
    <Place at="agreement.terms">
      <p className="quiet">{t('settlement.agreements.editor.termsLede')}</p>
      {model.terms.map(({ name: key, term }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its name changes while it is typed
        <Place key={index} at={`agreement.terms.${key}`} className="term-row">
          <div className="term-head">
            <b>{key ? name('terms', key) : t('settlement.agreements.editor.newTerm')}</b>
            {!used.has(key) && <span className="badge">{t('settlement.agreements.editor.unused')}</span>}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              disabled={used.has(key)}
              aria-label={t('settlement.agreements.editor.removeTerm', { name: key })}
              onClick={() => change((now) => ({ ...now, terms: without(now.terms, index) }))}
            />
          </div>
          <div className="term-fields">
            {name('terms', key) === key && (
              <Labelled label={t('settlement.agreements.editor.termName')}>
                <Input
                  maxLength={100}
                  aria-label={t('settlement.agreements.editor.termName')}
                  value={key}
                  onChange={(event) => {
                    const next = event.target.value
                    change((now) => renameTerm(now, index, next), `term ${index}`)
                  }}
                />
              </Labelled>
            )}
            <Labelled label={t('settlement.agreements.editor.unit')}>
              <Input
                maxLength={20}
                aria-label={t('settlement.agreements.editor.unit')}
                value={term.unit ?? ''}
                placeholder={t('settlement.agreements.editor.unitHint')}
                onChange={(event) => set(index, { unit: event.target.value }, `term ${index} unit`)}
              />
            </Labelled>
            <Labelled label={t('settlement.agreements.text.confidence')}>
              <Select
                aria-label={t('settlement.agreements.text.confidence')}
                value={term.confidence}
                onChange={(confidence) => set(index, { confidence })}
                options={CONFIDENCES.map((value) => ({
                  value,
                  label: t(`settlement.agreements.confidences.${value}`),
                }))}
              />
            </Labelled>
            <Labelled label={t('settlement.agreements.text.source')}>
              <Input
                maxLength={500}
                aria-label={t('settlement.agreements.text.source')}
                value={term.source ?? ''}
                onChange={(event) => set(index, { source: event.target.value }, `term ${index} source`)}
              />
            </Labelled>
            <Labelled className="wide" label={t('settlement.agreements.editor.note')}>
              <Input
                maxLength={500}
                aria-label={t('settlement.agreements.editor.note')}
                value={term.note ?? ''}
                onChange={(event) => set(index, { note: event.target.value }, `term ${index} note`)}
              />
            </Labelled>
          </div>
          <TermValue
            term={term}
            years={model.agreement.years}
            label={key ? name('terms', key) : t('settlement.agreements.editor.newTerm')}
            rate={isRate(key)}
            onChange={(value, tag) => set(index, { value }, tag && `term ${index} ${tag}`)}
          />
        </Place>
      ))}
      <Button type="dashed" icon={<PlusOutlined />} onClick={add}>
        {t('settlement.agreements.editor.addTerm')}
      </Button>
    </Place>
  )
}

function TermValue(props: {
  term: Term
  years: DraftModel['agreement']['years']
  label: string
  /** A share of the whole. */
  rate: boolean
  onChange: (value: Term['value'], tag?: string) => void
}) {
  const { term, years, label, rate, onChange } = props
  const { t } = useTranslation()
  const word = useFormWord()
  const { value } = term
  const kind = valueKind(value)
  const shown = yearsOfTerm(value, years)
  const plain = (text: string) => text.trim().replaceAll(',', '')
  return (
    <div className="term-value-fields">
      <Select
        aria-label={t('settlement.agreements.editor.valueKind')}
        value={kind}
        onChange={(next) => onChange(next === 'open' ? null : next === 'one' ? oneValue(value) : byYear(value, years))}
        options={(['one', 'byYear', 'open'] as const).map((one) => ({
          value: one,
          label: t(`settlement.agreements.editor.valueKinds.${one}`),
        }))}
      />
      {typeof value === 'string' && (
        <Input
          className="term-number"
          inputMode="decimal"
          maxLength={40}
          aria-label={label}
          value={value}
          {...(term.unit ? { suffix: word(term.unit) } : {})}
          onChange={(event) => onChange(plain(event.target.value), 'value')}
        />
      )}
      {rate && typeof value === 'string' && <RateHint value={value} />}
      {value !== null && typeof value === 'object' && (
        <>
          {shown.map((year) => (
            <span key={year} className="year-value">
              <Checkbox
                checked={Object.hasOwn(value, year)}
                onChange={(event) => {
                  const { [year]: _, ...rest } = value
                  onChange(event.target.checked ? { ...rest, [year]: '' } : rest)
                }}
              >
                {year}
              </Checkbox>
              {Object.hasOwn(value, year) && (
                <Input
                  inputMode="decimal"
                  maxLength={40}
                  aria-label={`${label} ${year}`}
                  value={value[year] ?? ''}
                  onChange={(event) => onChange({ ...value, [year]: plain(event.target.value) }, `value ${year}`)}
                />
              )}
              {rate && <RateHint value={value[year] ?? ''} />}
            </span>
          ))}
          {years === null && <AnotherYear onAdd={(year) => onChange({ ...value, [year]: '' })} />}
        </>
      )}
      {value === null && <span className="quiet">{t('settlement.agreements.editor.openHint')}</span>}
    </div>
  )
}

function AnotherYear({ onAdd }: { onAdd: (year: number) => void }) {
  const { t } = useTranslation()
  return (
    <InputNumber
      className="another-year"
      min={2000}
      max={2199}
      precision={0}
      controls={false}
      placeholder={t('settlement.agreements.editor.anotherYear')}
      aria-label={t('settlement.agreements.editor.anotherYear')}
      onPressEnter={(event) => {
        const year = Number(event.currentTarget.value)
        if (Number.isInteger(year) && year >= 2000 && year <= 2199) onAdd(year)
      }}
    />
  )
}
