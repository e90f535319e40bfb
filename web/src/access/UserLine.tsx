import { CloseOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Invitation, User } from '../../../src/server/schemas.ts'
import { useProblemText } from '../shell/ProblemNotice.tsx'
import { inviteAgain, revoke, setDisabled, useUserChange } from './users.ts'

/** One user: who it is, whom they act for, and what the administrator may do about it. */
export function UserLine(props: {
  user: User
  onGrant: (user: User) => void
  onInvited: (invitation: Invitation) => void
}) {
  const { user } = props
  const { t } = useTranslation()
  const complain = useComplaint()
  const again = useUserChange(inviteAgain)
  const disable = useUserChange(setDisabled)
  return (
    <li className="user-line">
      <div className="user-name">
        <b>{user.name}</b>
        <small>{user.email}</small>
        <p>
          {user.disabledAt ? (
            <span className="badge rejected">{t('users.disabled')}</span>
          ) : (
            <span className="badge confirmed">{t('users.active')}</span>
          )}{' '}
          {user.twoFactorEnabled && <span className="badge solid">{t('users.twoFactor')}</span>}
        </p>
      </div>
      <Memberships user={user} onGrant={props.onGrant} />
      <div className="users-tools">
        <Button
          size="small"
          loading={again.isPending}
          onClick={() =>
            again.mutate(user, { onSuccess: ({ invitation }) => props.onInvited(invitation), onError: complain })
          }
        >
          {t('users.newLink')}
        </Button>
        <Button
          size="small"
          danger={!user.disabledAt}
          loading={disable.isPending}
          onClick={() => disable.mutate({ user, disabled: !user.disabledAt }, { onError: complain })}
        >
          {user.disabledAt ? t('users.enable') : t('users.disable')}
        </Button>
      </div>
    </li>
  )
}

function Memberships({ user, onGrant }: { user: User; onGrant: (user: User) => void }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const complain = useComplaint()
  const end = useUserChange(revoke)
  const askEnd = (membershipId: string, organization: string) =>
    modal.confirm({
      title: t('users.endTitle', { name: user.name, organization }),
      content: t('users.endLede'),
      onOk: () => end.mutateAsync({ user, membershipId }).catch(complain),
    })
  return (
    <ul className="user-memberships" aria-label={t('users.memberships')}>
      {user.memberships.map(({ id, organizationName, role }) => (
        <li key={id}>
          {organizationName} · {t(`roles.${role}`)}
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            aria-label={t('users.end', { organization: organizationName })}
            title={t('users.end', { organization: organizationName })}
            onClick={() => askEnd(id, organizationName)}
          />
        </li>
      ))}
      <li className="user-grant">
        <Button size="small" type="dashed" onClick={() => onGrant(user)}>
          {t('users.grant')}
        </Button>
      </li>
    </ul>
  )
}

function useComplaint() {
  const { message } = App.useApp()
  const problemText = useProblemText()
  return (error: unknown) => {
    const { title, todo } = problemText(error)
    void message.error(`${title} ${todo}`, 6)
  }
}
