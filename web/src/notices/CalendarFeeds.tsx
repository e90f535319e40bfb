import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Modal, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, send } from '../shell/api.ts'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { useMoment } from '../shell/time.ts'

interface Feed {
  id: string
  createdAt: string
  lastReadAt: string | null
}

const queryKey = ['calendar-feeds']

/** 日历订阅: links by which a calendar application shows what is due. */
export function CalendarFeeds() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="link" size="small" onClick={() => setOpen(true)}>
        {t('delivery.notices.calendar')}
      </Button>
      <Modal
        open={open}
        onCancel={() => setOpen(false)}
        footer={null}
        title={t('delivery.notices.calendar')}
        destroyOnHidden
      >
        <FeedList />
      </Modal>
    </>
  )
}

function FeedList() {
  const { t } = useTranslation()
  const momentOf = useMoment()
  const queries = useQueryClient()
  const feeds = useQuery({
    queryKey,
    queryFn: ({ signal }) => get<Feed[]>('/api/v1/calendar-feeds', undefined, signal),
  })
  const renew = () => queries.invalidateQueries({ queryKey })
  const add = useMutation({
    mutationFn: () => send<{ path: string }>('POST', '/api/v1/calendar-feeds'),
    onSuccess: renew,
  })
  const end = useMutation({
    mutationFn: (id: string) => send('DELETE', `/api/v1/calendar-feeds/${id}`),
    onSuccess: renew,
  })
  const problem = feeds.error ?? add.error ?? end.error
  return (
    <>
      <p>{t('delivery.notices.calendarLede')}</p>
      {problem && <ProblemNotice problem={problem} />}
      {add.data && (
        <>
          <Typography.Paragraph copyable code>
            {`${window.location.origin}${add.data.path}`}
          </Typography.Paragraph>
          <p className="soft">{t('delivery.notices.calendarOnce')}</p>
        </>
      )}
      <ul className="calendar-feeds">
        {feeds.data?.map(({ id, createdAt, lastReadAt }) => (
          <li key={id}>
            <span>
              {t('delivery.notices.calendarMade', { at: momentOf(createdAt) })}
              <small>
                {lastReadAt
                  ? t('delivery.notices.calendarRead', { at: momentOf(lastReadAt) })
                  : t('delivery.notices.calendarUnread')}
              </small>
            </span>
            <Button size="small" danger onClick={() => end.mutate(id)} loading={end.isPending}>
              {t('delivery.notices.calendarEnd')}
            </Button>
          </li>
        ))}
      </ul>
      <Button type="primary" onClick={() => add.mutate()} loading={add.isPending}>
        {t('delivery.notices.calendarAdd')}
      </Button>
    </>
  )
}
