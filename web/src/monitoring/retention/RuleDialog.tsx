import { Checkbox, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RetentionRule } from '../../../../src/monitoring/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { usePeriod } from '../../shell/period.ts'
import { todayHere } from '../../shell/time.ts'
import { useAddRule } from './api.ts'
import { lastMonthToGo } from './steps.ts'

interface Values {
  keepMonths: number
  basis?: string
  read?: boolean
}

/** A rule is set knowingly: which months lose their single values is said before, and confirmed. */
export function RuleDialog({ origin, onClose }: { origin: RetentionRule['origin']; onClose: () => void }) {
  const { t } = useTranslation()
  const period = usePeriod()
  const [form] = Form.useForm<Values>()
  const [once] = useState(() => crypto.randomUUID())
  const keepMonths = Form.useWatch('keepMonths', form)
  const add = useAddRule()
  const save = ({ keepMonths: months, basis = '' }: Values) =>
    add.mutate(
      { rule: { origin, keepMonths: months, ...(basis.trim() ? { basis: basis.trim() } : {}) }, once },
      { onSuccess: onClose },
    )
  return (
    <FormDialog
      open
      title={t('monitoring.retention.addTitle', { origin: t(`monitoring.uploads.origins.${origin}`) })}
      okText={t('monitoring.retention.add')}
      okButtonProps={{ danger: true }}
      confirmLoading={add.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ keepMonths: 36 }} onFinish={save}>
        <Form.Item
          name="keepMonths"
          label={t('monitoring.retention.keepMonths')}
          extra={t('monitoring.retention.keepMonthsHint')}
          rules={[
            { required: true, type: 'integer', min: 12, max: 600, message: t('monitoring.retention.keepMonthsHint') },
          ]}
        >
          <InputNumber autoFocus min={12} max={600} precision={0} />
        </Form.Item>
        <Form.Item name="basis" label={t('monitoring.retention.basis')} extra={t('monitoring.retention.basisHint')}>
          <Input maxLength={500} />
        </Form.Item>
        {typeof keepMonths === 'number' && keepMonths >= 12 && (
          <p>{t('monitoring.retention.means', { month: period(lastMonthToGo(todayHere(), keepMonths)) })}</p>
        )}
        <Form.Item
          name="read"
          valuePropName="checked"
          rules={[
            { validator: async (_, read) => read || Promise.reject(new Error(t('monitoring.retention.readNeeded'))) },
          ]}
        >
          <Checkbox>{t('monitoring.retention.read')}</Checkbox>
        </Form.Item>
      </Form>
    </FormDialog>
  )
}
