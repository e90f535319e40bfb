import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMeetings } from './api.ts'
import { PlanMeetingDialog } from './PlanMeetingDialog.tsx'
import { JointTabs, MeetingBadge } from './parts.tsx'

/** 会议: what was heard and decided, the latest first. */
export function MeetingsPage() {
  const { t } = useTranslation()
  const list = useMeetings({})
  const mayPlan = useMay('meeting.manage')
  const [planning, setPlanning] = useState(false)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      title={t('delivery.joint.meetings.title')}
      lede={t('delivery.joint.meetings.lede')}
      actions={
        mayPlan && (
          <Button type="primary" onClick={() => setPlanning(true)}>
            {t('delivery.joint.meetings.plan')}
          </Button>
        )
      }
    >
      <JointTabs />
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t('delivery.joint.meetings.none')}>{t('delivery.joint.meetings.noneLede')}</QuietState>
      )}
      {items.length > 0 && (
        <ul className="matter-list sheet">
          {items.map((meeting) => (
            <li key={meeting.id}>
              <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }} className="line-title">
                {meeting.title}
              </Link>
              <MeetingBadge state={meeting.state} />
              <p className="line-facts">
                <span>
                  {meeting.heldOn} {meeting.heldAt}
                </span>
                {meeting.place && <span>{meeting.place}</span>}
                <span>{t('delivery.joint.meetings.host', { name: meeting.host.shortName })}</span>
                <span>{t('delivery.joint.meetings.items', { count: meeting.items })}</span>
                <span>{t('delivery.joint.meetings.resolutions', { count: meeting.resolutions })}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      {planning && <PlanMeetingDialog onClose={() => setPlanning(false)} />}
    </Page>
  )
}
