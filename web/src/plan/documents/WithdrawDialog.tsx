import { App, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Document } from '../../../../src/plan/schemas.ts'
import { Problem } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useWithdrawal } from '../api.ts'

/** Takes a document out of the register, with the reason. */
export function WithdrawDialog(props: {
  document: Pick<Document, 'id' | 'revision' | 'title'>
  open: boolean
  onClose: () => void
}) {
  const { document } = props
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ reason: string }>()
  const withdrawal = useWithdrawal(document)
  const close = () => {
    props.onClose()
    withdrawal.reset()
  }
  const withdraw = ({ reason }: { reason: string }) =>
    withdrawal.mutate(
      { act: 'withdraw', reason: reason.trim() },
      {
        onSuccess: () => {
          close()
          void message.success(t('withdrawal.done', { title: document.title }))
        },
      },
    )
  return (
    <FormDialog
      open={props.open}
      title={t('withdrawal.title')}
      okText={t('withdrawal.withdraw')}
      okButtonProps={{ danger: true, loading: withdrawal.isPending }}
      onCancel={close}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p className="dialog-quote">{document.title}</p>
      <p className="withdraw-lede">{t('withdrawal.lede')}</p>
      <Form form={form} layout="vertical" preserve={false} requiredMark={false} onFinish={withdraw}>
        <Form.Item
          name="reason"
          label={t('reject.reason')}
          rules={[{ required: true, whitespace: true, message: t('reject.reasonNeeded') }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
      </Form>
      {withdrawal.isError && <ProblemNotice problem={problemOf(withdrawal.error)} />}
    </FormDialog>
  )
}

/** Somebody changed the document since it was opened: what is behind the dialog is the newest by now. */
const problemOf = (error: unknown) =>
  error instanceof Problem && error.status === 412 ? new Problem('version_outdated', 412, '') : error
