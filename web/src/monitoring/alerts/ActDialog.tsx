import { useMutation } from '@tanstack/react-query'
import { App, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../../src/monitoring/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { type AlertAct, actOnAlert, useTakeAlert } from './api.ts'
import { useWhatHappened } from './parts.tsx'

/** Receives an alert, says what is being done, closes it or opens it again; every step has its words. */
export function ActDialog(props: { alert: AlertDetail; act: Exclude<AlertAct, 'inspected'>; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { alert, act } = props
  const [form] = Form.useForm<{ text?: string }>()
  const take = useTakeAlert()
  const whatHappened = useWhatHappened()
  const change = useMutation({
    mutationFn: ({ text }: { text?: string }) => actOnAlert(alert.id, act, text?.trim() ? { text } : {}),
    onSuccess: (now) => {
      take(now)
      void message.success(t(`monitoring.alerts.done.${act}`))
      props.onClose()
    },
  })
  const title = t(`monitoring.alerts.acts.${act}`)
  const label = t(`monitoring.alerts.actTexts.${act}`)
  return (
    <FormDialog
      open
      title={title}
      okText={title}
      confirmLoading={change.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p className="dialog-quote">
        {alert.section.name} {whatHappened(alert)}
      </p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => change.mutate(values)}>
        <Form.Item
          name="text"
          label={label}
          rules={act === 'received' ? [] : [{ required: true, whitespace: true, message: label }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
        </Form.Item>
      </Form>
      {change.isError && <ProblemNotice problem={change.error} />}
    </FormDialog>
  )
}
