import { DeleteOutlined, StarOutlined } from '@ant-design/icons'
import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countConditions, type RegisterFilter, readFilter } from './filter.ts'

interface View {
  name: string
  filter: RegisterFilter
}

const KEY = 'qunce.register.views'

function load(): View[] {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown
    if (!Array.isArray(stored)) return []
    return stored.flatMap((view: Partial<View> | null) =>
      view && typeof view.name === 'string' ? [{ name: view.name, filter: readFilter(view.filter ?? {}) }] : [],
    )
  } catch {
    return []
  }
}

/** Names for filters one comes back to. The filter itself is the address, so a view can also be sent to a colleague. */
export function SavedViews({ filter, onApply }: { filter: RegisterFilter; onApply: (filter: RegisterFilter) => void }) {
  const { t } = useTranslation()
  const [views, setViews] = useState(load)
  const [name, setName] = useState('')
  const [open, setOpen] = useState(false)
  const keep = (next: View[]) => {
    setViews(next)
    try {
      localStorage.setItem(KEY, JSON.stringify(next))
    } catch {
      // storage is off: the names hold until the page is closed
    }
  }
  const save = () => {
    const trimmed = name.trim()
    if (!trimmed) return
    keep([...views.filter((view) => view.name !== trimmed), { name: trimmed, filter }])
    setName('')
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="saved-views">
          {views.length === 0 && <p className="faint">{t('register.views.none')}</p>}
          {views.map((view) => (
            <div key={view.name} className="saved-view">
              <button
                type="button"
                className="plain"
                onClick={() => {
                  onApply(view.filter)
                  setOpen(false)
                }}
              >
                {view.name} <small>{t('register.filtersOn', { count: countConditions(view.filter) })}</small>
              </button>
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('register.views.remove', { name: view.name })}
                onClick={() => keep(views.filter((one) => one.name !== view.name))}
              />
            </div>
          ))}
          <div className="saved-view-new">
            <Input
              size="small"
              value={name}
              maxLength={40}
              placeholder={t('register.views.name')}
              onChange={(event) => setName(event.target.value)}
              onPressEnter={save}
            />
            <Button size="small" type="primary" disabled={!name.trim()} onClick={save}>
              {t('register.views.save')}
            </Button>
          </div>
        </div>
      }
    >
      <Button icon={<StarOutlined />}>{t('register.views.title')}</Button>
    </Popover>
  )
}
