import { UserAddOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, Modal, Select, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganizationRef } from '../../../src/plan/schemas.ts'
import type { Invitation, User } from '../../../src/server/schemas.ts'
import { OrganizationPicker } from '../gazetteer/OrganizationPicker.tsx'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice, useProblemText } from '../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import type { RoleName } from './session.ts'
import { grant, invite, inviteAgain, revoke, setDisabled, useUserChange, useUsers } from './users.ts'
import './access.css'

const roleNames = ['office', 'department', 'city', 'leader', 'administrator'] as const satisfies readonly RoleName[]

/** 系统: who may sign in, and for which organizations they act. */
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

function InviteDialog(props: { open: boolean; onClose: () => void; onInvited: (invitation: Invitation) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ name: string; email: string }>()
  const change = useUserChange(invite)
  return (
    <Modal
      open={props.open}
      title={t('users.invite')}
      okText={t('users.makeLink')}
      confirmLoading={change.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        onFinish={(person) => change.mutate(person, { onSuccess: (answer) => props.onInvited(answer.invitation) })}
      >
        <Form.Item name="name" label={t('users.name')} rules={[{ required: true, whitespace: true, max: 100 }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="email" label={t('signIn.email')} rules={[{ required: true, type: 'email' }]}>
          <Input inputMode="email" />
        </Form.Item>
      </Form>
      {change.isError && <ProblemNotice problem={change.error} />}
    </Modal>
  )
}

function GrantDialog({ user, onClose }: { user: User | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ organization: OrganizationRef; role: RoleName }>()
  const change = useUserChange(grant)
  return (
    <Modal
      open={user !== undefined}
      title={t('users.grantTitle', { name: user?.name ?? '' })}
      okText={t('users.grant')}
      confirmLoading={change.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        onFinish={({ organization, role }) =>
          user && change.mutate({ user, organizationId: organization.id, role }, { onSuccess: onClose })
        }
      >
        <Form.Item
          name="organization"
          label={t('edit.organization')}
          rules={[{ required: true, message: t('units.typeName') }]}
        >
          <OrganizationPicker placeholder={t('units.typeName')} />
        </Form.Item>
        <Form.Item name="role" label={t('users.role')} rules={[{ required: true }]}>
          <Select options={roleNames.map((value) => ({ value, label: t(`roles.${value}`) }))} />
        </Form.Item>
      </Form>
      {change.isError && <ProblemNotice problem={change.error} />}
    </Modal>
  )
}
