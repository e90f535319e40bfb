import { CaretRightOutlined } from '@ant-design/icons'
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Provision } from '../../../../src/plan/schemas.ts'
import { type Branch, branchesOf, pathTo } from './outline.ts'

/** Above so many provisions only the way to the current one is open from the start. */
const MANY = 300

/** The document's outline, open along the way to the provision in view, with what still waits in each part. */
export const OutlineTree = memo(function OutlineTree(props: {
  provisions: readonly Provision[]
  waiting: ReadonlyMap<string, number>
  current: string
  onGo: (address: string) => void
}) {
  const { provisions, current, waiting, onGo } = props
  const { t } = useTranslation()
  const roots = useMemo(() => branchesOf(provisions), [provisions])
  const way = useMemo(() => new Set(pathTo(provisions, current)), [provisions, current])
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const frame = useRef<HTMLElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the current provision changes
  useEffect(() => {
    const line = frame.current?.querySelector('[aria-current="location"]')
    line?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const isOpen = (address: string, depth: number) =>
    way.has(address) || (toggled.get(address) ?? (depth < 2 && provisions.length < MANY))
  const toggle = useCallback(
    (address: string, open: boolean) => setToggled((now) => new Map(now).set(address, open)),
    [],
  )

  const draw = (branches: readonly Branch[], depth: number) => (
    <ul className="outline-list">
      {branches.map(({ provision, children }) => {
        const { address } = provision
        const open = children.length > 0 && isOpen(address, depth)
        return (
          <li key={address}>
            <OutlineLine
              provision={provision}
              depth={Math.min(depth, 4)}
              open={children.length > 0 ? open : undefined}
              onWay={way.has(address)}
              current={address === current}
              waits={waiting.get(address) ?? 0}
              onToggle={toggle}
              onGo={onGo}
            />
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
})

const OutlineLine = memo(function OutlineLine(props: {
  provision: Provision
  depth: number
  /** Undefined for a provision without others below it. */
  open: boolean | undefined
  onWay: boolean
  current: boolean
  waits: number
  onToggle: (address: string, open: boolean) => void
  onGo: (address: string) => void
}) {
  const { open, waits } = props
  const { address, marker, title } = props.provision
  const { t } = useTranslation()
  return (
    <div className={`outline-line depth-${props.depth}${props.onWay ? ' on-way' : ''}`}>
      {open === undefined ? (
        <span className="outline-caret" />
      ) : (
        <button
          type="button"
          className={`plain outline-caret${open ? ' open' : ''}`}
          aria-label={open ? t('reader.collapse', { title }) : t('reader.expand', { title })}
          aria-expanded={open}
          onClick={() => props.onToggle(address, !open)}
        >
          <CaretRightOutlined />
        </button>
      )}
      <button
        type="button"
        className="plain outline-title"
        aria-current={props.current ? 'location' : undefined}
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
  )
})
