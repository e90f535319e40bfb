import { CloseOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useWide } from '../../shell/useWide.ts'

/** What stands beside the map; on a phone it comes up from below, and the map stays in sight above it. */
export function Panel(props: { title: string; side: 'left' | 'right'; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  const wide = useWide()
  if (!wide)
    return (
      <Drawer
        {...{ open: true, placement: 'bottom', mask: false, size: '52dvh', title: props.title, onClose: props.onClose }}
        rootClassName="bp-drawer"
      >
        {props.children}
      </Drawer>
    )
  return (
    <aside className={`bp-panel ${props.side}`} aria-label={props.title}>
      <header>
        <h2>{props.title}</h2>
        <Button
          {...{ type: 'text', size: 'small', icon: <CloseOutlined />, onClick: props.onClose }}
          aria-label={t('blueprint.close', { title: props.title })}
        />
      </header>
      <div className="bp-panel-body">{props.children}</div>
    </aside>
  )
}
