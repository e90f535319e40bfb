import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Drawer, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../access/session.ts'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { usePreferences } from '../shell/preferences.ts'
import { Loading, QuietState } from '../shell/states.tsx'
import { useMoment } from '../shell/time.ts'
import { type Notice, useChooseMail, useMailWish, useMarkRead, useNotices } from './api.ts'
import { CalendarFeeds } from './CalendarFeeds.tsx'
import './notices.css'

export function NoticeDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const [onlyUnread, setOnlyUnread] = useState(false)
  const notices = useNotices(onlyUnread, open)
  const markRead = useMarkRead()
  const navigate = useNavigate()
  const items = notices.data?.pages.flatMap((page) => page.items) ?? []
  const follow = ({ id, link, read }: Notice) => {
    if (!read) markRead.mutate([id])
    onClose()
    void navigate({ to: link })
  }
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('delivery.notices.title')}
      size="default"
      extra={
        <Button size="small" onClick={() => markRead.mutate(undefined)} disabled={!items.some(({ read }) => !read)}>
          {t('delivery.notices.allRead')}
        </Button>
      }
      footer={<MailChoice open={open} />}
    >
      <Checkbox checked={onlyUnread} onChange={({ target }) => setOnlyUnread(target.checked)}>
        {t('delivery.notices.onlyUnread')}
      </Checkbox>
      {notices.isPending && <Loading />}
      {notices.isError && <ProblemNotice problem={notices.error} onRetry={() => void notices.refetch()} />}
      {notices.isSuccess && items.length === 0 && (
        <QuietState title={t('delivery.notices.empty')}>{t('delivery.notices.emptyLede')}</QuietState>
      )}
      <ul className="notices">
        {items.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} onFollow={follow} />
        ))}
      </ul>
      {notices.hasNextPage && (
        <Button block onClick={() => void notices.fetchNextPage()} loading={notices.isFetchingNextPage}>
          {t('delivery.notices.more')}
        </Button>
      )}
    </Drawer>
  )
}

function NoticeLine({ notice, onFollow }: { notice: Notice; onFollow: (notice: Notice) => void }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const momentOf = useMoment()
  return (
    <li className={notice.read ? 'read' : 'unread'}>
      <button type="button" className="plain" onClick={() => onFollow(notice)}>
        {!notice.read && <i role="img" aria-label={t('delivery.notices.unread')} />}
        <span>{language === 'en' ? notice.titleEn : notice.title}</span>
        <time dateTime={notice.at}>{momentOf(notice.at)}</time>
      </button>
    </li>
  )
}

function MailChoice({ open }: { open: boolean }) {
  const { t } = useTranslation()
  const wish = useMailWish(open)
  const choose = useChooseMail()
  const mayReport = useMay('delivery.report')
  return (
    <div className="notice-mail">
      <span aria-hidden>{t('delivery.notices.mail')}</span>
      <Select
        aria-label={t('delivery.notices.mail')}
        {...(wish.data ? { value: wish.data.mail } : {})}
        loading={wish.isPending || choose.isPending}
        onChange={(mail) => choose.mutate(mail)}
        options={[
          { value: 'daily' as const, label: t('delivery.notices.mailDaily') },
          { value: 'each' as const, label: t('delivery.notices.mailEach') },
          { value: 'none' as const, label: t('delivery.notices.mailNone') },
        ]}
      />
      {mayReport && <CalendarFeeds />}
    </div>
  )
}
