import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InspectorList } from '../../../../src/delivery/supervision/schemas.ts'
import { organizationsQuery } from '../../gazetteer/api.ts'
import { get } from '../../shell/api.ts'

/** Who inspects: a user (with an id), a unit, or a name that neither knows. */
export interface Inspector {
  id?: string
  name: string
}

/** As the server takes them: users first, so that the first names are theirs, in the order of the ids. */
export function inspectorsBody(inspectors: readonly Inspector[]) {
  const users = inspectors.filter(({ id }) => id)
  return {
    inspectors: [...users, ...inspectors.filter(({ id }) => !id)].map(({ name }) => name),
    inspectorIds: users.flatMap(({ id }) => id ?? []),
  }
}

const keyOf = ({ id, name }: Inspector) => (id ? `user ${id}` : name)

/** Chooses inspectors among users and units; what is typed and not found stands as it is. */
export function InspectorsPicker(props: { value?: Inspector[]; onChange?: (value: Inspector[]) => void; id?: string }) {
  const { t } = useTranslation()
  const { value = [], onChange } = props
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const people = useQuery({
    queryKey: ['supervision', 'inspectors', q],
    queryFn: ({ signal }) => get<InspectorList>('/api/v1/inspectors', q ? { q } : {}, signal),
    staleTime: 60_000,
  })
  const units = useQuery({ ...organizationsQuery({ q, limit: 10 }), enabled: q.length > 0 })
  const persons: Inspector[] = (people.data?.items ?? []).map(({ id, name, organization }) => ({
    id,
    name: `${name}（${organization}）`,
  }))
  const bodies: Inspector[] = q ? (units.data?.items ?? []).map(({ name }) => ({ name })) : []
  const known = new Map([...value, ...persons, ...bodies].map((one) => [keyOf(one), one]))
  const option = (one: Inspector) => ({ value: keyOf(one), label: one.name })
  const groups = [
    { label: t('delivery.supervision.plan.people'), options: persons.map(option) },
    { label: t('delivery.supervision.plan.bodies'), options: bodies.map(option) },
  ].filter(({ options }) => options.length > 0)
  const found = new Set([...persons, ...bodies].map(keyOf))
  const others = value.filter((one) => !found.has(keyOf(one))).map(option)
  return (
    <Select
      {...(props.id ? { id: props.id } : {})}
      mode="tags"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value.map(keyOf)}
      placeholder={t('delivery.supervision.plan.inspectorsHint')}
      aria-label={t('delivery.supervision.plan.inspectors')}
      tokenSeparators={['、', ',', '，']}
      options={[...groups, ...others]}
      onChange={(chosen: string[]) => {
        setTyped('')
        onChange?.(chosen.map((one) => known.get(one) ?? { name: one.trim() }).filter(({ name }) => name))
      }}
    />
  )
}
