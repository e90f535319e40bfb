import { Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Quantity } from '../../../../../src/settlement/index.ts'
import { NamePicker } from './NamePicker.tsx'
import { type EditorProps, ROWS, useFormulaScope } from './scope.ts'

/** What the part itself says: a number, a name, decimals. */
export function OwnValue({ value, at, rows, onChange }: EditorProps<Quantity>) {
  const { t } = useTranslation()
  const scope = useFormulaScope()
  switch (value.kind) {
    case 'number':
      return (
        <Input
          size="small"
          className="formula-number"
          inputMode="decimal"
          maxLength={40}
          aria-label={t('settlement.agreements.editor.number')}
          placeholder={t('settlement.agreements.editor.number')}
          value={value.value}
          onChange={(event) => onChange({ kind: 'number', value: event.target.value.trim().replaceAll(',', '') }, at)}
        />
      )
    case 'term':
      return (
        <NamePicker
          kind="terms"
          value={value.name}
          names={scope.terms.filter((name) => name !== '')}
          label={t('settlement.agreements.editor.term')}
          onChange={(name) => onChange({ kind: 'term', name })}
        />
      )
    case 'input':
      return (
        <NamePicker
          kind="inputs"
          value={value.name}
          names={scope.inputs}
          label={t('settlement.agreements.editor.input')}
          onChange={(name) => onChange({ kind: 'input', name })}
        />
      )
    case 'field':
      return (
        <NamePicker
          kind="inputs"
          value={value.name}
          names={ROWS[rows as keyof typeof ROWS] ?? []}
          label={t('settlement.agreements.editor.field')}
          onChange={(name) => onChange({ kind: 'field', name })}
        />
      )
    case 'named':
      return (
        <Input
          size="small"
          className="formula-name"
          maxLength={100}
          aria-label={t('settlement.agreements.editor.partName')}
          placeholder={t('settlement.agreements.editor.partName')}
          value={value.zh}
          onChange={(event) => onChange({ ...value, zh: event.target.value }, `${at}.zh`)}
        />
      )
    case 'round':
      return (
        <InputNumber
          size="small"
          min={0}
          max={12}
          precision={0}
          aria-label={t('settlement.agreements.editor.decimals')}
          value={value.decimals}
          onChange={(decimals) => onChange({ ...value, decimals: decimals ?? 0 }, `${at}.decimals`)}
        />
      )
    case 'sumOver':
    case 'count':
      return (
        <NamePicker
          kind="inputs"
          value={value.rows}
          names={Object.keys(ROWS)}
          label={t('settlement.agreements.editor.rows')}
          onChange={(of) => onChange({ ...value, rows: of })}
        />
      )
    default:
      return null
  }
}
