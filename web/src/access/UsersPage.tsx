import { UserAddOutlined } from '@ant-design/icons'
import { Button, Modal, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation, User } from '../../../src/server/schemas.ts'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import { GrantDialog, InviteDialog } from './UserDialogs.tsx'
import { UserLine } from './UserLine.tsx'
import { useUsers } from './users.ts'
import './access.css'

/** 用户: who may sign in, and for which organizations they act. */
export function UsersPage() {
  const { t } = useTranslation()
  const users = useUsers()
  const [inviting, setInviting] = useState(false)
  const [granting, setGranting] = useState<User>()
  const [invitation, setInvitation] = useState<Invitation>()
  return (
    <Page
      title={t('users.title')}
      lede={t('users.lede')}
      actions={
        <Button type="primary" icon={<UserAddOutlined />} onClick={() => setInviting(true)}>
          {t('users.invite')}
        </Button>
      }
    >
      {users.isPending && <Loading />}
      {users.isError && <ProblemNotice problem={users.error} onRetry={() => void users.refetch()} />}
      {users.data?.items.length === 0 && <QuietState title={t('users.none')} />}
      <ul className="user-list">
        {users.data?.items.map((user) => (
          <UserLine key={user.id} user={user} onGrant={setGranting} onInvited={setInvitation} />
        ))}
      </ul>
      <InviteDialog
        open={inviting}
        onClose={() => setInviting(false)}
        onInvited={(made) => {
          setInviting(false)
          setInvitation(made)
        }}
      />
      <GrantDialog user={granting} onClose={() => setGranting(undefined)} />
      <LinkDialog invitation={invitation} onClose={() => setInvitation(undefined)} />
    </Page>
  )
}

/** The link by which somebody chooses a password: shown this once. */
function LinkDialog({ invitation, onClose }: { invitation: Invitation | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal open={invitation !== undefined} title={t('users.link')} footer={null} onCancel={onClose}>
      <div className="invite-link">
        <p>{t('users.linkLede', { days: invitation?.days ?? 0 })}</p>
        <Typography.Paragraph copyable code>
          {invitation ? new URL(invitation.path, window.location.origin).href : ''}
        </Typography.Paragraph>
      </div>
    </Modal>
  )
}
