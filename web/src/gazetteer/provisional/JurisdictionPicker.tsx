import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JurisdictionRef } from '../../../../src/gazetteer/schemas.ts'
import { jurisdictionsQuery } from './api.ts'

/** Chooses a jurisdiction by its name. Empty: none, as for the bodies of the nation’s own enterprises. */
export function JurisdictionPicker(props: {
  id?: string
  value?: string | null
  onChange?: (code: string | null) => void
  /** The one that is chosen at first, so that it is shown by its name. */
  known: JurisdictionRef | null
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useQuery(jurisdictionsQuery(q))
  const [chosen, setChosen] = useState(props.known)
  const choices = q && found.data ? found.data.items : chosen ? [chosen] : []
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      value={props.value ?? null}
      placeholder={t('units.noJurisdiction')}
      loading={found.isFetching}
      notFoundContent={q ? t('waitingUnits.noPlace') : t('waitingUnits.typePlace')}
      options={choices.map(({ code, name }) => ({ value: code, label: name }))}
      onChange={(code?: string | null) => {
        setChosen(choices.find((one) => one.code === code) ?? null)
        props.onChange?.(code ?? null)
      }}
    />
  )
}
