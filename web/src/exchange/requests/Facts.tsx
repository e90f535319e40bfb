import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Fields with what they say; what is not told says so. */
export function Facts(props: {
  rows: readonly (readonly [name: string, value: ReactNode])[]
  wide?: readonly string[]
}) {
  const { t } = useTranslation()
  return (
    <dl className="catalogue-facts sheet">
      {props.rows.map(([name, value]) => (
        <div key={name} className={props.wide?.includes(name) ? 'wide' : undefined}>
          <dt>{t(`exchange.sharing.fields.${name as 'purpose'}`)}</dt>
          <dd>{value || <span className="catalogue-quiet">{t('exchange.catalogue.notTold')}</span>}</dd>
        </div>
      ))}
    </dl>
  )
}
