import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Attendee, MeetingDetail } from '../../../../src/delivery/joint/schemas.ts'
import { OrganizationPicker } from '../../gazetteer/OrganizationPicker.tsx'
import { Problem, send } from '../../shell/api.ts'
import { useMeetingChange } from './api.ts'

const marks = ['present', 'represented', 'absent'] as const

/** Who is invited and who came. */
export function Attendees({ meeting }: { meeting: MeetingDetail }) {
  const { t } = useTranslation()
  const change = useMeetingChange(meeting.id)
  const editable = meeting.may.includes('edit')
  const records = editable && (meeting.state === 'held' || meeting.state === 'convened')
  const put = (list: readonly Attendee[], revision: number) =>
    send<MeetingDetail>(
      'PUT',
      `/api/v1/meetings/${meeting.id}/attendees`,
      {
        attendees: list.map(({ organization, capacity, attendance, person }) => ({
          ...{ organizationId: organization.id, capacity, attendance, person },
        })),
      },
      revision,
    )
  /** One change of the list. Where somebody else marked others meanwhile, it is made on the list as it is now. */
  const save = (edit: (list: readonly Attendee[]) => Attendee[]) =>
    change.mutate(async () => {
      try {
        return await put(edit(meeting.attendees), meeting.revision)
      } catch (error) {
        const now = error instanceof Problem && error.code === 'version_outdated' ? error.facts.current : undefined
        if (!now) throw error
        const { attendees, revision } = now as MeetingDetail
        return put(edit(attendees), revision)
      }
    })
  const set = (id: string, facts: Partial<Attendee>) =>
    save((list) => list.map((one) => (one.organization.id === id ? { ...one, ...facts } : one)))
  const replied = meeting.attendees.filter(({ reply }) => reply !== null).length
  const seesReplies = editable || replied > 1
  return (
    <section>
      <h2>
        {t('delivery.joint.meeting.attendees')} <small>{meeting.attendees.length}</small>
        {seesReplies && meeting.state !== 'planned' && (
          <small> · {t('delivery.joint.reply.count', { count: replied, all: meeting.attendees.length })}</small>
        )}
        {records && meeting.attendees.some(({ attendance }) => attendance === null) && (
          <Button
            className="no-print"
            size="small"
            onClick={() => save((list) => list.map((one) => ({ ...one, attendance: one.attendance ?? 'present' })))}
          >
            {t('delivery.joint.meeting.allPresent')}
          </Button>
        )}
      </h2>
      <ul className="attendees">
        {meeting.attendees.map((one) => (
          <li key={one.organization.id}>
            <span>
              {one.organization.shortName}
              {one.capacity === 'observer' && <small>（{t('delivery.joint.meeting.capacity.observer')}）</small>}
            </span>
            {records ? (
              <Select
                size="small"
                value={one.attendance}
                placeholder={t('delivery.joint.meeting.notRecorded')}
                aria-label={t('delivery.joint.meeting.attendanceOf', { name: one.organization.name })}
                popupMatchSelectWidth={false}
                onChange={(attendance) => set(one.organization.id, { attendance })}
                options={marks.map((value) => ({ value, label: t(`delivery.joint.meeting.attendance.${value}`) }))}
              />
            ) : (
              <small>{one.attendance && t(`delivery.joint.meeting.attendance.${one.attendance}`)}</small>
            )}
            {editable && !records && (
              <Button
                className="no-print"
                size="small"
                type="text"
                onClick={() =>
                  save((list) => list.filter(({ organization }) => organization.id !== one.organization.id))
                }
              >
                {t('delivery.joint.meeting.removeAttendee')}
              </Button>
            )}
            {records && one.attendance && one.attendance !== 'absent' ? (
              <Input
                className="who"
                size="small"
                defaultValue={one.person}
                maxLength={200}
                placeholder={t('delivery.joint.meeting.person')}
                aria-label={`${one.organization.name} ${t('delivery.joint.meeting.person')}`}
                onBlur={(event) =>
                  event.target.value.trim() !== one.person &&
                  set(one.organization.id, { person: event.target.value.trim() })
                }
              />
            ) : (
              one.person && <small className="who">{one.person}</small>
            )}
            {one.reply && (
              <small className={`reply of-${one.reply.reply}`}>
                {t('delivery.joint.reply.said', { what: t(`delivery.joint.reply.kinds.${one.reply.reply}`) })}
                {[one.reply.person, one.reply.note].filter(Boolean).map((word) => (
                  <span key={word}> · {word}</span>
                ))}
              </small>
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <div className="no-print stretch">
          <OrganizationPicker
            key={meeting.attendees.length}
            placeholder={t('delivery.joint.meeting.addAttendee')}
            onChange={(unit) =>
              unit &&
              save((list) => [
                ...list.filter(({ organization }) => organization.id !== unit.id),
                { organization: unit, capacity: 'observer', attendance: null, person: '', reply: null },
              ])
            }
          />
        </div>
      )}
    </section>
  )
}
