import { Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { textOfValue } from './valueText.ts'

/** How a value of a row is written in the language of the page. */
export function useValueText() {
  const { t } = useTranslation()
  const words = { yes: t('exchange.holdings.values.yes'), no: t('exchange.holdings.values.no') }
  return (value: Parameters<typeof textOfValue>[0], dataType: string | null) => textOfValue(value, dataType, words)
}

/** Enough of a reference (64 characters) to tell rows of a table apart. */
const SHOWN = 8

/** By which a row is spoken of: its beginning, and all of it to copy. */
export function RowReference({ reference }: { reference: string }) {
  const { t } = useTranslation()
  const tooltips = [t('exchange.holdings.values.copy'), t('exchange.holdings.values.copied')]
  return (
    <Typography.Text className="holding-reference" code title={reference} copyable={{ text: reference, tooltips }}>
      {reference.slice(0, SHOWN)}…
    </Typography.Text>
  )
}
