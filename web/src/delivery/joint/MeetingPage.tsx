import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MeetingDetail } from '../../../../src/delivery/joint/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { Agenda } from './Agenda.tsx'
import { Attendees } from './Attendees.tsx'
import { meetingQuery } from './api.ts'
import { MeetingActs } from './MeetingActs.tsx'
import { Papers } from './Papers.tsx'
import { JointTabs, MeetingBadge } from './parts.tsx'
import { ReplyCard } from './ReplyCard.tsx'
import { SavedText } from './SavedText.tsx'

/** A meeting as a working page: agenda, minutes beside it, resolutions, papers, attendance. */
export function MeetingPage() {
  const { meetingId } = useParams({ from: '/meetings/$meetingId' })
  const { t } = useTranslation()
  const moment = useMoment()
  const meeting = useQuery(meetingQuery(meetingId))
  if (meeting.isPending) return <Loading />
  if (meeting.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={meeting.error} onRetry={() => void meeting.refetch()} />
      </div>
    )
  const { data } = meeting
  return (
    <Page title={data.title} lede={<Facts meeting={data} />} actions={<MeetingActs meeting={data} />}>
      <JointTabs />
      {data.minutedAt && (
        <p className="part-total">{t('delivery.joint.meeting.minuted', { at: moment(data.minutedAt) })}</p>
      )}
      {data.state === 'cancelled' && (
        <p className="part-total">{t('delivery.joint.meeting.cancelled', { reason: data.cancelledReason ?? '' })}</p>
      )}
      <div className="meeting">
        <div>
          <Agenda meeting={data} />
          <GeneralMinutes meeting={data} />
        </div>
        <aside className="meeting-side">
          {data.state === 'held' && data.gaps.length > 0 && data.may.includes('issue') && <Gaps meeting={data} />}
          <ReplyCard meeting={data} />
          <Papers meeting={data} agendaItemId={null} />
          <Attendees meeting={data} />
        </aside>
      </div>
    </Page>
  )
}

function Facts({ meeting }: { meeting: MeetingDetail }) {
  const { t } = useTranslation()
  return (
    <span className="meeting-facts">
      <MeetingBadge state={meeting.state} />
      <span>
        {meeting.heldOn} {meeting.heldAt}
      </span>
      {meeting.place && <span>{meeting.place}</span>}
      <span>{t('delivery.joint.meetings.host', { name: meeting.host.name })}</span>
      <span>
        {meeting.tier.name} · {t('delivery.joint.meetings.session', { session: meeting.session })}
      </span>
    </span>
  )
}

function GeneralMinutes({ meeting }: { meeting: MeetingDetail }) {
  const { t } = useTranslation()
  if (!meeting.may.includes('edit'))
    return meeting.minutes ? (
      <section className="sheet item-body">
        <h3>{t('delivery.joint.meeting.general')}</h3>
        <p className="minutes-text">{meeting.minutes}</p>
      </section>
    ) : null
  return (
    <section className="sheet item-body">
      <SavedText
        meetingId={meeting.id}
        id={`general-${meeting.id}`}
        label={t('delivery.joint.meeting.general')}
        hint={t('delivery.joint.meeting.generalHint')}
        saved={meeting.minutes}
        revision={meeting.revision}
        path={`/api/v1/meetings/${meeting.id}`}
        field="minutes"
        theirs={(facts) => (facts.current as MeetingDetail | undefined)?.minutes}
        revisionIn={(answer) => answer.revision}
        current={(facts) => (facts.current as MeetingDetail | undefined)?.revision}
      />
    </section>
  )
}

function Gaps({ meeting }: { meeting: MeetingDetail }) {
  const { t } = useTranslation()
  return (
    <section className="gaps no-print">
      <b>{t('delivery.joint.meeting.gaps')}</b>
      <ul>
        {meeting.gaps.map(({ kind, title }) => (
          <li key={`${kind}${title}`}>{t(`delivery.joint.meeting.gap.${kind}`, { title })}</li>
        ))}
      </ul>
    </section>
  )
}
