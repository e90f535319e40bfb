import { Link } from '@tanstack/react-router'
import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaItem, MeetingDetail, Resolution, UnitRef } from '../../../../src/delivery/joint/schemas.ts'
import { useSession } from '../../access/session.ts'
import { send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { MergeFields, outdatedFacts, useMerge } from '../../shell/MergeFields.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useMoment } from '../../shell/time.ts'
import { useMeetingChange } from './api.ts'
import { UnitsPicker, unitNames } from './parts.tsx'

/** What the meeting decides on an item, with who leads, who takes part, by when, and who objects. */
export function Resolutions(props: { meeting: MeetingDetail; item: AgendaItem; editable: boolean }) {
  const { t } = useTranslation()
  const { meeting, item, editable } = props
  const [editing, setEditing] = useState<Resolution | 'new'>()
  const [objecting, setObjecting] = useState<Resolution>()
  const change = useMeetingChange(meeting.id)
  return (
    <>
      <ol className="resolutions">
        {item.resolutions.map((one) => (
          <li key={one.id}>
            <h4>
              <span>
                {t('delivery.joint.meeting.resolution')} {one.number}：{one.title}
              </span>
              {one.taskId && (
                <Link to="/tasks/$taskId" params={{ taskId: one.taskId }}>
                  {t('delivery.joint.meeting.task')}
                </Link>
              )}
            </h4>
            <p>{one.text}</p>
            <p className="item-facts">
              <span>
                <span className="role-lead">{t('delivery.joint.meeting.leads')}</span>{' '}
                {unitNames(one.leads) || t('delivery.joint.meeting.noLead')}
              </span>
              {one.participants.length > 0 && (
                <span>
                  <span className="role-participant">{t('delivery.joint.meeting.participants')}</span>{' '}
                  {unitNames(one.participants)}
                </span>
              )}
              <span>
                {t('delivery.joint.meeting.due')} {one.dueOn ?? t('delivery.joint.meeting.ongoing')}
              </span>
            </p>
            <Objections meeting={meeting} resolution={one} />
            <div className="part-bar no-print">
              {editable && (
                <Button size="small" onClick={() => setEditing(one)}>
                  {t('delivery.joint.meeting.edit')}
                </Button>
              )}
              {editable && one.objections.length === 0 && (
                <Button
                  size="small"
                  type="text"
                  onClick={() => change.mutate(() => send<MeetingDetail>('DELETE', `/api/v1/resolutions/${one.id}`))}
                >
                  {t('delivery.joint.meeting.strike')}
                </Button>
              )}
              {meeting.may.includes('object') && !editable && (
                <Button size="small" onClick={() => setObjecting(one)}>
                  {t('delivery.joint.meeting.object')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      {editable && (
        <Button className="no-print" type="dashed" size="small" onClick={() => setEditing('new')}>
          {t('delivery.joint.meeting.addResolution')}
        </Button>
      )}
      {editing && (
        <ResolutionDialog
          meeting={meeting}
          item={item}
          resolution={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
      {objecting && <ObjectDialog meeting={meeting} resolution={objecting} onClose={() => setObjecting(undefined)} />}
    </>
  )
}

function Objections({ meeting, resolution }: { meeting: MeetingDetail; resolution: Resolution }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const session = useSession()
  const change = useMeetingChange(meeting.id)
  return resolution.objections.map((one) => (
    <div key={one.id} className={`objection${one.withdrawnAt ? ' withdrawn' : ''}`}>
      <b>
        {t('delivery.joint.meeting.objection')} · {one.organizationName} {one.userName}
      </b>{' '}
      <time dateTime={one.at}>{moment(one.at)}</time>
      {one.withdrawnAt && <span>（{t('delivery.joint.meeting.withdrawn')}）</span>}
      <p>{one.text}</p>
      {!one.withdrawnAt &&
        meeting.may.includes('object') &&
        one.organizationId === session.data?.actor?.organizationId && (
          <Button
            className="no-print"
            size="small"
            onClick={() => change.mutate(() => send<MeetingDetail>('DELETE', `/api/v1/objections/${one.id}`))}
          >
            {t('delivery.joint.meeting.withdrawObjection')}
          </Button>
        )}
    </div>
  ))
}

interface Values {
  title: string
  text: string
  measure?: string
  pace: 'finite' | 'ongoing'
  dueOn?: string
  leads: UnitRef[]
  participants?: UnitRef[]
}

type Edited = Required<Values>
const edited = ['title', 'text', 'leads', 'participants', 'pace', 'dueOn', 'measure'] as const
const editedOf = ({ title, text, measure, pace, dueOn, leads, participants }: Loose): Edited => ({
  ...{ title, text, measure: measure ?? '', pace, dueOn: dueOn ?? '' },
  ...{ leads: [...leads], participants: [...(participants ?? [])] },
})
type Loose = Omit<Values, 'dueOn' | 'measure'> & { dueOn?: string | null | undefined; measure?: string | undefined }
const labels = {
  title: 'delivery.joint.raise.subject',
  text: 'delivery.joint.meeting.text',
  leads: 'delivery.joint.meeting.leads',
  participants: 'delivery.joint.meeting.participants',
  pace: 'delivery.joint.meeting.due',
  dueOn: 'delivery.joint.meetings.date',
  measure: 'delivery.joint.meeting.measure',
} as const

function ResolutionDialog(props: {
  meeting: MeetingDetail
  item: AgendaItem
  resolution: Resolution | undefined
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { meeting, item, resolution } = props
  const [form] = Form.useForm<Values>()
  const pace = Form.useWatch('pace', form) ?? resolution?.pace ?? 'finite'
  const change = useMeetingChange(meeting.id)
  const merge = useMerge<Edited>(
    editedOf(resolution ?? { title: '', text: '', pace: 'finite', leads: [], participants: [] }),
    resolution?.revision ?? 0,
    edited,
  )
  /** Somebody else was faster: both versions are brought together here. */
  const meet = (error: unknown) => {
    const now = outdatedFacts(error)?.current as Resolution | undefined
    if (now) form.setFieldsValue(merge.meet(editedOf(form.getFieldsValue(true)), editedOf(now), now.revision))
  }
  const show = (key: keyof Edited, value: unknown) =>
    key === 'leads' || key === 'participants'
      ? unitNames(value as UnitRef[]) || '—'
      : key === 'pace'
        ? t(`delivery.joint.meeting.${value as 'finite'}`)
        : String(value || '—')
  const save = ({ leads, participants = [], dueOn, ...words }: Values) => {
    const body = {
      ...words,
      measure: words.measure ?? '',
      dueOn: words.pace === 'finite' && dueOn ? dueOn : null,
      leadIds: leads.map(({ id }) => id),
      participantIds: participants.map(({ id }) => id),
    }
    change.mutate(
      () =>
        resolution
          ? send<MeetingDetail>('PATCH', `/api/v1/resolutions/${resolution.id}`, body, merge.revision)
          : send<MeetingDetail>('POST', `/api/v1/meetings/${meeting.id}/resolutions`, {
              agendaItemId: item.id,
              ...body,
            }),
      { onSuccess: props.onClose, onError: meet },
    )
  }
  const needed = (message: string) => [{ required: true, message }]
  return (
    <FormDialog
      open
      title={resolution ? t('delivery.joint.meeting.editResolution') : t('delivery.joint.meeting.addResolution')}
      confirmLoading={change.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      width={640}
      destroyOnHidden
    >
      <MergeFields<Edited>
        conflicts={merge.conflicts}
        label={(key) => t(labels[key])}
        show={show}
        onTake={(key, value) => form.setFieldsValue({ [key]: value })}
      />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={
          resolution
            ? { ...resolution, dueOn: resolution.dueOn ?? undefined }
            : { pace: 'finite', leads: [], participants: [] }
        }
        onFinish={save}
      >
        <Form.Item
          name="title"
          label={t('delivery.joint.raise.subject')}
          rules={needed(t('delivery.joint.raise.subject'))}
        >
          <Input autoFocus maxLength={300} />
        </Form.Item>
        <Form.Item
          name="text"
          label={t('delivery.joint.meeting.text')}
          rules={needed(t('delivery.joint.meeting.text'))}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
        </Form.Item>
        <Form.Item name="leads" label={t('delivery.joint.meeting.leads')}>
          <UnitsPicker label={t('delivery.joint.meeting.leads')} />
        </Form.Item>
        <Form.Item name="participants" label={t('delivery.joint.meeting.participants')}>
          <UnitsPicker label={t('delivery.joint.meeting.participants')} />
        </Form.Item>
        <div className="tier-fields">
          <Form.Item name="pace" label={t('delivery.joint.meeting.due')}>
            <Radio.Group
              optionType="button"
              options={(['finite', 'ongoing'] as const).map((value) => ({
                value,
                label: t(`delivery.joint.meeting.${value}`),
              }))}
            />
          </Form.Item>
          {pace === 'finite' && (
            <Form.Item name="dueOn" label={t('delivery.joint.meetings.date')}>
              <Input type="date" />
            </Form.Item>
          )}
        </div>
        <Form.Item name="measure" label={t('delivery.joint.meeting.measure')}>
          <Input maxLength={2000} />
        </Form.Item>
      </Form>
      {change.isError && !outdatedFacts(change.error) && <ProblemNotice problem={change.error} />}
    </FormDialog>
  )
}

function ObjectDialog(props: { meeting: MeetingDetail; resolution: Resolution; onClose: () => void }) {
  const { t } = useTranslation()
  const { meeting, resolution } = props
  const [form] = Form.useForm<{ text: string }>()
  const change = useMeetingChange(meeting.id)
  return (
    <FormDialog
      open
      title={t('delivery.joint.meeting.object')}
      okText={t('delivery.joint.meeting.object')}
      confirmLoading={change.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p className="dialog-quote">{resolution.title}</p>
      <p className="faint">{t('delivery.joint.meeting.objectionLede')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ text }) =>
          change.mutate(
            () => send<MeetingDetail>('POST', `/api/v1/resolutions/${resolution.id}/objections`, { text }),
            { onSuccess: props.onClose },
          )
        }
      >
        <Form.Item
          name="text"
          label={t('delivery.joint.meeting.objectionText')}
          rules={[{ required: true, whitespace: true, message: t('delivery.joint.meeting.objectionText') }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} maxLength={20_000} />
        </Form.Item>
      </Form>
      {change.isError && <ProblemNotice problem={change.error} />}
    </FormDialog>
  )
}
