import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SectionDetail, StationDetail } from '../../../../src/monitoring/schemas.ts'
import { send } from '../../shell/api.ts'
import { useMonitoringChange } from './api.ts'
import { type EditValues, editOf, editValues } from './bodies.ts'
import { PositionFields, SideForm, TextField } from './fields.tsx'

/** Corrects what is said of a station, and closes it with its last day; where it stands changes by moving it. */
export function StationEditForm(props: { open: boolean; station: StationDetail; onClose: () => void }) {
  if (!props.open) return null
  return <OpenForm path={`/api/v1/stations/${props.station.id}`} one={props.station} onClose={props.onClose} />
}

/** Corrects what is said of a section, and closes it with its last day; sides and target change by terms. */
export function SectionEditForm(props: { open: boolean; section: SectionDetail; onClose: () => void }) {
  if (!props.open) return null
  return <OpenForm path={`/api/v1/sections/${props.section.id}`} one={props.section} section onClose={props.onClose} />
}

function OpenForm(props: { path: string; one: StationDetail | SectionDetail; section?: true; onClose: () => void }) {
  const { path, one, section = false, onClose } = props
  const { t } = useTranslation()
  const [form] = Form.useForm<EditValues>()
  const before = editValues(one)
  const edit = useMonitoringChange((body: object) => send<unknown>('PATCH', path, body, one.version))
  const save = (values: EditValues) => {
    const body = editOf(before, values)
    if (Object.keys(body).length === 0) onClose()
    else edit.mutate(body, { onSuccess: onClose })
  }
  return (
    <SideForm
      title={t('monitoring.stations.edit')}
      busy={edit.isPending}
      onClose={onClose}
      onSubmit={() => form.submit()}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={save} initialValues={before}>
        <TextField name="name" />
        {section && (
          <>
            <Form.Item name="water" label={t('monitoring.stations.water')} extra={t('monitoring.stations.waterHint')}>
              <Select
                options={(['river', 'lake', 'sea'] as const).map((value) => ({
                  value,
                  label: t(`monitoring.stations.waters.${value}`),
                }))}
              />
            </Form.Item>
            <PositionFields />
          </>
        )}
        <Form.Item name="description" label={t('monitoring.stations.description')}>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={2000} />
        </Form.Item>
        <Form.Item
          name="closedOn"
          label={t('monitoring.stations.closedOn')}
          extra={t(section ? 'monitoring.stations.closeSectionHint' : 'monitoring.stations.closeHint')}
        >
          <Input type="date" />
        </Form.Item>
      </Form>
    </SideForm>
  )
}
