import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganizationRef } from '../../../src/plan/schemas.ts'
import { organizationsQuery } from './api.ts'

/** Chooses an organization of the gazetteer by any of its names. Empty: the gazetteer does not know the body. */
export function OrganizationPicker(props: {
  value?: OrganizationRef | null
  onChange?: (value: OrganizationRef | null) => void
  placeholder?: string
  autoFocus?: boolean
}) {
  const { t } = useTranslation()
  const { value, onChange } = props
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useQuery({ ...organizationsQuery({ q, limit: 30 }), enabled: q.length > 0 })
  const known = q && found.data ? found.data.items : value ? [value] : []
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      autoFocus={props.autoFocus ?? false}
      value={value?.id ?? null}
      placeholder={props.placeholder}
      aria-label={props.placeholder}
      popupMatchSelectWidth={320}
      loading={found.isFetching}
      notFoundContent={q ? t('units.noneFound') : t('units.typeName')}
      options={known.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id?: string | null) => {
        const chosen = known.find((one) => one.id === id)
        onChange?.(chosen ? { id: chosen.id, name: chosen.name, shortName: chosen.shortName } : null)
      }}
    />
  )
}
