import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AlertDetail, Inspection } from '../../../../src/monitoring/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { todayHere } from '../../shell/time.ts'
import { actOnAlert, useTakeAlert } from './api.ts'

/** 联合排查: who looked when and where, what they found and what they did about it. */
export function InspectionDialog({ alert, onClose }: { alert: AlertDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Inspection>()
  const take = useTakeAlert()
  const save = useMutation({
    mutationFn: ({ samples, measures, ...record }: Inspection) =>
      actOnAlert(alert.id, 'inspected', {
        ...record,
        ...(samples && samples.length > 0 ? { samples } : {}),
        ...(measures?.trim() ? { measures } : {}),
      }),
    onSuccess: (now) => {
      take(now)
      void message.success(t('monitoring.alerts.done.inspected'))
      onClose()
    },
  })
  const words = (key: 'day' | 'place' | 'participants' | 'finding' | 'measures' | 'samples') =>
    t(`monitoring.alerts.inspection.${key}`)
  const needed = (key: 'day' | 'place' | 'finding') => [{ required: true, whitespace: true, message: words(key) }]
  const long = { autoSize: { minRows: 2, maxRows: 10 }, maxLength: 4000 }
  return (
    <FormDialog
      open
      title={t('monitoring.alerts.inspection.title')}
      okText={t('monitoring.alerts.inspection.save')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      width={600}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ inspectedOn: todayHere(), participants: [], samples: [] }}
        onFinish={(values) => save.mutate(values)}
      >
        <div className="tier-fields">
          <Form.Item name="inspectedOn" label={words('day')} rules={needed('day')}>
            <Input type="date" max={todayHere()} />
          </Form.Item>
          <Form.Item name="place" label={words('place')} rules={needed('place')}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
        <Form.Item
          name="participants"
          label={words('participants')}
          extra={t('monitoring.alerts.inspection.participantsHint')}
          rules={[{ type: 'array', required: true, min: 1, max: 50, message: words('participants') }]}
        >
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',', '；', ';']} />
        </Form.Item>
        <Form.Item name="samples" label={words('samples')} extra={t('monitoring.alerts.inspection.samplesHint')}>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',', '；', ';']} />
        </Form.Item>
        <Form.Item name="finding" label={words('finding')} rules={needed('finding')}>
          <Input.TextArea {...long} />
        </Form.Item>
        <Form.Item name="measures" label={words('measures')}>
          <Input.TextArea {...long} />
        </Form.Item>
      </Form>
      {save.isError && <ProblemNotice problem={save.error} />}
    </FormDialog>
  )
}
