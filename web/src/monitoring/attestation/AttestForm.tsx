import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SectionDetail } from '../../../../src/monitoring/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { todayHere } from '../../shell/time.ts'
import { ParameterOptions, SideForm } from '../stations/fields.tsx'
import { samplesQuery, useAttest } from './api.ts'
import { ReadingField } from './ReadingField.tsx'
import { byLaboratory, daysOf } from './readings.ts'

interface Values {
  parameter: string
  month: string
  upstream: string
  downstream: string
}

/** Attests a sample: parameter and month first, then one observation of each laboratory. */
export function AttestForm({ section, onClose }: { section: SectionDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const options = ParameterOptions()
  const [parameter, month] = [Form.useWatch('parameter', form), Form.useWatch('month', form)]
  const { from, to } = daysOf(month || todayHere().slice(0, 7))
  const found = useQuery({
    ...samplesQuery(section.id, parameter ?? '', from, to),
    enabled: Boolean(parameter && month),
  })
  const attest = useAttest()
  const items = found.data?.items ?? []
  const laboratories = byLaboratory(items).size
  return (
    <SideForm
      title={t('monitoring.attestation.recordTitle')}
      busy={attest.isPending}
      onClose={onClose}
      onSubmit={() => form.submit()}
    >
      <p className="mon-note">{t('monitoring.attestation.chooseFirst')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ month: todayHere().slice(0, 7) }}
        onFinish={({ upstream, downstream }) =>
          attest.mutate({ sectionId: section.id, parameter, upstream, downstream }, { onSuccess: onClose })
        }
        onValuesChange={(changed: Partial<Values>) => {
          if (changed.parameter || changed.month) form.resetFields(['upstream', 'downstream'])
        }}
      >
        <div className="mon-pair">
          <Form.Item
            name="parameter"
            label={t('monitoring.attestation.parameter')}
            rules={[{ required: true, message: t('monitoring.attestation.parameter') }]}
          >
            <Select showSearch={{ optionFilterProp: 'label' }} options={options} />
          </Form.Item>
          <Form.Item name="month" label={t('monitoring.attestation.month')} rules={[{ required: true }]}>
            <Input type="month" max={todayHere().slice(0, 7)} />
          </Form.Item>
        </div>
        {found.isError && <ProblemNotice problem={found.error} />}
        {found.isSuccess && laboratories < 2 && (
          <p className="mon-note">
            {t(laboratories === 0 ? 'monitoring.attestation.noReadings' : 'monitoring.attestation.oneLaboratory')}
          </p>
        )}
        <ReadingField name="upstream" items={items} />
        <ReadingField name="downstream" items={items} />
      </Form>
    </SideForm>
  )
}
