import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AgreementListed, DisputeListed, RequestListed } from '../../../../src/exchange/schemas.ts'
import '../../monitoring/shared/shared.css'
import '../catalogue/catalogue.css'
import './sharing.css'

const REQUEST_LOOKS = {
  ...({ submitted: 'extracted', correction: 'extracted', offered: 'extracted', brought_forward: 'extracted' } as const),
  ...({ granted: 'confirmed', refused: 'rejected', taken_back: 'rejected' } as const),
}
const AGREEMENT_LOOKS = { active: 'confirmed', suspended: 'extracted', ended: 'rejected' } as const
const DISPUTE_LOOKS = {
  open: 'extracted',
  corrected: 'confirmed',
  not_wrong: 'rejected',
  taken_back: 'rejected',
} as const

export function RequestBadge({ state }: Pick<RequestListed, 'state'>) {
  const { t } = useTranslation()
  return <span className={`badge ${REQUEST_LOOKS[state]}`}>{t(`exchange.sharing.states.${state}`)}</span>
}
export function AgreementBadge({ state }: Pick<AgreementListed, 'state'>) {
  const { t } = useTranslation()
  return <span className={`badge ${AGREEMENT_LOOKS[state]}`}>{t(`exchange.sharing.agreementStates.${state}`)}</span>
}
export function DisputeBadge({ state }: Pick<DisputeListed, 'state'>) {
  const { t } = useTranslation()
  return <span className={`badge ${DISPUTE_LOOKS[state]}`}>{t(`exchange.sharing.disputeStates.${state}`)}</span>
}

/** The ways between the lists of sharing. */
export function SharingNav() {
  const { t } = useTranslation()
  return (
    <nav className="sharing-nav no-print" aria-label={t('nav.sharing')}>
      {(
        [
          ['/share-requests', 'requests'],
          ['/share-agreements', 'agreements'],
          ['/share-disputes', 'disputes'],
          ['/share-periods', 'periods'],
        ] as const
      ).map(([to, name]) => (
        <Link key={to} to={to} activeOptions={{ exact: false, includeSearch: false }}>
          {t(`exchange.sharing.nav.${name}`)}
        </Link>
      ))}
    </nav>
  )
}

/** A choice of a filter that can be emptied. */
export function Choice<Value extends string>(props: {
  label: string
  value: Value | undefined
  options: { value: Value; label: string }[]
  onChange: (value: Value | undefined) => void
}) {
  return (
    <Select<Value | null>
      allowClear
      className="catalogue-choice"
      aria-label={props.label}
      placeholder={props.label}
      value={props.value ?? null}
      popupMatchSelectWidth={200}
      options={props.options}
      onChange={(value?: Value | null) => props.onChange(value ?? undefined)}
    />
  )
}

/** Who asks whom. */
export function Parties({ provider, recipient }: Pick<RequestListed, 'provider' | 'recipient'>) {
  return (
    <>
      {provider.name} <span aria-hidden>→</span> {recipient.name}
    </>
  )
}
