import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../shell/api.ts'

export interface Choice {
  id: string
  name: string
  detail: string
}

/** Where choices come from: the list that is searched, and how one of it reads. */
export interface Searched<Item extends { id: string }> {
  path: '/api/v1/tasks' | '/api/v1/indicators' | '/api/v1/projects'
  read: (item: Item) => Omit<Choice, 'id'>
}

const MOST = 20

/** Chooses one thing by a search; the choice is done at once and the field is empty again. Keys: type, ↑ ↓, Enter. */
export function LinkPicker<Item extends { id: string }>(props: {
  label: string
  from: Searched<Item>
  without: readonly string[]
  busy: boolean
  onChoose: (id: string, item: Item) => void
}) {
  const { t } = useTranslation()
  const { label, from, without, busy, onChoose } = props
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useQuery({
    queryKey: ['link-choices', from.path, q],
    queryFn: ({ signal }) => get<{ items: Item[] }>(from.path, { q, limit: MOST }, signal),
    enabled: q.length > 0,
  })
  const options = q && found.data ? found.data.items.filter(({ id }) => !without.includes(id)) : []
  return (
    <Select
      className="link-picker"
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      value={null}
      placeholder={label}
      aria-label={label}
      disabled={busy}
      loading={found.isFetching}
      notFoundContent={
        q === ''
          ? t('delivery.indicators.linkType')
          : found.isError
            ? t('delivery.indicators.linkFailed')
            : found.isFetching
              ? null
              : t('delivery.indicators.linkNone')
      }
      options={options.map((item) => {
        const { name, detail } = from.read(item)
        return {
          value: item.id,
          label: (
            <span className="link-choice">
              {name}
              <small>{detail}</small>
            </span>
          ),
        }
      })}
      onChange={(id: string | null) => {
        const item = options.find((one) => one.id === id)
        if (!item) return
        setTyped('')
        onChoose(item.id, item)
      }}
    />
  )
}
