import { App, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail } from '../../../../../src/settlement/schemas.ts'
import { FormDialog } from '../../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { useDecline } from '../api.ts'

/** 不予签署, or the drafter takes it back: the version is over, and a further one may be drafted. */
export function DeclineDialog({ agreement, onClose }: { agreement: AgreementDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const field = useId()
  const decline = useDecline(agreement.id)
  return (
    <FormDialog
      open
      untouched={reason === ''}
      title={t('settlement.agreements.acts.declineTitle', { name: agreement.name, number: agreement.number })}
      okText={t('settlement.agreements.acts.declineOk')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={decline.isPending}
      onCancel={onClose}
      onOk={() =>
        decline.mutate(reason.trim(), {
          onSuccess: () => {
            void message.success(t('settlement.agreements.acts.declined'))
            onClose()
          },
        })
      }
    >
      <p>{t('settlement.agreements.acts.declineLede')}</p>
      <label htmlFor={field}>{t('settlement.agreements.acts.reason')}</label>
      <Input.TextArea
        id={field}
        autoFocus
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {decline.isError && <ProblemNotice problem={decline.error} />}
    </FormDialog>
  )
}
