import { App, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NeighbourAlert } from '../../../../src/exchange/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePreferences } from '../../shell/preferences.ts'
import { useReceive } from './api.ts'
import { useNodeName } from './parts.tsx'

/** Receives a neighbour's alert, with a note that goes back with the receipt. */
export function ReceiveDialog({
  alert: { owner, key, alert },
  onClose,
}: {
  alert: NeighbourAlert
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const { message } = App.useApp()
  const nameOf = useNodeName()
  const [form] = Form.useForm<{ text?: string }>()
  const receive = useReceive()
  const take = ({ text }: { text?: string }) =>
    receive.mutate(
      { owner: owner.code, key, ...(text ? { text } : {}) },
      {
        onSuccess: () => {
          void message.success(t('exchange.nodes.alerts.received', { name: nameOf(owner) }))
          onClose()
        },
      },
    )
  return (
    <FormDialog
      open
      title={t('exchange.nodes.alerts.receiveTitle')}
      okText={t('exchange.nodes.alerts.receive')}
      confirmLoading={receive.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p className="dialog-quote">{language === 'en' ? alert.titleEn : alert.title}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={take}>
        <Form.Item name="text" label={t('exchange.nodes.alerts.note')}>
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
        </Form.Item>
      </Form>
      {receive.isError && <ProblemNotice problem={receive.error} />}
    </FormDialog>
  )
}
