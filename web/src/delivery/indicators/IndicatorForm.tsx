import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  Indicator,
  IndicatorDetail,
  IndicatorEdit,
  NewIndicator,
} from '../../../../src/delivery/indicators/schemas.ts'
import { OrganizationPicker } from '../../gazetteer/OrganizationPicker.tsx'
import { Problem } from '../../shell/api.ts'
import { FormDrawer } from '../../shell/FormDialog.tsx'
import { useAddIndicator, useEditIndicator } from './api.ts'
import { changesOf } from './changes.ts'
import { PlacePicker } from './PlacePicker.tsx'

const accumulations = ['level', 'keep', 'graded', 'cumulative', 'growth', 'reduction', 'interval'] as const
const DECIMAL = /^-?[0-9]{1,15}(\.[0-9]{1,8})?$/

interface Values {
  name: string
  unit?: string
  nature?: Indicator['nature']
  accumulation: Indicator['accumulation']
  direction?: Indicator['direction']
  base?: string
  baseYear?: string
  target?: string
  upper?: string
  limitLower?: string
  limitUpper?: string
  targetYear?: string
  place?: string
  supplier?: Indicator['supplier']
  measuredBy?: Indicator['measuredBy']
}

const textOf = (value: string | number | null | undefined) =>
  value === null || value === undefined ? '' : String(value)

function valuesOf(one: Indicator): Values {
  return {
    name: one.name,
    unit: one.unit,
    nature: one.nature,
    accumulation: one.accumulation,
    direction: one.direction,
    base: textOf(one.base),
    baseYear: textOf(one.baseYear),
    target: textOf(one.target),
    upper: textOf(one.upper),
    limitLower: textOf(one.limitLower),
    limitUpper: textOf(one.limitUpper),
    targetYear: textOf(one.targetYear),
    place: one.place?.code ?? '',
    supplier: one.supplier,
    measuredBy: one.measuredBy,
  }
}

function bodyOf(values: Values): NewIndicator & IndicatorEdit {
  const decimal = (text?: string) => text?.trim() || null
  const year = (text?: string) => (text?.trim() ? Number(text) : null)
  return {
    name: values.name.trim(),
    accumulation: values.accumulation,
    unit: values.unit?.trim() ?? '',
    nature: values.nature ?? null,
    direction: values.direction ?? (values.accumulation === 'graded' ? 'down' : 'up'),
    base: decimal(values.base),
    baseYear: year(values.baseYear),
    target: decimal(values.target),
    upper: decimal(values.upper),
    limitLower: decimal(values.limitLower),
    limitUpper: decimal(values.limitUpper),
    targetYear: year(values.targetYear),
    place: values.place?.trim() || null,
    dataOrganizationId: values.supplier?.id ?? null,
    measuredBy: values.measuredBy ?? null,
  }
}

/** Adding an indicator, or completing one. The form starts anew each time it is opened. */
export function IndicatorForm(props: { open: boolean; indicator: IndicatorDetail | null; onClose: () => void }) {
  return props.open ? <OpenForm indicator={props.indicator} onClose={props.onClose} /> : null
}

/**
 * The indicator as it was when the form was opened is what changes are told from: only those are sent, so what another
 * changed meanwhile stays. When somebody else was faster, what stands now is shown beside each field.
 */
