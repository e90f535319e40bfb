import { HolderOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Dropdown, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgendaItem, MeetingDetail } from '../../../../src/delivery/joint/schemas.ts'
import { send } from '../../shell/api.ts'
import { QuietState } from '../../shell/states.tsx'
import { nextMeetingQuery, useMeetingChange } from './api.ts'
import { movedTo } from './order.ts'
import { Papers } from './Papers.tsx'
import { Resolutions } from './Resolutions.tsx'
import { SavedText } from './SavedText.tsx'

/** The agenda: put in order by drag or with the arrow keys, with the minutes of each item beside it. */
export function Agenda({ meeting }: { meeting: MeetingDetail }) {
  const { t } = useTranslation()
  const change = useMeetingChange(meeting.id)
  const [dragged, setDragged] = useState<string>()
  const [over, setOver] = useState<string>()
  const [said, setSaid] = useState('')
  const editable = meeting.may.includes('edit')
  const ids = meeting.agenda.map(({ id }) => id)

  const move = (id: string, to: number) => {
    const order = movedTo(ids, id, to)
    if (order === ids) return
    const title = meeting.agenda.find((item) => item.id === id)?.title ?? ''
    setSaid(t('delivery.joint.meeting.moved', { title, position: order.indexOf(id) + 1, of: order.length }))
    change.mutate(() => send<MeetingDetail>('PUT', `/api/v1/meetings/${meeting.id}/agenda`, { order }))
  }
  return (
    <section>
      <h2 className="section-title">
        {t('delivery.joint.meeting.agenda')} <small>{meeting.agenda.length}</small>
      </h2>
      <p className="visually-hidden" aria-live="assertive">
        {said}
      </p>
      {meeting.agenda.length === 0 && (
        <QuietState title={t('delivery.joint.meeting.empty')}>
          {editable && t('delivery.joint.meeting.emptyLede')}
        </QuietState>
      )}
      <ol className="agenda">
        {meeting.agenda.map((item, index) => (
          <li
            key={item.id}
            className={`sheet${dragged === item.id ? ' dragged' : ''}${over === item.id ? ' over' : ''}`}
            onDragOver={(event) => {
              if (!dragged) return
              event.preventDefault()
              setOver(item.id)
            }}
            onDrop={(event) => {
              if (!dragged) return
              event.preventDefault()
              move(dragged, index)
              setDragged(undefined)
              setOver(undefined)
            }}
          >
            {editable ? (
              <button
                type="button"
                className="plain grip"
                draggable
                aria-label={t('delivery.joint.meeting.drag', { title: item.title })}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move'
                  event.dataTransfer.setData('text/plain', item.title)
                  setDragged(item.id)
                }}
                onDragEnd={() => {
                  setDragged(undefined)
                  setOver(undefined)
                }}
                onKeyDown={(event) => {
                  const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
                  if (by === 0) return
                  event.preventDefault()
                  move(item.id, index + by)
                }}
              >
                <b>{index + 1}</b>
                <HolderOutlined className="no-print" />
              </button>
            ) : (
              <span className="grip fixed">
                <b>{index + 1}</b>
              </span>
            )}
            <Item meeting={meeting} item={item} editable={editable} />
          </li>
        ))}
      </ol>
      {editable && <AddItem meeting={meeting} />}
    </section>
  )
}

