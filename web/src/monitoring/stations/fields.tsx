import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SectionList } from '../../../../src/monitoring/schemas.ts'
import { PlacePicker } from '../../delivery/indicators/PlacePicker.tsx'
import { everyOne } from '../../shell/api.ts'
import { FormDrawer } from '../../shell/FormDialog.tsx'
import { CLASSES, useClassText } from '../shared/classes.ts'
import { useParameters } from '../shared/parameters.ts'

/** A form at the side of the page, with its buttons at its foot. */
export function SideForm(props: {
  title: string
  busy: boolean
  onClose: () => void
  onSubmit: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <FormDrawer
      open
      size={520}
      title={props.title}
      onClose={props.onClose}
      footer={
        <div className="drawer-footer">
          <Button onClick={props.onClose}>{t('shell.cancel')}</Button>
          <Button type="primary" loading={props.busy} onClick={props.onSubmit}>
            {t('monitoring.stations.save')}
          </Button>
        </div>
      }
    >
      {props.children}
    </FormDrawer>
  )
}

type Name = 'name' | 'code'

export function TextField({ name, hint }: { name: Name; hint?: string }) {
  const { t } = useTranslation()
  const label = t(`monitoring.stations.${name}`)
  const pattern = name === 'code' ? { pattern: /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u } : { whitespace: true }
  return (
    <Form.Item name={name} label={label} extra={hint} rules={[{ required: true, message: hint ?? label, ...pattern }]}>
      <Input maxLength={name === 'code' ? 64 : 100} />
    </Form.Item>
  )
}

export function JurisdictionField({
  name,
  needed,
}: {
  name: 'jurisdiction' | 'upstream' | 'downstream'
  needed?: boolean
}) {
  const { t } = useTranslation()
  const label = t(`monitoring.stations.${name}`)
  return (
    <Form.Item name={name} label={label} rules={needed ? [{ required: true, message: label }] : []}>
      <PlacePicker placeholder={label} />
    </Form.Item>
  )
}

/** Longitude and latitude in degrees; a station must have them. */
export function PositionFields({ needed = false }: { needed?: boolean }) {
  const { t } = useTranslation()
  return (
    <div className="mon-pair">
      {(['longitude', 'latitude'] as const).map((name) => (
        <Form.Item
          key={name}
          name={name}
          label={t(`monitoring.stations.${name}`)}
          rules={[
            { required: needed, message: t('monitoring.stations.degreesHint') },
            { pattern: /^\d{1,3}(\.\d{1,8})?$/, message: t('monitoring.stations.degreesHint') },
          ]}
        >
          <Input inputMode="decimal" maxLength={13} />
        </Form.Item>
      ))}
    </div>
  )
}

export function SinceField({ needed = false }: { needed?: boolean }) {
  const { t } = useTranslation()
  const label = t('monitoring.stations.validFrom')
  return (
    <Form.Item
      name="validFrom"
      label={label}
      extra={needed ? undefined : t('monitoring.stations.validFromHint')}
      rules={needed ? [{ required: true, message: label }] : []}
    >
      <Input type="date" />
    </Form.Item>
  )
}

/** What a section is from a day on: its river, its sides, its target and who set it. */
export function TermFields() {
  const { t } = useTranslation()
  const said = useClassText()
  return (
    <>
      <Form.Item name="river" label={t('monitoring.stations.river')}>
        <Input maxLength={100} />
      </Form.Item>
      <div className="mon-pair">
        <JurisdictionField name="upstream" />
        <JurisdictionField name="downstream" />
      </div>
      <p className="mon-note">{t('monitoring.stations.sidesHint')}</p>
      <Form.Item name="targetClass" label={t('monitoring.stations.targetClass')}>
        <Select
          allowClear
          placeholder={t('monitoring.stations.noTarget')}
          options={CLASSES.slice(0, 5).map((value) => ({ value, label: said(value) }))}
        />
      </Form.Item>
      <Form.Item name="basis" label={t('monitoring.stations.basis')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
    </>
  )
}

export function SectionField() {
  const { t } = useTranslation()
  const found = useQuery({
    queryKey: ['monitoring', 'sections', 'choices'],
    queryFn: ({ signal }) => everyOne<SectionList['items'][number]>('/api/v1/sections', signal),
  })
  return (
    <Form.Item name="sectionId" label={t('monitoring.stations.sectionOptional')}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        loading={found.isPending}
        options={(found.data ?? []).map(({ id, name, code }) => ({ value: id, label: `${name} ${code}` }))}
      />
    </Form.Item>
  )
}

export function ParameterOptions() {
  const { all, nameOf } = useParameters()
  return all.map(({ code, unit }) => ({ value: code, label: unit ? `${nameOf(code)} (${unit})` : nameOf(code) }))
}

export function OriginField() {
  const { t } = useTranslation()
  return (
    <Form.Item name="origin" label={t('monitoring.stations.origin')}>
      <Select
        options={(['manual', 'automatic'] as const).map((value) => ({
          value,
          label: t(`monitoring.stations.origins.${value}`),
        }))}
      />
    </Form.Item>
  )
}
