import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NewPlace, StationDetail } from '../../../../src/monitoring/schemas.ts'
import { send } from '../../shell/api.ts'
import { useMonitoringChange } from './api.ts'
import { withPosition } from './bodies.ts'
import { JurisdictionField, PositionFields, SectionField, SideForm, SinceField } from './fields.tsx'

interface Values {
  longitude: string
  latitude: string
  jurisdiction: string
  sectionId?: string
  validFrom: string
}

/** Moves a station from a day on; what it measured before stays with its old place. */
export function PlaceForm(props: { open: boolean; station: StationDetail; onClose: () => void }) {
  return props.open ? <OpenForm station={props.station} onClose={props.onClose} /> : null
}

function OpenForm({ station, onClose }: { station: StationDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const move = useMonitoringChange((body: NewPlace) =>
    send<StationDetail>('POST', `/api/v1/stations/${station.id}/places`, body),
  )
  const { place } = station
  return (
    <SideForm
      title={t('monitoring.stations.newPlace')}
      busy={move.isPending}
      onClose={onClose}
      onSubmit={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => move.mutate(withPosition(values) as NewPlace, { onSuccess: onClose })}
        initialValues={{
          longitude: place ? String(place.longitude) : undefined,
          latitude: place ? String(place.latitude) : undefined,
          jurisdiction: place?.jurisdiction.code ?? station.jurisdiction.code,
          sectionId: place?.section?.id,
        }}
      >
        <SinceField needed />
        <JurisdictionField name="jurisdiction" needed />
        <PositionFields needed />
        <SectionField />
      </Form>
    </SideForm>
  )
}
