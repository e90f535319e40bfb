import { PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewSection, SectionDetail } from '../../../../src/monitoring/schemas.ts'
import { send } from '../../shell/api.ts'
import { useMonitoringChange } from './api.ts'
import { withPosition } from './bodies.ts'
import { JurisdictionField, PositionFields, SideForm, SinceField, TermFields, TextField } from './fields.tsx'

type Values = Omit<NewSection, 'longitude' | 'latitude'> & { longitude?: string; latitude?: string }

/** Adds a section with what it is held to. */
export function SectionFormButton() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('monitoring.stations.newSection')}
      </Button>
      {open && <SectionForm onClose={() => setOpen(false)} />}
    </>
  )
}

function SectionForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const [key] = useState(() => crypto.randomUUID())
  const add = useMonitoringChange((body: NewSection) =>
    send<SectionDetail>('POST', '/api/v1/sections', body, undefined, key),
  )
  const save = (values: Values) =>
    add.mutate(withPosition(values) as NewSection, {
      onSuccess: ({ id }) => {
        onClose()
        void navigate({ to: '/sections/$sectionId', params: { sectionId: id } })
      },
    })
  return (
    <SideForm
      title={t('monitoring.stations.newSection')}
      busy={add.isPending}
      onClose={onClose}
      onSubmit={() => form.submit()}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={save} initialValues={{ water: 'river' }}>
        <TextField name="name" />
        <TextField name="code" hint={t('monitoring.stations.sectionCodeHint')} />
        <Form.Item name="water" label={t('monitoring.stations.water')} extra={t('monitoring.stations.waterHint')}>
          <Select
            options={(['river', 'lake', 'sea'] as const).map((value) => ({
              value,
              label: t(`monitoring.stations.waters.${value}`),
            }))}
          />
        </Form.Item>
        <JurisdictionField name="jurisdiction" needed />
        <PositionFields />
        <TermFields />
        <SinceField />
      </Form>
    </SideForm>
  )
}
