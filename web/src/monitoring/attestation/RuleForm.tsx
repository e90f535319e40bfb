import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NewAttestationRule, SectionDetail } from '../../../../src/monitoring/schemas.ts'
import { SideForm, SinceField } from '../stations/fields.tsx'
import { useSetRule } from './api.ts'

type Values = Omit<NewAttestationRule, 'sectionId' | 'tolerances'>

/** Says from a day on what stands where two laboratories disagree, with the article of the agreement. */
export function RuleForm({ section, onClose }: { section: SectionDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const set = useSetRule()
  return (
    <SideForm
      title={t('monitoring.attestation.ruleTitle')}
      busy={set.isPending}
      onClose={onClose}
      onSubmit={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ disagreement: 'arbitration' }}
        onFinish={(values) => set.mutate({ ...values, sectionId: section.id }, { onSuccess: onClose })}
      >
        <SinceField needed />
        <Form.Item
          name="tolerance"
          label={t('monitoring.attestation.toleranceLabel')}
          rules={[{ required: true, pattern: /^\d{1,3}(\.\d{1,4})?$/, message: t('delivery.indicators.numberHint') }]}
        >
          <Input inputMode="decimal" maxLength={8} />
        </Form.Item>
        <Form.Item name="disagreement" label={t('monitoring.attestation.disagreement')}>
          <Select
            options={(['mean', 'upstream', 'downstream', 'arbitration'] as const).map((value) => ({
              value,
              label: t(`monitoring.attestation.disagreements.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="basis"
          label={t('monitoring.attestation.basisLabel')}
          rules={[{ required: true, whitespace: true, message: t('monitoring.attestation.basisLabel') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </Form>
    </SideForm>
  )
}
