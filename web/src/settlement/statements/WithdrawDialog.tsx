import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StatementDetail } from '../../../../src/settlement/schemas.ts'
import { send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { useStatementChange } from './api.ts'

/** 撤回: an open statement is taken back with a reason, so that another one may be prepared. */
export function WithdrawDialog({ one, onClose }: { one: StatementDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const withdraw = useStatementChange(
    (body: { reason: string }) => send<StatementDetail>('POST', `/api/v1/statements/${one.id}/withdraw`, body),
    () => t('settlement.statements.withdrawnDone'),
  )
  return (
    <FormDialog
      open
      title={t('settlement.statements.withdraw')}
      okText={t('settlement.statements.withdraw')}
      okButtonProps={{ danger: true }}
      confirmLoading={withdraw.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p>{t('settlement.statements.withdrawLede')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(body) => withdraw.mutate(body, { onSuccess: onClose })}
      >
        <Form.Item
          name="reason"
          label={t('settlement.statements.withdrawReason')}
          rules={[{ required: true, whitespace: true, message: t('settlement.statements.withdrawReason') }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1000} />
        </Form.Item>
      </Form>
    </FormDialog>
  )
}
