import { useTranslation } from 'react-i18next'
import type { OutsideRequestListed } from '../../../../../src/exchange/schemas.ts'
import { AgreementBadge, RequestBadge } from '../../requests/parts.tsx'
import { WaitsCell } from '../../requests/Waits.tsx'

/** How a request to another node stands, as its owner said last; before that: on its way. */
export function OutsideBadge({ of: { answer, isReplied, isMended, isUnreadable } }: { of: OutsideRequestListed }) {
  const { t } = useTranslation()
  if (isUnreadable) return <span className="badge extracted">{t('exchange.nodes.outside.unreadable')}</span>
  if (answer === null) return <span className="badge extracted">{t('exchange.nodes.outside.onItsWay')}</span>
  return (
    <>
      {answer.agreement && answer.agreement.state !== 'active' ? (
        <AgreementBadge state={answer.agreement.state} />
      ) : (
        <RequestBadge state={answer.state} />
      )}
      {isReplied && <small>{t('exchange.nodes.outside.replyOnItsWay')}</small>}
      {isMended && !isReplied && <small>{t('exchange.nodes.outside.supplementOnItsWay')}</small>}
    </>
  )
}

/** The two sides as the parts of requests name them. */
export const sidesOf = ({ providerName, organizationName, owner, waiting }: OutsideRequestListed) => ({
  ...{ waiting, provider: { id: owner.code, name: providerName }, recipient: { id: '', name: organizationName } },
})

/** That its provider withdraws it, from which day on and why. */
export function WithdrawnNote({
  of: { withdrawnFrom, withdrawnReason },
}: {
  of: { withdrawnFrom: string | null; withdrawnReason: string | null }
}) {
  const { t } = useTranslation()
  if (withdrawnFrom === null) return null
  return (
    <p className="catalogue-note wanting">
      {t('exchange.sharing.agreements.withdrawnNote', { day: withdrawnFrom, reason: withdrawnReason ?? '' })}
    </p>
  )
}

/** Why a resource of another node is not shared, and what may be done about it all the same. */
export function WithheldNote({ basis }: { basis: string }) {
  const { t } = useTranslation()
  return (
    <p className="catalogue-note wanting">
      {t('exchange.sharing.form.basisOf', { basis: basis || t('exchange.catalogue.notTold') })}
      <small>{t('exchange.nodes.outside.withheld')}</small>
    </p>
  )
}

export function OutsideWaits({ of }: { of: OutsideRequestListed }) {
  return <WaitsCell of={sidesOf(of)} />
}
