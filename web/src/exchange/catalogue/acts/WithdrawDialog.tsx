import { useTranslation } from 'react-i18next'
import type { ResourceDetail } from '../../../../../src/exchange/schemas.ts'
import { ReasonDialog } from '../../../shell/ReasonDialog.tsx'
import { useWithdraw } from '../api.ts'

/** 撤回: out of the catalogue, with the reason; what was published stays to be read. */
export function WithdrawDialog({ resource, onClose }: { resource: ResourceDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const withdraw = useWithdraw(resource.id)
  return (
    <ReasonDialog
      isDanger
      title={t('exchange.catalogue.acts.withdrawTitle', { name: resource.name })}
      okText={t('exchange.catalogue.acts.withdraw')}
      lede={t('exchange.catalogue.acts.withdrawLede')}
      label={t('exchange.catalogue.acts.reason')}
      done={t('exchange.catalogue.acts.withdrawn')}
      onSend={(reason) => withdraw.mutateAsync(reason)}
      onClose={onClose}
    />
  )
}
