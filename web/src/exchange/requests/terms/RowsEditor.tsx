import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RequestDetail, RowCondition } from '../../../../../src/exchange/schemas.ts'
import { EXAMPLES, kindOf, OPERATORS_OF } from './kinds.ts'

/** The most that terms can say (src/exchange/terms). */
const MOST_CONDITIONS = 20

/** Conditions that all rows fit which are handed over. */
export function RowsEditor(props: {
  items: RequestDetail['items']
  value: readonly RowCondition[]
  onChange: (rows: RowCondition[]) => void
}) {
  const { t } = useTranslation()
  const { items, value, onChange } = props
  const first = items[0]
  const put = (at: number, condition: RowCondition) =>
    onChange(value.map((one, other) => (other === at ? condition : one)))
  return (
    <fieldset className="catalogue-items">
      <legend>{t('exchange.sharing.terms.rows')}</legend>
      <p className="catalogue-quiet">{t('exchange.sharing.terms.rowsHint')}</p>
      {value.map((condition, at) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone
          key={at}
          number={at + 1}
          items={items}
          value={condition}
          onChange={(changed) => put(at, changed)}
          onRemove={() => onChange(value.filter((_, other) => other !== at))}
        />
      ))}
      {first && (
        <Button
          type="dashed"
          icon={<PlusOutlined />}
          disabled={value.length >= MOST_CONDITIONS}
          onClick={() => onChange([...value, { item: first.name, operator: 'equals', values: [] }])}
        >
          {t('exchange.sharing.terms.addRow')}
        </Button>
      )}
    </fieldset>
  )
}

function Row(props: {
  number: number
  items: RequestDetail['items']
  value: RowCondition
  onChange: (condition: RowCondition) => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const { number, items, value, onChange, onRemove } = props
  const kind = kindOf(items.find(({ name }) => name === value.item)?.dataType ?? 'character')
  const label = (part: 'rowItem' | 'rowOperator' | 'rowValues') => t(`exchange.sharing.terms.${part}`, { number })
  const hint = t('exchange.sharing.terms.valueHint', { example: EXAMPLES[kind] })
  return (
    <div className="sharing-row">
      <Select
        aria-label={label('rowItem')}
        value={value.item}
        showSearch
        popupMatchSelectWidth={220}
        options={items.map(({ name }) => ({ value: name, label: name }))}
        onChange={(item) => onChange({ item, operator: 'equals', values: [] })}
      />
      <Select
        aria-label={label('rowOperator')}
        value={value.operator}
        popupMatchSelectWidth={140}
        options={OPERATORS_OF[kind].map((operator) => ({
          value: operator,
          label: t(`exchange.sharing.terms.operators.${operator}`),
        }))}
        onChange={(operator) =>
          onChange({ ...value, operator, values: operator === 'oneOf' ? value.values : value.values.slice(0, 1) })
        }
      />
      {value.operator === 'oneOf' ? (
        <Select<string[]>
          mode="tags"
          open={false}
          suffixIcon={null}
          aria-label={label('rowValues')}
          placeholder={t('exchange.sharing.terms.valuesHint')}
          value={value.values}
          onChange={(values) => onChange({ ...value, values })}
        />
      ) : (
        <Input
          aria-label={label('rowValues')}
          placeholder={hint}
          maxLength={500}
          value={value.values[0] ?? ''}
          onChange={({ target }) => onChange({ ...value, values: target.value === '' ? [] : [target.value] })}
        />
      )}
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('exchange.sharing.terms.removeRow', { number })}
        onClick={onRemove}
      />
    </div>
  )
}
