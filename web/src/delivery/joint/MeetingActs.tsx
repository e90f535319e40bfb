import { useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingDetail } from '../../../../src/delivery/joint/schemas.ts'
import { get, send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { todayHere } from '../../shell/time.ts'
import { useForgetJoint, useMeetingChange } from './api.ts'
import { EditMeetingDialog } from './EditMeetingDialog.tsx'

/** What is done with the meeting as a whole: convene, hold, call off, issue the minutes, print. */
export function MeetingActs({ meeting }: { meeting: MeetingDetail }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const change = useMeetingChange(meeting.id)
  const [issuing, setIssuing] = useState(false)
  const [cancelling, setCancelling] = useState(false)
  const [editing, setEditing] = useState(false)
  const may = (act: MeetingDetail['may'][number]) => meeting.may.includes(act)
  const act = (event: 'convene' | 'hold') =>
    change.mutateAsync(() => send<MeetingDetail>('POST', `/api/v1/meetings/${meeting.id}/${event}`, {}))
  /** A meeting that met before its day is moved there first: its minutes say when it met. */
  const hold = () => {
    const today = todayHere()
    if (meeting.heldOn <= today) return void act('hold').catch(() => undefined)
    modal.confirm({
      title: t('delivery.joint.meeting.hold'),
      content: t('delivery.joint.meeting.holdAhead', { date: meeting.heldOn }),
      okText: t('delivery.joint.meeting.holdToday'),
      onOk: () =>
        change
          .mutateAsync(async () => {
            await send<MeetingDetail>('PATCH', `/api/v1/meetings/${meeting.id}`, { heldOn: today }, meeting.revision)
            return send<MeetingDetail>('POST', `/api/v1/meetings/${meeting.id}/hold`, {})
          })
          .catch(() => undefined),
    })
  }
  return (
    <>
      <Button onClick={() => window.print()}>{t('delivery.joint.meeting.print')}</Button>
      {(meeting.state === 'held' || meeting.state === 'minuted') && (
        <Button href={`/api/v1/papers/meetings/${meeting.id}/minutes.docx`}>{t('delivery.joint.meeting.paper')}</Button>
      )}
      {may('edit') && <Button onClick={() => setEditing(true)}>{t('delivery.joint.meetings.edit')}</Button>}
      {may('cancel') && <Button onClick={() => setCancelling(true)}>{t('delivery.joint.meeting.cancel')}</Button>}
      {may('convene') && (
        <Button
          type="primary"
          onClick={() =>
            modal.confirm({
              title: t('delivery.joint.meeting.convene'),
              content: t('delivery.joint.meeting.conveneAsk', { count: meeting.attendees.length }),
              okText: t('delivery.joint.meeting.convene'),
              onOk: () => act('convene').catch(() => undefined),
            })
          }
        >
          {t('delivery.joint.meeting.convene')}
        </Button>
      )}
      {may('hold') && (
        <Button type="primary" loading={change.isPending} onClick={hold}>
          {t('delivery.joint.meeting.hold')}
        </Button>
      )}
      {may('issue') && (
        <Button type="primary" disabled={meeting.gaps.length > 0} onClick={() => setIssuing(true)}>
          {t('delivery.joint.meeting.issue')}
        </Button>
      )}
      {issuing && <IssueDialog meeting={meeting} onClose={() => setIssuing(false)} />}
      {editing && <EditMeetingDialog meeting={meeting} onClose={() => setEditing(false)} />}
      {cancelling && <CancelDialog meeting={meeting} onClose={() => setCancelling(false)} />}
    </>
  )
}

interface ProgrammeChoice {
  id: string
  title: string
}

function IssueDialog({ meeting, onClose }: { meeting: MeetingDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const change = useMeetingChange(meeting.id)
  const forget = useForgetJoint()
  const resolutions = meeting.agenda.flatMap((item) => item.resolutions)
  const objections = resolutions.flatMap((one) =>
    one.objections.filter(({ withdrawnAt }) => withdrawnAt === null).map((objection) => ({ one, objection })),
  )
  const [read, setRead] = useState(objections.length === 0)
  const [programmeId, setProgrammeId] = useState<string>()
  const homeless = meeting.agenda.some((item) => item.resolutions.length > 0 && !item.escalation?.task)
  const programmes = useQuery({
    queryKey: ['programmes', 'own'],
    queryFn: ({ signal }) => get<{ items: ProgrammeChoice[] }>('/api/v1/programmes', undefined, signal),
    enabled: resolutions.length > 0,
  })
  const issue = () =>
    change.mutate(
      () =>
        send<MeetingDetail>('POST', `/api/v1/meetings/${meeting.id}/issue`, {
          objectionsSeen: meeting.objections,
          ...(programmeId ? { programmeId } : {}),
        }),
      {
        onSuccess: () => {
          forget()
          void message.success(t('delivery.joint.meeting.issued'))
          onClose()
        },
      },
    )
  return (
    <FormDialog
      open
      title={t('delivery.joint.meeting.issueTitle')}
      okText={t('delivery.joint.meeting.issueOk')}
      okButtonProps={{ disabled: !read || (homeless && !programmeId) }}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={issue}
      width={600}
    >
      <p>{t('delivery.joint.meeting.issueLede', { count: resolutions.length })}</p>
      <ol className="merge-list">
        {resolutions.map((one) => (
          <li key={one.id}>
            {one.title}（{one.leads.map(({ shortName }) => shortName).join(comma())}）
          </li>
        ))}
      </ol>
      {resolutions.length > 0 && (
        <Form layout="vertical">
          <Form.Item
            label={t('delivery.joint.meeting.issueProgramme')}
            extra={t('delivery.joint.meeting.issueProgrammeHint')}
          >
            <Select
              allowClear
              value={programmeId ?? null}
              onChange={(value: string | null) => setProgrammeId(value ?? undefined)}
              options={(programmes.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }))}
              aria-label={t('delivery.joint.meeting.issueProgramme')}
            />
          </Form.Item>
        </Form>
      )}
      {objections.length > 0 && (
        <>
          <Checkbox checked={read} onChange={(event) => setRead(event.target.checked)}>
            {t('delivery.joint.meeting.issueObjections', { count: objections.length })}
          </Checkbox>
          {objections.map(({ one, objection }) => (
            <div key={objection.id} className="objection">
              <b>
                {one.title} · {objection.organizationName}
              </b>
              <p>{objection.text}</p>
            </div>
          ))}
        </>
      )}
      {change.isError && <ProblemNotice problem={change.error} />}
    </FormDialog>
  )
}

function CancelDialog({ meeting, onClose }: { meeting: MeetingDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const change = useMeetingChange(meeting.id)
  return (
    <FormDialog
      open
      title={t('delivery.joint.meeting.cancel')}
      okText={t('delivery.joint.meeting.cancel')}
      okButtonProps={{ danger: true, disabled: !text.trim() }}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() =>
        change.mutate(() => send<MeetingDetail>('POST', `/api/v1/meetings/${meeting.id}/cancel`, { text }), {
          onSuccess: onClose,
        })
      }
    >
      <Input.TextArea
        autoFocus
        value={text}
        autoSize={{ minRows: 2 }}
        placeholder={t('delivery.joint.meeting.cancelWhy')}
        aria-label={t('delivery.joint.meeting.cancelWhy')}
        onChange={(event) => setText(event.target.value)}
      />
    </FormDialog>
  )
}
