import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type NameKind, useFormulaName } from '../../parts/names.ts'

/** Chooses a term or a datum by what it is called; what is not among them may be typed as a new name. */
export function NamePicker(props: {
  kind: NameKind
  value: string
  names: readonly string[]
  label: string
  invalid?: boolean
  onChange: (name: string) => void
}) {
  const { kind, value, names, label, onChange } = props
  const { t } = useTranslation()
  const name = useFormulaName()
  const [typed, setTyped] = useState('')
  const own = typed.trim()
  const known = [...new Set([...names, ...(value ? [value] : [])])]
  const isNew = own !== '' && !known.some((one) => one === own || name(kind, one) === own)
  const options = known.map((one) => ({ value: one, label: name(kind, one) }))
  return (
    <Select
      className="name-picker"
      size="small"
      showSearch={{ optionFilterProp: 'label', onSearch: setTyped }}
      value={value || null}
      placeholder={label}
      aria-label={label}
      status={props.invalid ? 'error' : ''}
      popupMatchSelectWidth={260}
      notFoundContent={t('settlement.agreements.editor.typeName')}
      options={
        isNew ? [...options, { value: own, label: `${own} · ${t('settlement.agreements.editor.newName')}` }] : options
      }
      onChange={(next: string) => {
        setTyped('')
        onChange(next)
      }}
    />
  )
}