function OpenForm(props: { indicator: IndicatorDetail | null; onClose: () => void }) {
  const { onClose } = props
  const [indicator] = useState(props.indicator)
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const add = useAddIndicator()
  const edit = useEditIndicator(indicator?.id ?? '')
  const [theirs, setTheirs] = useState<Indicator | null>(null)
  const accumulation = Form.useWatch('accumulation', form)

  const save = (values: Values) => {
    if (!indicator) return add.mutate(bodyOf(values), { onSuccess: onClose })
    edit.mutate(
      {
        body: changesOf(bodyOf(valuesOf(indicator)), bodyOf(values)),
        revision: theirs?.revision ?? indicator.revision,
      },
      {
        onSuccess: onClose,
        onError: (problem) => {
          if (problem instanceof Problem && problem.status === 412) setTheirs(problem.facts.current as Indicator)
        },
      },
    )
  }
  const now = (field: keyof Values) => {
    if (!theirs || !indicator) return null
    const [value, before] = [textOf(valuesOf(theirs)[field] as string), textOf(valuesOf(indicator)[field] as string)]
    return value === before ? null : t('delivery.indicators.current', { value: value || '—' })
  }
  const number = (name: keyof Values, label: string) => (
    <Form.Item
      name={name}
      label={label}
      extra={now(name)}
      rules={[{ pattern: DECIMAL, message: t('delivery.indicators.numberHint') }]}
    >
      <Input inputMode="decimal" maxLength={24} />
    </Form.Item>
  )
  const year = (name: keyof Values, label: string) => (
    <Form.Item
      name={name}
      label={label}
      extra={now(name)}
      rules={[{ pattern: /^(19|20|21)\d\d$/, message: t('delivery.indicators.yearHint') }]}
    >
      <Input inputMode="numeric" maxLength={4} />
    </Form.Item>
  )
  const interval = accumulation === 'interval'
  return (
    <FormDrawer
      open
      onClose={onClose}
      size={560}
      title={t(indicator ? 'delivery.indicators.editTitle' : 'delivery.indicators.newTitle')}
      footer={
        <div className="drawer-footer">
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button type="primary" loading={add.isPending || edit.isPending} onClick={() => form.submit()}>
            {t('delivery.indicators.save')}
          </Button>
        </div>
      }
    >
      {theirs && <p className="ind-conflict">{t('delivery.indicators.conflict')}</p>}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={indicator ? valuesOf(indicator) : { accumulation: 'level', direction: 'up' }}
      >
        <Form.Item
          name="name"
          label={t('delivery.indicators.name')}
          extra={now('name')}
          rules={[{ required: true, whitespace: true }]}
        >
          <Input maxLength={300} />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="accumulation" label={t('delivery.indicators.accumulation')}>
            <Select
              options={accumulations.map((value) => ({
                value,
                label: t(`delivery.indicators.accumulations.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="direction" label={t('delivery.indicators.direction')}>
            <Select
              options={(['up', 'down'] as const).map((value) => ({
                value,
                label: t(`delivery.indicators.directions.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="unit" label={t('delivery.indicators.unit')} extra={now('unit')}>
            <Input maxLength={50} />
          </Form.Item>
          <Form.Item name="nature" label={t('delivery.indicators.nature')}>
            <Select
              allowClear
              placeholder={t('delivery.indicators.natureUnknown')}
              options={(['binding', 'expected'] as const).map((value) => ({
                value,
                label: t(`delivery.indicators.natures.${value}`),
              }))}
            />
          </Form.Item>
          {number('base', t('delivery.indicators.baseValue'))}
          {year('baseYear', t('delivery.indicators.baseYear'))}
          {number('target', t(interval ? 'delivery.indicators.lower' : 'delivery.indicators.targetValue'))}
          {year('targetYear', t('delivery.indicators.targetYear'))}
          {interval && number('upper', t('delivery.indicators.upper'))}
          {interval && number('limitLower', t('delivery.indicators.limitLower'))}
          {interval && number('limitUpper', t('delivery.indicators.limitUpper'))}
        </div>
        <Form.Item name="place" label={t('delivery.indicators.place')} extra={now('place')}>
          <PlacePicker placeholder={t('delivery.indicators.wholePlan')} />
        </Form.Item>
        <Form.Item name="supplier" label={t('delivery.indicators.supplier')}>
          <OrganizationPicker placeholder={t('delivery.indicators.supplier')} />
        </Form.Item>
        <Form.Item name="measuredBy" label={t('delivery.indicators.measuredBy')} extra={now('measuredBy')}>
          <Select
            allowClear
            placeholder={t('delivery.indicators.measuredNone')}
            options={(['ecological_space_share', 'natural_shoreline_rate'] as const).map((value) => ({
              value,
              label: t(`delivery.indicators.measures.${value}`),
            }))}
          />
        </Form.Item>
      </Form>
    </FormDrawer>
  )
}
