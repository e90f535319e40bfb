import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EscalationDetail, MeetingDetail } from '../../../../src/delivery/joint/schemas.ts'
import { send } from '../../shell/api.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useForgetJoint, useMeetings } from './api.ts'
import { PlanMeetingDialog } from './PlanMeetingDialog.tsx'

/** Puts a matter on the agenda of a meeting of its tier that is in preparation, or plans one for it. */
export function ScheduleDialog({ matter, onClose }: { matter: EscalationDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const forget = useForgetJoint()
  const [planning, setPlanning] = useState(false)
  const list = useMeetings({ tier: matter.tier.id })
  const open = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(
    ({ state }) => state === 'planned' || state === 'convened',
  )
  const put = useMutation({
    mutationFn: (meetingId: string) =>
      send<MeetingDetail>('POST', `/api/v1/meetings/${meetingId}/agenda`, { escalationId: matter.id }),
    onSuccess: (meeting) => {
      forget()
      void navigate({ to: '/meetings/$meetingId', params: { meetingId: meeting.id } })
    },
  })
  if (planning)
    return (
      <PlanMeetingDialog ladderId={matter.ladder.id} tierId={matter.tier.id} chosen={[matter.id]} onClose={onClose} />
    )
  return (
    <Modal open title={t('delivery.joint.escalation.schedule')} footer={null} onCancel={onClose}>
      {list.isPending && <Loading />}
      {list.isSuccess && open.length === 0 && <p>{t('delivery.joint.escalation.scheduleNone')}</p>}
      <div className="acts">
        {open.map((meeting) => (
          <Button key={meeting.id} loading={put.isPending} onClick={() => put.mutate(meeting.id)}>
            {meeting.title}（{meeting.heldOn}）
          </Button>
        ))}
        <Button type={open.length === 0 ? 'primary' : 'dashed'} onClick={() => setPlanning(true)}>
          {t('delivery.joint.meetings.plan')}
        </Button>
      </div>
      {put.isError && <ProblemNotice problem={put.error} />}
    </Modal>
  )
}
