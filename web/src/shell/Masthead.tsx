import {
  CheckSquareOutlined,
  DashboardOutlined,
  DownOutlined,
  HomeOutlined,
  MoreOutlined,
  SettingOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, type MenuProps } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ActingAs } from '../access/ActingAs.tsx'
import { type Session, useSignOut } from '../access/session.ts'
import { NoticeBell } from '../notices/NoticeBell.tsx'
import { SearchBox } from '../search/SearchBox.tsx'
import { switchLanguage } from './i18n.ts'
import { changePreferences, usePreferences } from './preferences.ts'
import { isIn, roomPermissions } from './rooms.ts'
import { useFolded } from './useFolded.ts'

interface Room {
  to: string
  label: string
  shown: boolean
  /** Rooms with one stand at the bottom of a phone. */
  icon?: ReactNode
}

/** The rooms this actor may enter, in the order of the day's work; what is used less stands together in groups. */
function useRooms(session: Session) {
  const { t } = useTranslation()
  const room = (to: keyof typeof roomPermissions, label: string, icon?: ReactNode): Room => ({
    to,
    label,
    icon,
    shown: session.permissions.includes(roomPermissions[to]),
  })
  const shown = (rooms: readonly Room[]) => rooms.filter((one) => one.shown)
  return {
    main: shown([
      { to: '/', label: t('nav.home'), icon: <HomeOutlined />, shown: true },
      room('/cockpit', t('nav.cockpit'), <DashboardOutlined />),
      room('/desk', t('nav.desk'), <CheckSquareOutlined />),
      room('/tasks', t('nav.tasks'), <UnorderedListOutlined />),
    ]),
    delivery: shown([
      room('/programmes', t('nav.programmes')),
      room('/cycles', t('nav.cycles')),
      room('/reviews', t('nav.reviews')),
      room('/indicators', t('nav.indicators')),
      room('/projects', t('nav.projects')),
      room('/scores', t('delivery.scores.title')),
      room('/papers', t('delivery.papers.title')),
      room('/escalations', t('nav.joint')),
      room('/supervision', t('nav.supervision')),
    ]),
    river: shown([
      room('/sections', t('nav.sections')),
      room('/evaluations', t('nav.evaluations')),
      room('/stations', t('nav.stations')),
      room('/alerts', t('nav.alerts')),
      room('/agreements', t('nav.agreements')),
      room('/statements', t('nav.statements')),
      room('/ledger', t('nav.ledger')),
      room('/fund', t('nav.fund')),
    ]),
    exchange: shown([
      room('/resources', t('nav.resources')),
      room('/share-requests', t('nav.sharing')),
      room('/registries', t('nav.registries')),
      room('/verifications', t('nav.verifications')),
      room('/nodes', t('nav.nodes')),
    ]),
    plans: shown([
      room('/blueprint', t('nav.blueprint')),
      room('/documents', t('nav.documents')),
      room('/alignments', t('nav.alignments')),
      room('/register', t('nav.register')),
      room('/units', t('nav.units')),
    ]),
    house: shown([room('/audit', t('nav.audit')), room('/users', t('nav.users'))]),
  }
}

export function Masthead({ session }: { session: Session }) {
  const { t } = useTranslation()
  const { main, delivery, river, exchange, plans, house } = useRooms(session)
  const groups = new Map([
    [delivery, t('nav.delivery')],
    [river, t('nav.river')],
    [exchange, t('nav.exchange')],
  ])
  const line = useRef<HTMLDivElement>(null)
  // Each child of the line, with the rooms behind it.
  const places = [
    ...main.map(({ icon: _, ...room }) => [room]),
    ...[...groups.keys()].filter((rooms) => rooms.length > 0),
    ...[...plans, ...house].map((room) => [room]),
  ]
  const kept = useFolded(line, places.length)
  const folded = places.slice(kept).flat()
  return (
    <header className="masthead">
      <Link to="/" className="wordmark" title={t('nav.home')}>
        <b>群策</b>
        <span>Qunce</span>
      </Link>
      <nav className="nav" aria-label={t('nav.rooms')}>
        <div ref={line} className="nav-rooms">
          {places.map((rooms, place) => {
            const [room] = rooms
            if (!room) return null
            return (
              <span key={room.to} className={place < kept ? undefined : 'folded'}>
                {groups.has(rooms) && rooms.length > 1 ? (
                  <Group label={groups.get(rooms) ?? ''} rooms={rooms} />
                ) : (
                  <RoomLink room={room} />
                )}
              </span>
            )
          })}
        </div>
        {folded.length > 0 && <Group label={t('nav.more')} rooms={folded} />}
      </nav>
      <div className="masthead-tools">
        <SearchBox />
        <NoticeBell />
        <ActingAs session={session} />
        <SettingsMenu session={session} />
      </div>
    </header>
  )
}

function RoomLink({ room }: { room: Room }) {
  const { pathname } = useLocation()
  return (
    <Link to={room.to} className={isIn(room.to, pathname) ? 'active' : ''}>
      {room.icon}
      {room.label}
    </Link>
  )
}

/** Rooms under one word: a menu that opens by click and by keyboard. */
function Group({ label, rooms }: { label: string; rooms: readonly Room[] }) {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const here = rooms.find(({ to }) => isIn(to, pathname))
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: rooms.map(({ to, label: name }) => ({ key: to, label: name })),
        selectedKeys: here ? [here.to] : [],
        onClick: ({ key }) => void navigate({ to: key }),
      }}
    >
      <button
        type="button"
        className={`plain nav-group${here ? ' active' : ''}`}
        aria-haspopup="menu"
        title={here?.label}
      >
        {label} <DownOutlined />
      </button>
    </Dropdown>
  )
}

function SettingsMenu({ session }: { session: Session }) {
  const { t } = useTranslation()
  const { language, largeType } = usePreferences()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const items: MenuProps['items'] = [
    { key: 'account', label: t('nav.account', { name: session.user.name }) },
    ...(session.permissions.includes(roomPermissions['/account/keys'])
      ? [{ key: 'keys', label: t('serviceKeys.title') }]
      : []),
    { type: 'divider' },
    { key: 'language', label: language === 'en' ? '中文界面' : 'English' },
    { key: 'large', label: largeType ? t('shell.normalType') : t('shell.largeType') },
    { key: 'api', label: <a href="/api/docs">{t('shell.api')}</a> },
    { type: 'divider' },
    { key: 'out', label: t('shell.signOut') },
  ]
  const choose: MenuProps['onClick'] = ({ key }) => {
    if (key === 'account') void navigate({ to: '/account' })
    if (key === 'keys') void navigate({ to: '/account/keys' })
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
  const { main, delivery, river, exchange, plans, house } = useRooms(session)
  const items = (rooms: readonly Room[]) => rooms.map((room) => ({ key: room.to, label: room.label }))
  const group = (label: string, rooms: readonly Room[]) =>
    rooms.length > 0 ? [{ key: label, type: 'group' as const, label, children: items(rooms) }] : []
  const rest = [
    ...group(t('nav.delivery'), delivery),
    ...group(t('nav.river'), river),
    ...group(t('nav.exchange'), exchange),
    ...group(t('nav.others'), [...plans, ...house]),
  ]
  return (
    <nav className="tabbar no-print" aria-label={t('nav.rooms')}>
      {main.map((room) => (
        <RoomLink key={room.to} room={room} />
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest,
            className: 'tabbar-menu',
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
