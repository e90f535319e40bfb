import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Facets } from '../../../../src/plan/schemas.ts'
import { useNumber } from '../../shell/time.ts'
import { countConditions, type RegisterFilter } from './filter.ts'

type Change = (part: Partial<Record<keyof RegisterFilter, string | undefined>>) => void
const names = ['state', 'kind', 'role', 'document', 'chapter', 'jurisdiction', 'unit'] as const
const SHORT = 8

/** What the list can be narrowed by, each with how many commitments it would leave. */
export function FacetPanel(props: {
  filter: RegisterFilter
  facets: Facets | undefined
  onChange: Change
  onClear: () => void
}) {
  const { filter, facets, onChange } = props
  const { t } = useTranslation()
  return (
    <div className="facets">
      {countConditions(filter) > 0 && (
        <Button size="small" onClick={props.onClear}>
          {t('register.clear')}
        </Button>
      )}
      {names.map((name) => {
        const counts = facets?.[name] ?? []
        if (counts.length === 0 && !filter[name]) return null
        return <Facet key={name} name={name} counts={counts} chosen={filter[name]} onChange={onChange} />
      })}
      <fieldset className="facet">
        <legend>{t('plan.deadline')}</legend>
        <label htmlFor="dueAfter">
          {t('register.dueAfter')}
          <Input
            id="dueAfter"
            size="small"
            type="date"
            value={filter.dueAfter ?? ''}
            onChange={(event) => onChange({ dueAfter: event.target.value })}
          />
        </label>
        <label htmlFor="dueBefore">
          {t('register.dueBefore')}
          <Input
            id="dueBefore"
            size="small"
            type="date"
            value={filter.dueBefore ?? ''}
            onChange={(event) => onChange({ dueBefore: event.target.value })}
          />
        </label>
      </fieldset>
      <fieldset className="facet">
        <legend>{t('register.review')}</legend>
        <button
          type="button"
          className="plain facet-line"
          aria-pressed={filter.review !== undefined}
          onClick={() => onChange({ review: filter.review ? undefined : 'any' })}
        >
          <span>{t('register.reviewAny')}</span>
        </button>
      </fieldset>
    </div>
  )
}

function Facet(props: {
  name: (typeof names)[number]
  counts: Facets['kind']
  chosen: string | undefined
  onChange: Change
}) {
  const { name, counts, chosen, onChange } = props
  const { t } = useTranslation()
  const number = useNumber()
  const [all, setAll] = useState(false)
  const word = (value: string, label: string) => {
    if (name === 'kind') return t(`kinds.${value as 'task'}`)
    if (name === 'state') return t(`states.${value as 'extracted'}`)
    if (name === 'role') return t(`roles3.${value as 'lead'}`)
    if (name === 'unit' && value === 'none') return t('register.noUnit')
    return label
  }
  const shown = all ? counts : counts.slice(0, SHORT)
  const missing = chosen !== undefined && !counts.some(({ value }) => value === chosen)
  return (
    <fieldset className="facet">
      <legend>{t(`register.by.${name}`)}</legend>
      {missing && (
        <button type="button" className="plain facet-line" aria-pressed onClick={() => onChange({ [name]: undefined })}>
          <span>{word(chosen, chosen)}</span>
          <small>0</small>
        </button>
      )}
      {shown.map(({ value, label, count }) => (
        <button
          key={value}
          type="button"
          className="plain facet-line"
          aria-pressed={value === chosen}
          onClick={() => onChange({ [name]: value === chosen ? undefined : value })}
        >
          <span>{word(value, label)}</span>
          <small>{number(count)}</small>
        </button>
      ))}
      {counts.length > SHORT && (
        <button type="button" className="plain facet-more" onClick={() => setAll(!all)}>
          {all ? t('register.fewer') : t('register.more', { count: counts.length - SHORT })}
        </button>
      )}
    </fieldset>
  )
}
