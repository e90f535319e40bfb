import { CheckOutlined, SwapOutlined } from '@ant-design/icons'
import { App, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../shell/ProblemNotice.tsx'
import { type Session, useSwitchActor } from './session.ts'

/** 以…身份: for whom the user is acting, and the other organizations they may act for. */
export function ActingAs({ session }: { session: Session }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const switchActor = useSwitchActor()
  const { actor, actors, membershipId } = session
  if (!actor) return null
  const label = (
    <>
      <span>
        <small>
          {t('access.actingAs')} · {t(`roles.${actor.role}`)}
          {actor.userName !== session.user.name && <span className="acting-person"> · {actor.userName}</span>}
        </small>
        <strong>{actor.organizationName}</strong>
      </span>
      {actors.length > 1 && <SwapOutlined aria-hidden />}
    </>
  )
  if (actors.length < 2) return <div className="acting">{label}</div>
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        style: { maxHeight: '70vh', overflow: 'auto' },
        items: actors.map((choice) => ({
          key: choice.membershipId,
          icon: choice.membershipId === membershipId ? <CheckOutlined /> : <span className="anticon" />,
          label: (
            <span className="acting-choice">
              {choice.organizationName} <small>{t(`roles.${choice.role}`)}</small>
            </span>
          ),
        })),
        onClick: ({ key }) =>
          switchActor.mutate(key, {
            onSuccess: () => void message.success(t('access.switched')),
            onError: (problem) => void message.error(problemText(problem).title),
          }),
      }}
    >
      <button type="button" className="plain acting" title={t('access.switchActor', { name: actor.organizationName })}>
        {label}
      </button>
    </Dropdown>
  )
}
