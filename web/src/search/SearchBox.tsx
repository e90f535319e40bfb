import { SearchOutlined } from '@ant-design/icons'
import { Modal } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../access/session.ts'
import './search.css'

const Glance = lazy(() => import('./Glance.tsx').then((module) => ({ default: module.Glance })))

/** Search from everywhere: a button in the masthead, the key / or Ctrl+K. */
export function SearchBox() {
  const { t } = useTranslation()
  const may = useMay('plan.read')
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!may) return
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || event.altKey) return
      const ctrl = event.ctrlKey || event.metaKey
      const asked = ctrl ? event.key.toLowerCase() === 'k' : event.key === '/' && !isTyping(event.target)
      if (!asked || (!ctrl && document.querySelector('.ant-modal-wrap:not([style*="display: none"])'))) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [may])
  if (!may) return null
  const close = () => setOpen(false)
  return (
    <>
      <button
        type="button"
        className="plain search-open"
        aria-label={t('search.open')}
        aria-keyshortcuts="/ Control+K"
        title={`${t('search.open')} · ${t('search.key')}`}
        onClick={() => setOpen(true)}
      >
        <SearchOutlined />
        <span>{t('search.short')}</span>
        <kbd>/</kbd>
      </button>
      <Modal
        open={open}
        onCancel={close}
        footer={null}
        closable={false}
        destroyOnHidden
        width="42rem"
        className="search-modal"
        title={<span className="search-modal-title">{t('search.open')}</span>}
      >
        <Suspense fallback={null}>
          <Glance onLeave={close} />
        </Suspense>
      </Modal>
    </>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable="true"]')
}
