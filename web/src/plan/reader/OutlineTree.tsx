import { CaretRightOutlined } from '@ant-design/icons'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Provision } from '../../../../src/plan/schemas.ts'
import { type Branch, branchesOf, pathTo } from './outline.ts'

/** The document's outline, open along the way to the provision in view, with what still waits in each part. */
export function OutlineTree(props: {
  provisions: readonly Provision[]
  waiting: ReadonlyMap<string, number>
  current: string
  onGo: (address: string) => void
}) {
  const { provisions, current } = props
  const { t } = useTranslation()
  const roots = useMemo(() => branchesOf(provisions), [provisions])
  const way = useMemo(() => pathTo(provisions, current), [provisions, current])
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const frame = useRef<HTMLElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the current provision changes
  useEffect(() => {
    const line = frame.current?.querySelector('[aria-current="location"]')
    line?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const isOpen = (address: string, depth: number) =>
    way.includes(address) || (toggled.get(address) ?? (depth < 2 && roots.length < 40))
  const toggle = (address: string, open: boolean) => setToggled((now) => new Map(now).set(address, !open))

  const draw = (branches: readonly Branch[], depth: number) => (
    <ul className="outline-list">
      {branches.map(({ provision, children }) => {
        const { address, marker, title } = provision
        const open = children.length > 0 && isOpen(address, depth)
        const waits = props.waiting.get(address) ?? 0
        return (
          <li key={address}>
            <div className={`outline-line depth-${Math.min(depth, 4)}${way.includes(address) ? ' on-way' : ''}`}>
              {children.length > 0 ? (
                <button
                  type="button"
                  className={`plain outline-caret${open ? ' open' : ''}`}
                  aria-label={open ? t('reader.collapse', { title }) : t('reader.expand', { title })}
                  aria-expanded={open}
                  onClick={() => toggle(address, open)}
                >
                  <CaretRightOutlined />
                </button>
              ) : (
                <span className="outline-caret" />
              )}
              <button
                type="button"
                className="plain outline-title"
                aria-current={address === current ? 'location' : undefined}
                onClick={() => props.onGo(address)}
                title={`${marker} ${title}`}
              >
                {marker && <span className="outline-marker">{marker}</span>}
                {title}
              </button>
              {waits > 0 && (
                <span className="outline-waits" title={t('reader.waitingHere', { count: waits })}>
                  {waits}
                </span>
              )}
            </div>
            {open && draw(children, depth + 1)}
          </li>
        )
      })}
    </ul>
  )
  return (
    <nav className="outline" aria-label={t('reader.outline')} ref={frame}>
      {roots.length > 0 ? draw(roots, 0) : <p className="outline-none">{t('reader.noOutline')}</p>}
    </nav>
  )
}
