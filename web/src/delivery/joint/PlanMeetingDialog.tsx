import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Checkbox, Form, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingDetail } from '../../../../src/delivery/joint/schemas.ts'
import { send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { laddersQuery, nextMeetingQuery, useForgetJoint } from './api.ts'

interface Values {
  tierId: string
  heldOn: string
  heldAt?: string
  title: string
  place?: string
  hostId: string
  escalationIds: string[]
}

/** Plans a meeting of a tier: whose turn it is, what waits for it. */
export function PlanMeetingDialog(props: {
  ladderId?: string
  tierId?: string
  chosen?: readonly string[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const forget = useForgetJoint()
  const [form] = Form.useForm<Values>()
  const ladders = useQuery(laddersQuery)
  const tierId = Form.useWatch('tierId', form) ?? props.tierId
  const heldOn = Form.useWatch('heldOn', form)
  const next = useQuery({
    ...nextMeetingQuery(tierId ?? '', heldOn ?? ''),
    enabled: Boolean(tierId && /^\d{4}-\d\d-\d\d$/.test(heldOn ?? '')),
  })
  const tier = ladders.data?.items.flatMap(({ tiers }) => tiers).find(({ id }) => id === tierId)
  useEffect(() => {
    if (!next.data) return
    form.setFieldsValue({ hostId: next.data.host.id })
    if (tier && !form.isFieldTouched('title'))
      form.setFieldValue('title', t('delivery.joint.meetings.nameOf', { session: next.data.session, tier: tier.name }))
  }, [next.data, tier, form, t])
  const [key] = useState(() => crypto.randomUUID())
  const plan = useMutation({
    mutationFn: (values: Values) => send<MeetingDetail>('POST', '/api/v1/meetings', values, undefined, key),
    onSuccess: (meeting) => {
      forget()
      void navigate({ to: '/meetings/$meetingId', params: { meetingId: meeting.id } })
    },
  })
  const needed = (message: string) => [{ required: true, message }]
  return (
    <FormDialog
      open
      title={t('delivery.joint.meetings.plan')}
      okText={t('delivery.joint.meetings.create')}
      confirmLoading={plan.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      width={600}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ tierId: props.tierId, escalationIds: props.chosen ?? [] }}
        onFinish={(values) => plan.mutate(values)}
      >
        <Form.Item
          name="tierId"
          label={t('delivery.joint.meetings.tier')}
          rules={needed(t('delivery.joint.meetings.tier'))}
        >
          <Select
            options={(ladders.data?.items ?? []).map((ladder) => ({
              label: ladder.name,
              options: ladder.tiers.map(({ id, name, waiting }) => ({
                value: id,
                label: waiting > 0 ? `${name}（${t('delivery.joint.ladders.waiting', { count: waiting })}）` : name,
              })),
            }))}
          />
        </Form.Item>
        <div className="tier-fields">
          <Form.Item
            name="heldOn"
            label={t('delivery.joint.meetings.date')}
            rules={needed(t('delivery.joint.meetings.date'))}
          >
            <Input type="date" />
          </Form.Item>
          <Form.Item name="heldAt" label={t('delivery.joint.meetings.time')}>
            <Input type="time" />
          </Form.Item>
        </div>
        <Form.Item
          name="title"
          label={t('delivery.joint.meetings.name')}
          rules={needed(t('delivery.joint.meetings.name'))}
        >
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="place" label={t('delivery.joint.meetings.place')}>
          <Input maxLength={300} />
        </Form.Item>
        {next.data && (
          <>
            <Form.Item name="hostId" label={t('delivery.joint.meetings.hostField')} rules={[{ required: true }]}>
              <Select options={next.data.hosts.map(({ id, name }) => ({ value: id, label: name }))} />
            </Form.Item>
            <Form.Item name="escalationIds" label={t('delivery.joint.meetings.waiting')}>
              <Checkbox.Group
                className="stacked"
                options={next.data.matters.map(({ id, title, raisedBy }) => ({
                  value: id,
                  label: `${title}（${raisedBy.shortName}）`,
                }))}
              />
            </Form.Item>
            {next.data.matters.length === 0 && <p>{t('delivery.joint.meetings.noneWaiting')}</p>}
          </>
        )}
      </Form>
      {plan.isError && <ProblemNotice problem={plan.error} />}
    </FormDialog>
  )
}
