import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CatalogueFigures } from '../../../../src/exchange/schemas.ts'
import { SearchField } from '../../shell/SearchField.tsx'
import { DIVISIONS, HEADINGS } from './classes.ts'
import { type CatalogueSearch, LIST_STATES, SHARING_TYPES, UPDATE_PERIODS } from './filter.ts'

type Change = (part: { [Key in keyof CatalogueSearch]?: CatalogueSearch[Key] | undefined }) => void

/** What the catalogue is narrowed by; all of it stands in the address. */
export function Filters(props: {
  search: CatalogueSearch
  providers: CatalogueFigures['providers']
  onChange: Change
}) {
  const { t } = useTranslation()
  const { search, providers, onChange } = props
  return (
    <div className="mon-bar no-print">
      <SearchField
        value={search.q ?? ''}
        placeholder={t('exchange.catalogue.search')}
        onChange={(q) => onChange({ q })}
      />
      <Choice
        label={t('exchange.catalogue.columns.provider')}
        value={search.organization}
        options={providers.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(organization) => onChange({ organization })}
      />
      <Choice
        label={t('exchange.catalogue.class')}
        value={search.division}
        options={DIVISIONS.flatMap((division) => [
          { value: division, label: t(`exchange.catalogue.divisions.${division}`) },
          ...HEADINGS[division].map((heading) => ({
            value: heading,
            label: `　${t(`exchange.catalogue.classes.${heading}`)}`,
          })),
        ])}
        onChange={(division) => onChange({ division })}
      />
      <Choice
        label={t('exchange.catalogue.columns.sharing')}
        value={search.sharing}
        options={SHARING_TYPES.map((value) => ({ value, label: t(`exchange.catalogue.sharings.${value}`) }))}
        onChange={(sharing) => onChange({ sharing })}
      />
      <Choice
        label={t('exchange.catalogue.columns.period')}
        value={search.period}
        options={UPDATE_PERIODS.map((value) => ({ value, label: t(`exchange.catalogue.periods.${value}`) }))}
        onChange={(period) => onChange({ period })}
      />
      <Choice
        label={t('exchange.catalogue.open')}
        value={search.open}
        options={(['true', 'false'] as const).map((value) => ({
          value,
          label: t(`exchange.catalogue.opens.${value}`),
        }))}
        onChange={(open) => onChange({ open })}
      />
      <Choice
        label={t('exchange.catalogue.state')}
        value={search.state}
        options={LIST_STATES.map((value) => ({ value, label: t(`exchange.catalogue.states.${value}`) }))}
        onChange={(state) => onChange({ state })}
      />
    </div>
  )
}

function Choice<Value extends string>(props: {
  label: string
  value: Value | undefined
  options: { value: Value; label: string }[]
  onChange: (value: Value | undefined) => void
}) {
  return (
    <Select<Value | null>
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      className="catalogue-choice"
      aria-label={props.label}
      placeholder={props.label}
      value={props.value ?? null}
      popupMatchSelectWidth={240}
      options={props.options}
      onChange={(value?: Value | null) => props.onChange(value ?? undefined)}
    />
  )
}
