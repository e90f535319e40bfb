import { Radio, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { HoldingDetail } from '../../../../../src/exchange/schemas.ts'
import type { LoadWish } from '../api.ts'

type Manner = LoadWish['manner']

/** Whether all rows are replaced or some added and changed, and by which items a row is known again. */
export function LoadWishes(props: {
  holding: HoldingDetail
  manner: Manner
  keyItems: readonly string[]
  onManner: (manner: Manner) => void
  onKeyItems: (keyItems: string[]) => void
}) {
  const { t } = useTranslation()
  const { holding, manner, keyItems, onManner, onKeyItems } = props
  const field = useId()
  const isKnown = holding.isLoaded && manner === 'merge'
  return (
    <div className="holding-wishes">
      {holding.isLoaded && (
        <div>
          <span id={`${field}-manner`}>{t('exchange.holdings.load.manner')}</span>
          <Radio.Group
            aria-labelledby={`${field}-manner`}
            optionType="button"
            value={manner}
            onChange={(event) => onManner(event.target.value)}
            options={(['replace', 'merge'] as const).map((value) => ({
              value,
              label: t(`exchange.holdings.load.manners.${value}`),
            }))}
          />
          <small>{t(`exchange.holdings.load.mannerHints.${manner}`)}</small>
        </div>
      )}
      <div>
        <label htmlFor={field}>{t('exchange.holdings.load.keyItems')}</label>
        <Select
          id={field}
          mode="multiple"
          disabled={isKnown}
          placeholder={t('exchange.holdings.load.keyItemsPick')}
          value={[...(isKnown ? holding.keyItems : keyItems)]}
          onChange={(chosen: string[]) => onKeyItems(chosen)}
          options={holding.items.map(({ name }) => ({ value: name, label: name }))}
        />
      </div>
    </div>
  )
}
