import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NewTravelTime, Section } from '../../../../src/monitoring/schemas.ts'
import { UnitsPicker } from '../../delivery/joint/parts.tsx'
import { send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { todayHere } from '../../shell/time.ts'
import { everySectionQuery, useForgetRules } from './api.ts'

const optionsOf = (sections: readonly Section[]) =>
  sections.map(({ id, name, code }) => ({ value: id, label: `${name} ${code}` }))

interface ReceiverValues {
  sectionId: string
  side: 'upstream' | 'downstream'
  units: { id: string; name: string; shortName: string }[]
}

/** Names who receives the alerts of one side of a section from now on. */
export function ReceiversDialog({ sections, onClose }: { sections: readonly Section[]; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<ReceiverValues>()
  const forget = useForgetRules()
  const save = useMutation({
    mutationFn: ({ sectionId, side, units }: ReceiverValues) =>
      send('POST', '/api/v1/alerts/receivers', { sectionId, side, organizationIds: units.map(({ id }) => id) }),
    onSuccess: () => {
      forget()
      void message.success(t('monitoring.alerts.rules.receiversSaved'))
      onClose()
    },
  })
  const section = t('monitoring.alerts.search.section')
  return (
    <FormDialog
      open
      title={t('monitoring.alerts.rules.setReceivers')}
      okText={t('monitoring.alerts.rules.create')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ side: 'upstream', units: [] }}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="sectionId" label={section} rules={[{ required: true, message: section }]}>
          <Select autoFocus showSearch={{ optionFilterProp: 'label' }} options={optionsOf(sections)} />
        </Form.Item>
        <Form.Item name="side" label={t('monitoring.alerts.rules.side')}>
          <Radio.Group
            optionType="button"
            options={(['upstream', 'downstream'] as const).map((value) => ({
              value,
              label: t(`monitoring.alerts.sides.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="units"
          label={t('monitoring.alerts.rules.units')}
          extra={t('monitoring.alerts.rules.unitsHint')}
          rules={[{ type: 'array', required: true, min: 1, max: 10, message: t('monitoring.alerts.rules.units') }]}
        >
          <UnitsPicker label={t('monitoring.alerts.rules.units')} />
        </Form.Item>
      </Form>
      {save.isError && <ProblemNotice problem={save.error} />}
    </FormDialog>
  )
}

/** Says how long water takes from one section to another, from a day on. */
export function TravelDialog({ sections, onClose }: { sections: readonly Section[]; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<NewTravelTime>()
  const forget = useForgetRules()
  const every = useQuery(everySectionQuery)
  const save = useMutation({
    mutationFn: ({ basis, travelHours, ...time }: NewTravelTime) =>
      send('POST', '/api/v1/alerts/travel-times', {
        ...time,
        travelHours: travelHours.trim(),
        ...(basis?.trim() ? { basis } : {}),
      }),
    onSuccess: () => {
      forget()
      void message.success(t('monitoring.alerts.rules.travelSaved'))
      onClose()
    },
  })
  const words = (key: 'upstream' | 'downstream' | 'travelHours' | 'validFrom') => t(`monitoring.alerts.rules.${key}`)
  const needed = (key: Parameters<typeof words>[0]) => ({ required: true, message: words(key) })
  const search = { optionFilterProp: 'label' }
  return (
    <FormDialog
      open
      title={t('monitoring.alerts.rules.addTravel')}
      okText={t('monitoring.alerts.rules.create')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ validFrom: todayHere() }}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="upstreamId" label={words('upstream')} rules={[needed('upstream')]}>
          <Select autoFocus showSearch={search} options={optionsOf(every.data ?? [])} loading={every.isPending} />
        </Form.Item>
        <Form.Item
          name="downstreamId"
          label={words('downstream')}
          dependencies={['upstreamId']}
          extra={t('monitoring.alerts.rules.sectionsHint')}
          rules={[
            needed('downstream'),
            ({ getFieldValue }) => ({
              validator: (_rule, value) =>
                value && value === getFieldValue('upstreamId')
                  ? Promise.reject(new Error(t('monitoring.alerts.rules.same')))
                  : Promise.resolve(),
            }),
          ]}
        >
          <Select showSearch={search} options={optionsOf(sections)} />
        </Form.Item>
        <div className="tier-fields">
          <Form.Item
            name="travelHours"
            label={words('travelHours')}
            rules={[
              needed('travelHours'),
              { pattern: /^\d{1,4}(\.\d{1,6})?$/, message: t('monitoring.alerts.rules.number') },
            ]}
          >
            <Input inputMode="decimal" maxLength={11} />
          </Form.Item>
          <Form.Item name="validFrom" label={words('validFrom')} rules={[needed('validFrom')]}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Form.Item name="basis" label={t('monitoring.alerts.rules.basis')}>
          <Input maxLength={500} placeholder={t('monitoring.alerts.rules.basisHint')} />
        </Form.Item>
      </Form>
      {save.isError && <ProblemNotice problem={save.error} />}
    </FormDialog>
  )
}
