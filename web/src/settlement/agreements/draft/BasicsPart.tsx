import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../delivery/tasks/Field.tsx'
import { useParameterName, useParameters } from '../../parts/names.ts'
import type { DraftModel } from './model.ts'
import { withSections } from './model.ts'
import { Place } from './Refused.tsx'
import { SectionsPicker } from './SectionsPicker.tsx'
import type { Change } from './useDraft.ts'

const CONFIDENCES = ['official', 'two', 'one', 'own'] as const

/** Title, years, sections, parameters, source. */
export function BasicsPart({ model, change }: { model: DraftModel; change: Change }) {
  const { t } = useTranslation()
  const { agreement } = model
  const [first, last] = agreement.years ?? [null, null]
  const setYears = (one: number | null, other: number | null) =>
    change((now) => {
      const years = one === null && other === null ? null : ([one ?? other ?? 0, other ?? one ?? 0] as const)
      return { ...now, agreement: { ...now.agreement, years } }
    }, 'years')
  const setText = (name: 'source' | 'signed', text: string) =>
    change((now) => {
      const { [name]: _, ...rest } = now.agreement
      return { ...now, agreement: text ? { ...rest, [name]: text } : rest }
    }, name)
  return (
    <div className="draft-fields">
      <Place at="agreement.zh" className="wide">
        <Field label={t('settlement.agreements.editor.name')}>
          {(id) => (
            <Input
              id={id}
              maxLength={200}
              value={model.name}
              onChange={(event) => change((now) => ({ ...now, name: event.target.value }), 'name')}
            />
          )}
        </Field>
      </Place>
      <Place at="agreement.years">
        <Field label={t('settlement.agreements.text.years')}>
          {(id) => (
            <span className="year-pair">
              <InputNumber
                id={id}
                min={2000}
                max={2199}
                precision={0}
                value={first}
                placeholder={t('settlement.agreements.editor.firstYear')}
                onChange={(year) => setYears(year, last)}
              />
              {' — '}
              <InputNumber
                min={2000}
                max={2199}
                precision={0}
                value={last}
                aria-label={t('settlement.agreements.editor.lastYear')}
                placeholder={t('settlement.agreements.editor.lastYear')}
                onChange={(year) => setYears(first, year)}
              />
            </span>
          )}
        </Field>
      </Place>
      <Place at="agreement.confidence">
        <Field label={t('settlement.agreements.text.confidence')}>
          {(id) => (
            <Select
              id={id}
              value={agreement.confidence}
              onChange={(confidence) => change((now) => ({ ...now, agreement: { ...now.agreement, confidence } }))}
              options={CONFIDENCES.map((value) => ({ value, label: t(`settlement.agreements.confidences.${value}`) }))}
            />
          )}
        </Field>
      </Place>
      <Place at="agreement.sections" className="wide">
        <Field label={t('settlement.agreements.text.sections')}>
          {(id) => (
            <SectionsPicker
              id={id}
              value={agreement.sections}
              onChange={(sections) => change((now) => withSections(now, sections))}
            />
          )}
        </Field>
      </Place>
      <Place at="agreement.items" className="wide">
        <Field label={t('settlement.agreements.editor.items')}>
          {(id) => (
            <ItemsPicker
              id={id}
              value={agreement.items}
              onChange={(items) => change((now) => ({ ...now, agreement: { ...now.agreement, items } }))}
            />
          )}
        </Field>
      </Place>
      <Place at="agreement.source" className="wide">
        <Field label={t('settlement.agreements.text.source')}>
          {(id) => (
            <Input
              id={id}
              maxLength={500}
              value={agreement.source ?? ''}
              placeholder={t('settlement.agreements.editor.sourceHint')}
              onChange={(event) => setText('source', event.target.value)}
            />
          )}
        </Field>
      </Place>
      <Place at="agreement.openPoints" className="wide">
        <Field label={t('settlement.agreements.editor.openPoints')}>
          {(id) => (
            <Select
              id={id}
              mode="tags"
              open={false}
              suffixIcon={null}
              value={[...(agreement.openPoints ?? [])]}
              placeholder={t('settlement.agreements.editor.openPointsHint')}
              onChange={(points: string[]) =>
                change((now) => ({ ...now, agreement: { ...now.agreement, openPoints: points } }))
              }
            />
          )}
        </Field>
      </Place>
    </div>
  )
}

/** Parameters of the standards, by name or code. */
function ItemsPicker(props: { id: string; value: readonly string[]; onChange: (items: string[]) => void }) {
  const { t } = useTranslation()
  const name = useParameterName()
  const codes = useParameters().data?.items.map(({ code }) => code) ?? []
  const known = [...new Set([...codes, ...props.value])]
  return (
    <Select
      id={props.id}
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      value={[...props.value]}
      placeholder={t('settlement.agreements.editor.itemsHint')}
      options={known.map((code) => ({ value: code, label: name(code) }))}
      onChange={props.onChange}
    />
  )
}
