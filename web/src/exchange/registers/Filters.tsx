import { Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Field, RegistrySchema } from '../../../../src/exchange/schemas.ts'
import { SearchField } from '../../shell/SearchField.tsx'
import { narrowed, type RegistrySearch, valuesOf } from './filter.ts'
import { optionsOf, useRegistryWords } from './words.ts'

type Change = (part: { [Key in keyof RegistrySearch]?: RegistrySearch[Key] | undefined }) => void

/** What a register is narrowed and sorted by, as its schema says; all of it stands in the address. */
export function Filters(props: {
  schema: RegistrySchema
  mayWrite: boolean
  search: RegistrySearch
  onChange: Change
}) {
  const { t } = useTranslation()
  const { title } = useRegistryWords()
  const { schema, mayWrite, search, onChange } = props
  const fields = Object.entries(schema.properties)
  return (
    <div className="mon-bar no-print">
      <SearchField
        value={search.q ?? ''}
        placeholder={t('exchange.registers.search')}
        onChange={(q) => onChange({ q })}
      />
      {fields
        .filter(([, field]) => field['x-filter'])
        .map(([name, field]) => (
          <FieldFilter key={name} name={name} field={field} search={search} onChange={onChange} />
        ))}
      <Select<string | null>
        allowClear
        className="catalogue-choice"
        aria-label={t('exchange.registers.sort')}
        placeholder={t('exchange.registers.newest')}
        value={search.sort ?? null}
        popupMatchSelectWidth={240}
        options={fields
          .filter(([, field]) => field['x-list'] && field.type !== 'array')
          .flatMap(([name, field]) => [
            { value: name, label: t('exchange.registers.ascending', { title: title(field) }) },
            { value: `-${name}`, label: t('exchange.registers.descending', { title: title(field) }) },
          ])}
        onChange={(sort?: string | null) => onChange({ sort: sort ?? undefined })}
      />
      <Select<'draft' | 'withdrawn' | null>
        allowClear
        className="catalogue-choice"
        aria-label={t('exchange.registers.state')}
        placeholder={t('exchange.registers.states.published')}
        value={search.state ?? null}
        options={[
          ...(mayWrite ? [{ value: 'draft' as const, label: t('exchange.registers.ownDrafts') }] : []),
          { value: 'withdrawn' as const, label: t('exchange.registers.withdrawn') },
        ]}
        onChange={(state?: 'draft' | 'withdrawn' | null) => onChange({ state: state ?? undefined })}
      />
    </div>
  )
}

function FieldFilter(props: { name: string; field: Field; search: RegistrySearch; onChange: Change }) {
  const { t } = useTranslation()
  const { title, heading } = useRegistryWords()
  const { name, field, search, onChange } = props
  const narrow = (what: string, values: readonly string[]) => onChange({ where: narrowed(search.where, what, values) })
  const options = optionsOf(field)
  if (options || field.type === 'boolean') {
    const words =
      options?.map((option) => ({ value: option.const, label: title(option) })) ??
      (['true', 'false'] as const).map((value) => ({
        value: value as string,
        label: `${title(field)} ${t(value === 'true' ? 'exchange.registers.yes' : 'exchange.registers.no')}`,
      }))
    return (
      <Select<string[]>
        mode="multiple"
        maxCount={options ? 20 : 1}
        maxTagCount="responsive"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        className="catalogue-choice"
        aria-label={title(field)}
        placeholder={title(field)}
        value={valuesOf(search.where, name)}
        popupMatchSelectWidth={220}
        options={words}
        onChange={(values) => narrow(name, values)}
      />
    )
  }
  const isDate = field.type === 'string'
  const bounds = isDate ? (['since', 'until'] as const) : (['from', 'to'] as const)
  return (
    <span className="registry-range">
      {bounds.map((word, place) => {
        const what = `${name}.${place === 0 ? 'min' : 'max'}`
        const [value] = valuesOf(search.where, what)
        const label = t(`exchange.registers.${word}`, { title: heading(field) })
        return isDate ? (
          <Input
            key={word}
            type="date"
            aria-label={label}
            title={label}
            value={value ?? ''}
            onChange={(event) => narrow(what, [event.target.value])}
          />
        ) : (
          <InputNumber<string>
            key={word}
            stringMode
            changeOnWheel={false}
            controls={false}
            aria-label={label}
            placeholder={`${title(field)} ${place === 0 ? '≥' : '≤'}`}
            title={label}
            value={value ?? null}
            onBlur={(event) => narrow(what, [event.target.value])}
            onPressEnter={(event) => narrow(what, [event.currentTarget.value])}
          />
        )
      })}
    </span>
  )
}
