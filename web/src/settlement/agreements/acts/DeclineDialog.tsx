import { useTranslation } from 'react-i18next'
import type { AgreementDetail } from '../../../../../src/settlement/schemas.ts'
import { ReasonDialog } from '../../../shell/ReasonDialog.tsx'
import { useDecline } from '../api.ts'

/** 不予签署, or the drafter takes it back: the version is over, and a further one may be drafted. */
export function DeclineDialog({ agreement, onClose }: { agreement: AgreementDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const decline = useDecline(agreement.id)
  return (
    <ReasonDialog
      isDanger
      title={t('settlement.agreements.acts.declineTitle', { name: agreement.name, number: agreement.number })}
      okText={t('settlement.agreements.acts.declineOk')}
      lede={t('settlement.agreements.acts.declineLede')}
      label={t('settlement.agreements.acts.reason')}
      done={t('settlement.agreements.acts.declined')}
      onSend={(reason) => decline.mutateAsync(reason)}
      onClose={onClose}
    />
  )
}
