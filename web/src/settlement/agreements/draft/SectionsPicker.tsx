import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SectionList } from '../../../../../src/monitoring/schemas.ts'
import { get } from '../../../shell/api.ts'

const sectionsQuery = (q: string) => ({
  queryKey: ['sections', 'choice', q],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<SectionList>('/api/v1/sections', { q, limit: 50 }, signal),
  staleTime: 60_000,
})

/** Chooses sections of the register; one that is not on record yet may be typed by its name. */
export function SectionsPicker(props: { id: string; value: readonly string[]; onChange: (names: string[]) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useQuery(sectionsQuery(q)).data?.items ?? []
  const options = found.map(({ name, term, jurisdiction }) => ({
    value: name,
    label: [name, term?.river, jurisdiction.shortName].filter(Boolean).join(' · '),
  }))
  return (
    <Select
      id={props.id}
      mode="tags"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      tokenSeparators={['、', ',', '，']}
      value={[...props.value]}
      placeholder={t('settlement.agreements.editor.sectionsHint')}
      optionLabelProp="value"
      options={options.filter((one, at) => options.findIndex(({ value }) => value === one.value) === at)}
      onChange={(names: string[]) => {
        setTyped('')
        props.onChange(names.map((name) => name.trim()).filter(Boolean))
      }}
    />
  )
}
