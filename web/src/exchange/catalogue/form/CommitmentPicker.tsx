import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommitmentList } from '../../../../../src/plan/schemas.ts'
import { get } from '../../../shell/api.ts'

export interface KnownCommitment {
  id: string
  title: string
}

/** Chooses commitments of the register by their words. */
export function CommitmentPicker(props: {
  known: readonly KnownCommitment[]
  id?: string
  value?: string[]
  onChange?: (value: string[]) => void
}) {
  const { t } = useTranslation()
  const { id, value = [], onChange } = props
  const [typed, setTyped] = useState('')
  const [seen, setSeen] = useState(props.known)
  const q = useDeferredValue(typed.trim())
  const found = useQuery({
    queryKey: ['commitments', 'choice', q],
    queryFn: ({ signal }) => get<CommitmentList>('/api/v1/commitments', { q, limit: 20 }, signal),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  })
  const offered = q && found.data ? found.data.items : []
  // Also those that were chosen before under other words.
  const options = new Map([...seen, ...offered].map(({ id, title }) => [id, title]))
  return (
    <Select
      {...(id ? { id } : {})}
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      maxCount={20}
      value={value}
      placeholder={t('exchange.catalogue.form.findCommitment')}
      loading={found.isFetching}
      notFoundContent={q ? t('exchange.catalogue.form.noCommitment') : t('exchange.catalogue.form.findCommitment')}
      options={[...options]
        .filter(([one]) => value.includes(one) || offered.some((item) => item.id === one))
        .map(([one, title]) => ({ value: one, label: title }))}
      onChange={(chosen: string[]) => {
        setSeen([...options].map(([one, title]) => ({ id: one, title })).filter((one) => chosen.includes(one.id)))
        onChange?.(chosen)
      }}
    />
  )
}
