import { useQuery } from '@tanstack/react-query'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Attestation } from '../../../../src/monitoring/schemas.ts'
import { SideForm } from '../stations/fields.tsx'
import { samplesQuery, useThird } from './api.ts'
import { ReadingField } from './ReadingField.tsx'
import { daysOf } from './readings.ts'

/** Adds what a third laboratory measured of a sample on which both disagree. */
export function ThirdForm({ one, onClose }: { one: Attestation; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ third: string }>()
  const { from, to } = daysOf(one.sampledOn.slice(0, 7))
  const found = useQuery(samplesQuery(one.sectionId, one.parameter, from, to))
  const add = useThird()
  const taken = [one.upstream, one.downstream].map((id) => id.split('_')[0])
  const items = (found.data?.items ?? []).filter(({ datastream }) => !taken.includes(String(datastream)))
  return (
    <SideForm
      title={t('monitoring.attestation.thirdTitle')}
      busy={add.isPending}
      onClose={onClose}
      onSubmit={() => form.submit()}
    >
      {found.isSuccess && items.length === 0 && <p className="mon-note">{t('monitoring.attestation.noReadings')}</p>}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ third }) => add.mutate({ id: one.id, third }, { onSuccess: onClose })}
      >
        <ReadingField name="third" items={items} />
      </Form>
    </SideForm>
  )
}
