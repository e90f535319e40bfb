import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NewDatastream, StationDetail } from '../../../../src/monitoring/schemas.ts'
import type { OrganizationRef } from '../../../../src/plan/schemas.ts'
import { OrganizationPicker } from '../../gazetteer/OrganizationPicker.tsx'
import { send } from '../../shell/api.ts'
import { useParameters } from '../shared/parameters.ts'
import { useMonitoringChange } from './api.ts'
import { saidOf } from './bodies.ts'
import { OriginField, ParameterOptions, SideForm } from './fields.tsx'

interface Values {
  parameter: string
  origin: 'manual' | 'automatic'
  method?: string
  detectionLimit?: string
  laboratory?: OrganizationRef | null
}

/** Adds what a station measures of one parameter, by which method and by whom. */
export function StreamForm(props: { open: boolean; station: StationDetail; onClose: () => void }) {
  return props.open ? <OpenForm station={props.station} onClose={props.onClose} /> : null
}

function OpenForm({ station, onClose }: { station: StationDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { unitOf } = useParameters()
  const options = ParameterOptions()
  const [form] = Form.useForm<Values>()
  const parameter = Form.useWatch('parameter', form)
  const add = useMonitoringChange((body: NewDatastream) =>
    send<StationDetail>('POST', `/api/v1/stations/${station.id}/datastreams`, body),
  )
  const save = ({ laboratory, detectionLimit, ...values }: Values) =>
    add.mutate(
      {
        ...(saidOf(values) as NewDatastream),
        ...(detectionLimit ? { detectionLimit: Number(detectionLimit) } : {}),
        ...(laboratory ? { organizationId: laboratory.id } : {}),
      },
      { onSuccess: onClose },
    )
  return (
    <SideForm
      title={t('monitoring.stations.newStream')}
      busy={add.isPending}
      onClose={onClose}
      onSubmit={() => form.submit()}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={save} initialValues={{ origin: 'manual' }}>
        <Form.Item
          name="parameter"
          label={t('monitoring.stations.parameter')}
          rules={[{ required: true, message: t('monitoring.stations.parameter') }]}
        >
          <Select showSearch={{ optionFilterProp: 'label' }} options={options} />
        </Form.Item>
        <OriginField />
        <Form.Item name="method" label={t('monitoring.stations.method')}>
          <Input maxLength={100} placeholder="HJ 535-2009" />
        </Form.Item>
        <Form.Item
          name="detectionLimit"
          label={t('monitoring.stations.limit')}
          rules={[{ pattern: /^\d{1,9}(\.\d{1,12})?$/, message: t('delivery.indicators.numberHint') }]}
        >
          <Input inputMode="decimal" suffix={parameter ? unitOf(parameter) : ''} maxLength={22} />
        </Form.Item>
        <Form.Item name="laboratory" label={t('monitoring.stations.labelOptional')}>
          <OrganizationPicker placeholder={t('monitoring.stations.laboratory')} />
        </Form.Item>
      </Form>
    </SideForm>
  )
}
