import { BellOutlined } from '@ant-design/icons'
import { Badge, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUnread } from './api.ts'
import { NoticeDrawer } from './NoticeDrawer.tsx'

/** How many notices are unread, and the way to them. */
export function NoticeBell() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const unread = useUnread()
  const label = unread > 0 ? t('delivery.notices.bellUnread', { n: unread }) : t('delivery.notices.bell')
  return (
    <>
      <Badge count={unread} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={label} onClick={() => setOpen(true)} />
      </Badge>
      <NoticeDrawer open={open} onClose={() => setOpen(false)} />
    </>
  )
}