function Item({ meeting, item, editable }: { meeting: MeetingDetail; item: AgendaItem; editable: boolean }) {
  const { t } = useTranslation()
  const change = useMeetingChange(meeting.id)
  const { escalation } = item
  const writes = editable && meeting.state !== 'planned'
  return (
    <div className="item-body">
      <div className="item-head">
        <h3>
          {escalation ? (
            <Link to="/escalations/$escalationId" params={{ escalationId: escalation.id }}>
              {item.title}
            </Link>
          ) : (
            item.title
          )}
        </h3>
        {item.outcome && !writes && <span className="badge solid">{t(`delivery.joint.outcomes.${item.outcome}`)}</span>}
        {editable && (
          <Button
            className="no-print"
            size="small"
            type="text"
            onClick={() => change.mutate(() => send<MeetingDetail>('DELETE', `/api/v1/agenda-items/${item.id}`))}
          >
            {t('delivery.joint.meeting.remove')}
          </Button>
        )}
      </div>
      <p className="item-facts">
        {item.presenter && <span>{t('delivery.joint.meeting.presenter', { name: item.presenter.name })}</span>}
        {escalation && (
          <span>{t('delivery.joint.meeting.matterOf', { unit: escalation.raisedBy, number: escalation.number })}</span>
        )}
        {escalation?.task && (
          <Link to="/tasks/$taskId" params={{ taskId: escalation.task.id }}>
            {escalation.task.title}
          </Link>
        )}
      </p>
      {escalation && <p className="minutes-text">{escalation.wanted}</p>}
      <Papers meeting={meeting} agendaItemId={item.id} />
      {writes ? (
        <>
          <SavedText
            meetingId={meeting.id}
            id={`item-${item.id}`}
            label={t('delivery.joint.meeting.discussion')}
            hint={t('delivery.joint.meeting.discussionHint')}
            saved={item.discussion}
            revision={item.revision}
            path={`/api/v1/agenda-items/${item.id}`}
            field="discussion"
            theirs={(facts) => (facts.current as AgendaItem | undefined)?.discussion}
            current={(facts) => (facts.current as AgendaItem | undefined)?.revision}
            revisionIn={(answer) => answer.agenda.find(({ id }) => id === item.id)?.revision}
          />
          {escalation && (
            <div className="part-bar no-print">
              <Radio.Group
                size="small"
                optionType="button"
                value={item.outcome}
                aria-label={t('delivery.joint.meeting.outcome')}
                onChange={(event) =>
                  change.mutate(() =>
                    send<MeetingDetail>(
                      'PATCH',
                      `/api/v1/agenda-items/${item.id}`,
                      { outcome: event.target.value },
                      item.revision,
                    ),
                  )
                }
                options={(['resolved', 'deferred', 'raised'] as const).map((value) => ({
                  value,
                  label: t(`delivery.joint.outcomes.${value}`),
                }))}
              />
            </div>
          )}
        </>
      ) : (
        item.discussion && (
          <>
            <p className="field item-facts">{t('delivery.joint.meeting.discussion')}</p>
            <p className="minutes-text">{item.discussion}</p>
          </>
        )
      )}
      <Resolutions meeting={meeting} item={item} editable={writes} />
    </div>
  )
}

function AddItem({ meeting }: { meeting: MeetingDetail }) {
  const { t } = useTranslation()
  const change = useMeetingChange(meeting.id)
  const [title, setTitle] = useState('')
  const next = useQuery(nextMeetingQuery(meeting.tier.id, meeting.heldOn))
  const matters = next.data?.matters ?? []
  const add = (body: object) => {
    change.mutate(() => send<MeetingDetail>('POST', `/api/v1/meetings/${meeting.id}/agenda`, body))
    setTitle('')
  }
  return (
    <form
      className="part-bar no-print"
      onSubmit={(event) => {
        event.preventDefault()
        if (title.trim()) add({ title: title.trim() })
      }}
    >
      <Input
        value={title}
        maxLength={300}
        style={{ maxWidth: '24rem' }}
        placeholder={t('delivery.joint.meeting.itemTitle')}
        aria-label={t('delivery.joint.meeting.itemTitle')}
        onChange={(event) => setTitle(event.target.value)}
      />
      <Button htmlType="submit" disabled={!title.trim()}>
        {t('delivery.joint.meeting.addItem')}
      </Button>
      {matters.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: matters.map((matter) => ({
              key: matter.id,
              label: `${matter.title}（${matter.raisedBy.shortName}）`,
            })),
            onClick: ({ key }) => add({ escalationId: key }),
          }}
        >
          <Button type="dashed">
            {t('delivery.joint.meeting.fromMatters')}（{matters.length}）
          </Button>
        </Dropdown>
      )}
    </form>
  )
}
