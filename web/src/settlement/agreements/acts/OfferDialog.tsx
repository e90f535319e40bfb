import { App, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail } from '../../../../../src/settlement/schemas.ts'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { comma } from '../../../shell/punctuation.ts'
import { useFormulaName } from '../../parts/names.ts'
import { useOffer } from '../api.ts'

/** 提交签署: from then on the version stays word for word; what is still open is told before. */
export function OfferDialog({ agreement, onClose }: { agreement: AgreementDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const name = useFormulaName()
  const offer = useOffer(agreement.id)
  const unbound = agreement.parties.filter(({ organization, jurisdiction }) => !organization || !jurisdiction)
  return (
    <Modal
      open
      title={t('settlement.agreements.acts.offerTitle', { name: agreement.name })}
      okText={t('settlement.agreements.acts.offer')}
      okButtonProps={{ disabled: unbound.length > 0 }}
      confirmLoading={offer.isPending}
      onCancel={onClose}
      onOk={() =>
        offer.mutate(agreement.revision, {
          onSuccess: () => {
            void message.success(t('settlement.agreements.acts.offered'))
            onClose()
          },
        })
      }
    >
      <p>{t('settlement.agreements.acts.offerLede')}</p>
      <ul className="bullets">
        {agreement.parties.map(({ name: party, organization }) => (
          <li key={party}>
            {organization
              ? t('settlement.agreements.acts.willSign', { party, unit: organization.name })
              : t('settlement.agreements.acts.nobodySigns', { party })}
          </li>
        ))}
      </ul>
      {agreement.openTerms.length > 0 && (
        <p className="agreement-note">
          {t('settlement.agreements.acts.openTerms', {
            names: agreement.openTerms.map((one) => name('terms', one)).join(comma()),
          })}
        </p>
      )}
      {offer.isError && <ProblemNotice problem={offer.error} />}
    </Modal>
  )
}
