import { Button, Form, Input, Select } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorDetail, NewObservation } from '../../../../src/delivery/indicators/schemas.ts'
import { FormDrawer } from '../../shell/FormDialog.tsx'
import { useObserve } from './api.ts'

const grades = ['statement', 'document', 'measured', 'verified'] as const

/** The figure of a period. Where the period has one already, it stands there and the reason for another is asked. */
export function ObserveDrawer({ open, one, onClose }: { open: boolean; one: IndicatorDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<NewObservation>()
  const observe = useObserve(one.id)
  const period = Form.useWatch('period', form)
  const known = one.figures.find((figure) => figure.period === period)
  const latest = one.figures.at(-1)
  useEffect(() => {
    if (open) form.resetFields()
  }, [open, form])
  const save = (values: NewObservation) =>
    observe.mutate(
      { ...values, publishedOn: values.publishedOn || null, reason: values.reason || null },
      { onSuccess: onClose },
    )
  return (
    <FormDrawer
      open={open}
      onClose={onClose}
      size={480}
      title={t('delivery.indicators.observeTitle', { name: one.name })}
      footer={
        <div className="drawer-footer">
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button type="primary" loading={observe.isPending} onClick={() => form.submit()}>
            {t('delivery.indicators.save')}
          </Button>
        </div>
      }
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{
          grade: latest?.grade === 'verified' ? 'document' : (latest?.grade ?? 'document'),
          source: latest?.source ?? '',
        }}
      >
        <Form.Item
          name="period"
          label={t('delivery.indicators.period')}
          extra={t('delivery.indicators.periodHint')}
          rules={[{ required: true, pattern: /^\d{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?$/ }]}
        >
          <Input maxLength={7} />
        </Form.Item>
        <Form.Item
          name="value"
          label={t('delivery.indicators.value')}
          extra={t('delivery.indicators.valueHint', { unit: one.unit || '—' })}
          rules={[
            {
              required: true,
              pattern: /^-?[0-9]{1,15}(\.[0-9]{1,8})?$/,
              message: t('delivery.indicators.numberHint'),
            },
          ]}
        >
          <Input inputMode="decimal" suffix={one.unit} />
        </Form.Item>
        <Form.Item name="source" label={t('delivery.indicators.source')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={500} />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="grade" label={t('delivery.indicators.grade')}>
            <Select options={grades.map((value) => ({ value, label: t(`delivery.indicators.grades.${value}`) }))} />
          </Form.Item>
          <Form.Item name="publishedOn" label={t('delivery.indicators.published')}>
            <Input type="date" />
          </Form.Item>
        </div>
        {known && (
          <Form.Item
            name="reason"
            label={t('delivery.indicators.revisionReason')}
            extra={t('delivery.indicators.reasonHint', { value: known.value })}
            rules={[{ required: true, whitespace: true }]}
          >
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
          </Form.Item>
        )}
      </Form>
    </FormDrawer>
  )
}
