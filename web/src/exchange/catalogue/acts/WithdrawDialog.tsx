import { App, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceDetail } from '../../../../../src/exchange/schemas.ts'
import { FormDialog } from '../../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { useWithdraw } from '../api.ts'

/** 撤回: out of the catalogue, with the reason; what was published stays to be read. */
export function WithdrawDialog({ resource, onClose }: { resource: ResourceDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const field = useId()
  const withdraw = useWithdraw(resource.id)
  return (
    <FormDialog
      open
      untouched={reason === ''}
      title={t('exchange.catalogue.acts.withdrawTitle', { name: resource.name })}
      okText={t('exchange.catalogue.acts.withdraw')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={withdraw.isPending}
      onCancel={onClose}
      onOk={() =>
        withdraw.mutate(reason.trim(), {
          onSuccess: () => {
            void message.success(t('exchange.catalogue.acts.withdrawn'))
            onClose()
          },
        })
      }
    >
      <p>{t('exchange.catalogue.acts.withdrawLede')}</p>
      <label htmlFor={field}>{t('exchange.catalogue.acts.reason')}</label>
      <Input.TextArea
        id={field}
        autoFocus
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {withdraw.isError && <ProblemNotice problem={withdraw.error} />}
    </FormDialog>
  )
}
