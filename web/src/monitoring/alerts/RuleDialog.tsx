import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertRule, Section } from '../../../../src/monitoring/schemas.ts'
import { send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { parametersQuery } from '../shared/parameters.ts'
import { useForgetRules, useParameterName } from './api.ts'
import { OCCASIONS, type RuleValues, ruleBodyOf } from './ruleBody.ts'

const DECIMAL = /^\d{1,6}(\.\d{1,6})?$/

/** Makes a rule: when an alert is raised, for which sections, and how long there is to receive it. */
export function RuleDialog({ sections, onClose }: { sections: readonly Section[]; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<RuleValues>()
  const forget = useForgetRules()
  const nameOf = useParameterName()
  const parameters = useQuery(parametersQuery)
  const occasion = Form.useWatch('occasion', form) ?? 'month'
  const unit = Form.useWatch(['receipt', 'unit'], form) ?? 'workingDays'
  const [key] = useState(() => crypto.randomUUID())
  const add = useMutation({
    mutationFn: (values: RuleValues) =>
      send<AlertRule>('POST', '/api/v1/alerts/rules', ruleBodyOf(values), undefined, key),
    onSuccess: () => {
      forget()
      void message.success(t('monitoring.alerts.rules.saved'))
      onClose()
    },
  })
  const decimal = (required: boolean) => [
    { required, whitespace: true, message: t('monitoring.alerts.rules.number') },
    { pattern: DECIMAL, message: t('monitoring.alerts.rules.number') },
  ]
  const needed = (text: string) => [{ required: true, message: text }]
  return (
    <FormDialog
      open
      title={t('monitoring.alerts.rules.add')}
      okText={t('monitoring.alerts.rules.create')}
      confirmLoading={add.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      width={640}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ occasion: 'month', factor: '3', before: 6, receipt: { count: 1, unit: 'workingDays' } }}
        onFinish={(values) => add.mutate(values)}
      >
        <Form.Item
          name="name"
          label={t('monitoring.alerts.rules.name')}
          rules={[{ required: true, whitespace: true, message: t('monitoring.alerts.rules.name') }]}
        >
          <Input autoFocus maxLength={100} placeholder={t('monitoring.alerts.rules.nameHint')} />
        </Form.Item>
        <Form.Item
          name="occasion"
          label={t('monitoring.alerts.rules.kind')}
          extra={t(`monitoring.alerts.rules.kindHints.${occasion}`)}
        >
          <Select
            options={OCCASIONS.map((value) => ({ value, label: t(`monitoring.alerts.rules.kindTexts.${value}`) }))}
          />
        </Form.Item>
        {occasion === 'sudden_change' && (
          <div className="tier-fields">
            <Form.Item name="factor" label={t('monitoring.alerts.rules.factor')} rules={decimal(true)}>
              <Input inputMode="decimal" maxLength={13} />
            </Form.Item>
            <Form.Item
              name="before"
              label={t('monitoring.alerts.rules.before')}
              rules={needed(t('monitoring.alerts.rules.before'))}
            >
              <InputNumber min={3} max={48} precision={0} />
            </Form.Item>
            <Form.Item
              name="least"
              label={t('monitoring.alerts.rules.least')}
              extra={t('monitoring.alerts.rules.leastHint')}
              rules={decimal(false)}
            >
              <Input inputMode="decimal" maxLength={13} />
            </Form.Item>
          </div>
        )}
        <Form.Item
          name="sections"
          label={t(
            occasion === 'arrival' ? 'monitoring.alerts.rules.sectionsOfArrival' : 'monitoring.alerts.rules.sections',
          )}
          extra={t('monitoring.alerts.rules.sectionsHint')}
          rules={needed(t('monitoring.alerts.rules.sections'))}
        >
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={sections.map(({ id, name, code }) => ({ value: id, label: `${name} ${code}` }))}
          />
        </Form.Item>
        <Form.Item
          name="parameters"
          label={t('monitoring.alerts.rules.parameters')}
          extra={t('monitoring.alerts.rules.parametersHint')}
        >
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            loading={parameters.isPending}
            options={(parameters.data?.items ?? []).map(({ code }) => ({ value: code, label: nameOf(code) }))}
          />
        </Form.Item>
        <Form.Item label={t('monitoring.alerts.rules.receipt')} required>
          <div className="receipt-fields">
            <Form.Item name={['receipt', 'count']} noStyle rules={needed(t('monitoring.alerts.rules.number'))}>
              <InputNumber
                min={1}
                max={unit === 'hours' ? 720 : 60}
                precision={0}
                aria-label={t('monitoring.alerts.rules.receipt')}
              />
            </Form.Item>
            <Form.Item name={['receipt', 'unit']} noStyle>
              <Radio.Group
                optionType="button"
                options={[
                  { value: 'hours', label: t('monitoring.alerts.rules.unitHours') },
                  { value: 'workingDays', label: t('monitoring.alerts.rules.unitWorkingDays') },
                ]}
              />
            </Form.Item>
          </div>
        </Form.Item>
        <Form.Item name="basis" label={t('monitoring.alerts.rules.basis')}>
          <Input maxLength={500} placeholder={t('monitoring.alerts.rules.basisHint')} />
        </Form.Item>
      </Form>
      {add.isError && <ProblemNotice problem={add.error} />}
    </FormDialog>
  )
}
