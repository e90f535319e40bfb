import { PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewStation, StationDetail } from '../../../../src/monitoring/schemas.ts'
import { send } from '../../shell/api.ts'
import { useMonitoringChange } from './api.ts'
import { withPosition } from './bodies.ts'
import {
  JurisdictionField,
  OriginField,
  ParameterOptions,
  PositionFields,
  SectionField,
  SideForm,
  SinceField,
  TextField,
} from './fields.tsx'
import { KINDS } from './filter.ts'

interface Values {
  code: string
  name: string
  kind: NewStation['kind']
  longitude: string
  latitude: string
  jurisdiction: string
  sectionId?: string
  validFrom?: string
  origin: 'manual' | 'automatic'
  parameters?: string[]
}

/** Adds a station with its place and what it measures. */
export function StationFormButton() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('monitoring.stations.newStation')}
      </Button>
      {open && <StationForm onClose={() => setOpen(false)} />}
    </>
  )
}

function StationForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const [key] = useState(() => crypto.randomUUID())
  const options = ParameterOptions()
  const add = useMonitoringChange((body: NewStation) =>
    send<StationDetail>('POST', '/api/v1/stations', body, undefined, key),
  )
  const save = ({ parameters = [], origin, ...values }: Values) =>
    add.mutate(
      { ...withPosition(values), datastreams: parameters.map((parameter) => ({ parameter, origin })) } as NewStation,
      {
        onSuccess: ({ id }) => {
          onClose()
          void navigate({ to: '/stations/$stationId', params: { stationId: id } })
        },
      },
    )
  return (
    <SideForm
      title={t('monitoring.stations.newStation')}
      busy={add.isPending}
      onClose={onClose}
      onSubmit={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{ kind: 'surface_water', origin: 'manual' }}
      >
        <TextField name="name" />
        <TextField name="code" hint={t('monitoring.stations.codeHint')} />
        <Form.Item name="kind" label={t('monitoring.stations.kind')}>
          <Select options={KINDS.map((value) => ({ value, label: t(`monitoring.stations.kinds.${value}`) }))} />
        </Form.Item>
        <JurisdictionField name="jurisdiction" needed />
        <PositionFields needed />
        <SectionField />
        <SinceField />
        <OriginField />
        <Form.Item name="parameters" label={t('monitoring.stations.parameters')}>
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={options} />
        </Form.Item>
      </Form>
    </SideForm>
  )
}
