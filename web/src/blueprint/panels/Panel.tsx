import { CloseOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useWide } from '../../shell/useWide.ts'

/** When a panel was last taken away. */
let lastLeft = Number.NEGATIVE_INFINITY

/**
 * What stands beside the map; on a phone it comes up from below, and the map stays in sight above it. Who closes it is
 * back where they were; who came to it from a list that is gone begins at its head.
 */
export function Panel(props: { title: string; side: 'left' | 'right'; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  const wide = useWide()
  const head = useRef<HTMLHeadingElement>(null)
  const came = useRef<Element | null>(null)
  useEffect(() => {
    came.current = document.activeElement
    // What was chosen in a panel whose place this one takes is gone, and the keyboard with it.
    if (came.current === document.body && performance.now() - lastLeft < 300) head.current?.focus()
    return () => {
      lastLeft = performance.now()
    }
  }, [])
  const close = () => {
    props.onClose()
    const back = came.current instanceof HTMLElement && came.current.isConnected ? came.current : null
    const canvas = document.querySelector<HTMLElement>('.bp-canvas canvas')
    ;(back && back !== document.body ? back : canvas)?.focus({ preventScroll: true })
  }
  if (!wide)
    return (
      <Drawer
        {...{ open: true, placement: 'bottom', mask: false, size: '52dvh', title: props.title, onClose: close }}
        rootClassName="bp-drawer"
      >
        {props.children}
      </Drawer>
    )
  return (
    <aside
      className={`bp-panel ${props.side}`}
      aria-label={props.title}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && close()}
    >
      <header>
        <h2 ref={head} tabIndex={-1}>
          {props.title}
        </h2>
        <Button
          {...{ type: 'text', size: 'small', icon: <CloseOutlined />, onClick: close }}
          aria-label={t('blueprint.close', { title: props.title })}
        />
      </header>
      <div className="bp-panel-body">{props.children}</div>
    </aside>
  )
}
