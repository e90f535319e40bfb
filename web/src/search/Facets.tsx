import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice, SearchAnswer } from '../../../src/search/schemas.ts'
import { useNumber } from '../shell/time.ts'
import { countConditions, type FacetName, facets, type SearchFilter } from './filter.ts'

const SHORT = 8

/** What the hits can be narrowed by, each with how many it would leave. */
export function Facets(props: {
  filter: SearchFilter
  counts: SearchAnswer['facets'] | undefined
  onChange: (name: FacetName, value: string | undefined) => void
  onClear: () => void
}) {
  const { filter, counts, onChange } = props
  const { t } = useTranslation()
  return (
    <div className="facets">
      {countConditions(filter) > 0 && (
        <Button size="small" onClick={props.onClear}>
          {t('search.clear')}
        </Button>
      )}
      {facets.map((name) => (
        <Facet
          key={name}
          name={name}
          choices={counts?.[name] ?? []}
          chosen={filter[name]}
          onChange={(value) => onChange(name, value)}
        />
      ))}
    </div>
  )
}

function Facet(props: {
  name: FacetName
  choices: readonly Choice[]
  chosen: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const { name, choices, chosen, onChange } = props
  const { t } = useTranslation()
  const number = useNumber()
  const [all, setAll] = useState(false)
  const word = ({ value, label }: Choice) => (name === 'kind' ? t(`kinds.${value as 'task'}`) : label)
  const isMissing = chosen !== undefined && !choices.some(({ value }) => value === chosen)
  const shown = [
    ...(isMissing ? [{ value: chosen, label: chosen, count: 0 }] : []),
    ...(all ? choices : choices.slice(0, SHORT)),
  ]
  if (shown.length === 0) return null
  return (
    <fieldset className="facet">
      <legend>{t(`search.by.${name}`)}</legend>
      {shown.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className="plain facet-line"
          aria-pressed={choice.value === chosen}
          onClick={() => onChange(choice.value === chosen ? undefined : choice.value)}
        >
          <span>{word(choice)}</span>
          <small>{number(choice.count)}</small>
        </button>
      ))}
      {choices.length > SHORT && (
        <button type="button" className="plain facet-more" onClick={() => setAll(!all)}>
          {all ? t('register.fewer') : t('register.more', { count: choices.length - SHORT })}
        </button>
      )}
    </fieldset>
  )
}
