import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Mask, MaskKind, RequestDetail } from '../../../../../src/exchange/schemas.ts'
import { kindOf, MASKS_OF, maskOf } from './kinds.ts'

/** How a value is changed before it is handed over. */
export function MaskEditor(props: {
  item: RequestDetail['items'][number]
  value: Mask | undefined
  onChange: (mask: Mask | null) => void
}) {
  const { t } = useTranslation()
  const { item, value, onChange } = props
  return (
    <span className="sharing-masking">
      <Select<MaskKind | 'none'>
        size="small"
        aria-label={t('exchange.sharing.terms.maskOf', { item: item.name })}
        value={value?.kind ?? 'none'}
        popupMatchSelectWidth={160}
        options={[
          { value: 'none' as const, label: t('exchange.sharing.terms.unmasked') },
          ...MASKS_OF[kindOf(item.dataType)].map((kind) => ({
            value: kind,
            label: t(`exchange.sharing.terms.masks.${kind}`),
          })),
        ]}
        onChange={(kind) => onChange(kind === 'none' ? null : maskOf(kind))}
      />
      {value && 'count' in value && (
        <InputNumber
          size="small"
          min={1}
          max={50}
          precision={0}
          aria-label={t('exchange.sharing.terms.count', { item: item.name })}
          value={value.count}
          onChange={(count) => onChange({ ...value, count: count ?? 1 })}
        />
      )}
      {value?.kind === 'range' && (
        <InputNumber
          size="small"
          min={item.dataType === 'integer' ? 2 : 0.000001}
          max={1_000_000_000_000}
          {...(item.dataType === 'integer' ? { precision: 0 } : {})}
          aria-label={t('exchange.sharing.terms.width', { item: item.name })}
          value={value.width}
          onChange={(width) => onChange({ ...value, width: width ?? 100 })}
        />
      )}
    </span>
  )
}
