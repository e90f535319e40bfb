import { UserAddOutlined } from '@ant-design/icons'
import { App, Button, Modal, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation, User } from '../../../src/server/schemas.ts'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice, useProblemText } from '../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import { GrantDialog, InviteDialog } from './UserDialogs.tsx'
import { inviteAgain, revoke, setDisabled, useUserChange, useUsers } from './users.ts'
import './access.css'

/** 用户: who may sign in, and for which organizations they act. */
export function UsersPage() {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const problemText = useProblemText()
  const users = useUsers()
  const [inviting, setInviting] = useState(false)
  const [granting, setGranting] = useState<User>()
  const [invitation, setInvitation] = useState<Invitation>()
  const complain = (error: unknown) => {
    const { title, todo } = problemText(error)
    void message.error(`${title} ${todo}`, 6)
  }
  const again = useUserChange(inviteAgain)
  const disable = useUserChange(setDisabled)
  const end = useUserChange(revoke)
  const askEnd = (user: User, membershipId: string, name: string) =>
    modal.confirm({
      title: t('users.endTitle', { name: user.name, organization: name }),
      content: t('users.endLede'),
      onOk: () => end.mutateAsync({ user, membershipId }).catch(complain),
    })
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
      {users.data && users.data.items.length > 0 && (
        <Table<User>
          rowKey="id"
          pagination={false}
          dataSource={users.data.items}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: t('users.name'),
              key: 'name',
              render: (_cell, user) => (
                <>
                  <b>{user.name}</b>
                  <br />
                  <small className="faint">{user.email}</small>
                </>
              ),
            },
            {
              title: t('users.memberships'),
              key: 'memberships',
              render: (_cell, user) => (
                <>
                  {user.memberships.map(({ id, organizationName, role }) => (
                    <Tag
                      key={id}
                      closable
                      onClose={(event) => {
                        event.preventDefault()
                        askEnd(user, id, organizationName)
                      }}
                    >
                      {organizationName} · {t(`roles.${role}`)}
                    </Tag>
                  ))}
                  <Button size="small" type="dashed" onClick={() => setGranting(user)}>
                    {t('users.grant')}
                  </Button>
                </>
              ),
            },
            {
              title: t('users.state'),
              key: 'state',
              render: (_cell, user) => (
                <>
                  {user.disabledAt ? (
                    <span className="badge rejected">{t('users.disabled')}</span>
                  ) : (
                    <span className="badge confirmed">{t('users.active')}</span>
                  )}{' '}
                  {user.twoFactorEnabled && <span className="badge solid">{t('users.twoFactor')}</span>}
                </>
              ),
            },
            {
              key: 'tools',
              render: (_cell, user) => (
                <span className="users-tools">
                  <Button
                    size="small"
                    onClick={() =>
                      again.mutate(user, { onSuccess: (answer) => setInvitation(answer.invitation), onError: complain })
                    }
                  >
                    {t('users.newLink')}
                  </Button>
                  <Button
                    size="small"
                    danger={!user.disabledAt}
                    onClick={() => disable.mutate({ user, disabled: !user.disabledAt }, { onError: complain })}
                  >
                    {user.disabledAt ? t('users.enable') : t('users.disable')}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
      <InviteDialog
        open={inviting}
        onClose={() => setInviting(false)}
        onInvited={(made) => {
          setInviting(false)
          setInvitation(made)
        }}
      />
      <GrantDialog user={granting} onClose={() => setGranting(undefined)} />
      <Modal
        open={invitation !== undefined}
        title={t('users.link')}
        footer={null}
        onCancel={() => setInvitation(undefined)}
      >
        <div className="invite-link">
          <p>{t('users.linkLede', { days: invitation?.days ?? 0 })}</p>
          <Typography.Paragraph copyable code>
            {invitation ? new URL(invitation.path, window.location.origin).href : ''}
          </Typography.Paragraph>
        </div>
      </Modal>
    </Page>
  )
}
