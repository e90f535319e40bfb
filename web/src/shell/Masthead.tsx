import {
  BankOutlined,
  FileTextOutlined,
  HomeOutlined,
  MoreOutlined,
  SettingOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { ActingAs } from '../access/ActingAs.tsx'
import { type Session, useSignOut } from '../access/session.ts'
import { switchLanguage } from './i18n.ts'
import { changePreferences, usePreferences } from './preferences.ts'
import { roomPermissions } from './rooms.ts'

/** The rooms this actor may enter, in the order of the day's work. */
function useRooms(session: Session) {
  const { t } = useTranslation()
  const may = (permission: Session['permissions'][number]) => session.permissions.includes(permission)
  return [
    { to: '/', label: t('nav.home'), icon: <HomeOutlined />, shown: true },
    {
      to: '/documents',
      label: t('nav.documents'),
      icon: <FileTextOutlined />,
      shown: may(roomPermissions['/documents']),
    },
    {
      to: '/register',
      label: t('nav.register'),
      icon: <UnorderedListOutlined />,
      shown: may(roomPermissions['/register']),
    },
    { to: '/units', label: t('nav.units'), icon: <BankOutlined />, shown: may(roomPermissions['/units']) },
    { to: '/audit', label: t('nav.audit'), icon: null, shown: may(roomPermissions['/audit']) },
    { to: '/users', label: t('nav.users'), icon: null, shown: may(roomPermissions['/users']) },
  ].filter((room) => room.shown)
}

export function Masthead({ session }: { session: Session }) {
  const { t } = useTranslation()
  const rooms = useRooms(session)
  return (
    <header className="masthead">
      <Link to="/" className="wordmark" aria-label={t('nav.home')}>
        <b>群策</b>
        <span>Qunce</span>
      </Link>
      <nav className="nav" aria-label={t('nav.rooms')}>
        {rooms.map((room) => (
          <Link
            key={room.to}
            to={room.to}
            activeOptions={{ exact: room.to === '/' }}
            activeProps={{ className: 'active' }}
          >
            {room.label}
          </Link>
        ))}
      </nav>
      <div className="masthead-tools">
        <ActingAs session={session} />
        <SettingsMenu session={session} />
      </div>
    </header>
  )
}

function SettingsMenu({ session }: { session: Session }) {
  const { t } = useTranslation()
  const { language, largeType } = usePreferences()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const items: MenuProps['items'] = [
    { key: 'account', label: t('nav.account', { name: session.user.name }) },
    { type: 'divider' },
    { key: 'language', label: language === 'en' ? '中文界面' : 'English' },
    { key: 'large', label: largeType ? t('shell.normalType') : t('shell.largeType') },
    { key: 'api', label: <a href="/api/docs">{t('shell.api')}</a> },
    { type: 'divider' },
    { key: 'out', label: t('shell.signOut') },
  ]
  const choose: MenuProps['onClick'] = ({ key }) => {
    if (key === 'account') void navigate({ to: '/account' })
    if (key === 'large') changePreferences({ largeType: !largeType })
    if (key === 'out') signOut.mutate()
    if (key === 'language') {
      const next = language === 'en' ? 'zh-CN' : 'en'
      changePreferences({ language: next })
      switchLanguage(next)
    }
  }
  return (
    <Dropdown menu={{ items, onClick: choose }} trigger={['click']} placement="bottomRight">
      <Button type="text" icon={<SettingOutlined />} aria-label={t('shell.settings')} />
    </Dropdown>
  )
}

/** On a phone the rooms stand at the bottom, within reach of the thumb. */
export function TabBar({ session }: { session: Session }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const rooms = useRooms(session)
  const main = rooms.filter((room) => room.icon)
  const rest = rooms.filter((room) => !room.icon)
  return (
    <nav className="tabbar no-print" aria-label={t('nav.rooms')}>
      {main.map((room) => (
        <Link
          key={room.to}
          to={room.to}
          activeOptions={{ exact: room.to === '/' }}
          activeProps={{ className: 'active' }}
        >
          {room.icon}
          {room.label}
        </Link>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((room) => ({ key: room.to, label: room.label })),
            onClick: ({ key }) => void navigate({ to: key }),
          }}
        >
          <button type="button" className="plain">
            <MoreOutlined />
            {t('nav.more')}
          </button>
        </Dropdown>
      )}
    </nav>
  )
}
