import { Checkbox, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Datastream, Observation } from '../../../../src/monitoring/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { useMoment } from '../../shell/time.ts'
import { useParameters } from '../shared/parameters.ts'
import { measuredText, withUnit } from '../shared/values.ts'
import { useCorrect } from './api.ts'

interface Values {
  value: string
  below?: boolean
  reason: string
}

/** A single value is corrected with a reason; what it said before is kept. */
export function CorrectDialog({ stream, one, onClose }: { stream: Datastream; one: Observation; onClose: () => void }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { nameOf } = useParameters()
  const [form] = Form.useForm<Values>()
  const correct = useCorrect()
  const save = ({ value, below, reason }: Values) =>
    correct.mutate(
      {
        ...{ datastream: stream.id, time: one.time, value: Number(value), reason: reason.trim() },
        qualifier: below ? 'belowDetection' : 'value',
      },
      { onSuccess: onClose },
    )
  const stands = measuredText(one.value, one.qualifier === 'belowDetection')
  return (
    <FormDialog
      open
      title={t('monitoring.stations.correctTitle', { name: nameOf(stream.parameter), at: moment(one.time) })}
      okText={t('monitoring.stations.save')}
      cancelText={t('shell.cancel')}
      confirmLoading={correct.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>
        {t('monitoring.stations.stands')} <b>{withUnit(stands, stream.unit)}</b>
      </p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={save}>
        <Form.Item
          name="value"
          label={t('monitoring.stations.newValue')}
          rules={[
            { required: true, pattern: /^-?\d{1,15}(\.\d{1,14})?$/, message: t('delivery.indicators.numberHint') },
          ]}
        >
          <Input inputMode="decimal" suffix={stream.unit} maxLength={24} />
        </Form.Item>
        <Form.Item name="below" valuePropName="checked">
          <Checkbox>{t('monitoring.stations.belowDetection')}</Checkbox>
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('monitoring.stations.reason')}
          extra={t('monitoring.stations.reasonHint')}
          rules={[{ required: true, whitespace: true, message: t('monitoring.stations.reason') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </Form>
    </FormDialog>
  )
}
