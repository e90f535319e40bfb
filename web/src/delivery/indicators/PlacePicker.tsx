import { Select } from 'antd'
import { useClusterPlaces } from '../../gazetteer/api.ts'

/** Chooses a jurisdiction of the cluster by its name or code. A code from elsewhere stays as it is. A field of a form. */
export function PlacePicker(props: {
  id?: string
  value?: string
  onChange?: (value: string) => void
  placeholder?: string
}) {
  const { id, value, onChange, placeholder } = props
  const places = useClusterPlaces()
  const known = places.some(({ code }) => code === value)
  const options = places.map(({ code, shortName }) => ({ value: code, label: `${shortName} ${code}` }))
  return (
    <Select
      {...(id ? { id } : {})}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value || null}
      placeholder={placeholder}
      options={value && !known ? [{ value, label: value }, ...options] : options}
      onChange={(code?: string | null) => onChange?.(code ?? '')}
    />
  )
}
