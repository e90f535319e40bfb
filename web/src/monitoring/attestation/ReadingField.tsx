import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NamedObservation } from '../../../../src/monitoring/schemas.ts'
import { useMoment } from '../../shell/time.ts'
import { useParameters } from '../shared/parameters.ts'
import { measuredText, withUnit } from '../shared/values.ts'
import { byLaboratory } from './readings.ts'

/** Chooses one observation, by the laboratory that measured it. */
export function ReadingField(props: { name: 'upstream' | 'downstream' | 'third'; items: readonly NamedObservation[] }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { unitOf } = useParameters()
  const label = t(`monitoring.attestation.${props.name}`)
  return (
    <Form.Item name={props.name} label={label} rules={[{ required: true, message: label }]}>
      <Select
        placeholder={t('monitoring.attestation.reading')}
        options={[...byLaboratory(props.items)].map(([laboratory, readings]) => ({
          label: laboratory,
          title: laboratory,
          options: readings.map(({ id, value, qualifier, parameter, time, station }) => ({
            value: id,
            label: `${withUnit(measuredText(value, qualifier === 'belowDetection'), unitOf(parameter))} · ${moment(time)} · ${station.name}`,
          })),
        }))}
      />
    </Form.Item>
  )
}
