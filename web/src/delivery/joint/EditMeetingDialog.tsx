import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { MeetingDetail } from '../../../../src/delivery/joint/schemas.ts'
import { send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { MergeFields, outdatedFacts, useMerge } from '../../shell/MergeFields.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useMeetingChange } from './api.ts'

interface Values {
  title: string
  heldOn: string
  heldAt: string
  place: string
  hostId: string
}
const keys = ['title', 'heldOn', 'heldAt', 'place', 'hostId'] as const
const valuesOf = ({ title, heldOn, heldAt, place, host }: MeetingDetail): Values => ({
  ...{ title, heldOn, heldAt, place, hostId: host.id },
})
const labels = {
  title: 'delivery.joint.meetings.name',
  heldOn: 'delivery.joint.meetings.date',
  heldAt: 'delivery.joint.meetings.time',
  place: 'delivery.joint.meetings.place',
  hostId: 'delivery.joint.meetings.hostField',
} as const

/** When, where and under whom a meeting is held, as long as it is not over. */
export function EditMeetingDialog({ meeting, onClose }: { meeting: MeetingDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const change = useMeetingChange(meeting.id)
  const merge = useMerge<Values>(valuesOf(meeting), meeting.revision, keys)
  const hostName = (id: string) => meeting.hosts.find((one) => one.id === id)?.name ?? meeting.host.name
  const save = (values: Values) => {
    const changed = keys.filter((key) => (values[key] ?? '') !== merge.base[key])
    if (changed.length === 0) return onClose()
    change.mutate(
      () =>
        send<MeetingDetail>(
          'PATCH',
          `/api/v1/meetings/${meeting.id}`,
          Object.fromEntries(changed.map((key) => [key, values[key] ?? ''])),
          merge.revision,
        ),
      {
        onSuccess: onClose,
        onError: (error) => {
          const now = outdatedFacts(error)?.current as MeetingDetail | undefined
          if (now) form.setFieldsValue(merge.meet(form.getFieldsValue(), valuesOf(now), now.revision))
        },
      },
    )
  }
  const hosts = meeting.hosts.some(({ id }) => id === meeting.host.id)
    ? meeting.hosts
    : [meeting.host, ...meeting.hosts]
  return (
    <FormDialog
      open
      title={t('delivery.joint.meetings.edit')}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <MergeFields<Values>
        conflicts={merge.conflicts}
        label={(key) => t(labels[key])}
        show={(key, value) => (key === 'hostId' ? hostName(String(value)) : String(value || '—'))}
        onTake={(key, value) => form.setFieldsValue({ [key]: value })}
      />
      <Form form={form} layout="vertical" requiredMark={false} initialValues={valuesOf(meeting)} onFinish={save}>
        <Form.Item
          name="title"
          label={t(labels.title)}
          rules={[{ required: true, whitespace: true, message: t(labels.title) }]}
        >
          <Input maxLength={300} />
        </Form.Item>
        <div className="tier-fields">
          <Form.Item name="heldOn" label={t(labels.heldOn)} rules={[{ required: true, message: t(labels.heldOn) }]}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="heldAt" label={t(labels.heldAt)}>
            <Input type="time" />
          </Form.Item>
        </div>
        <Form.Item name="place" label={t(labels.place)}>
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="hostId" label={t(labels.hostId)}>
          <Select options={hosts.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
      </Form>
      {change.isError && !outdatedFacts(change.error) && <ProblemNotice problem={change.error} />}
    </FormDialog>
  )
}
