import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { MapCanvas, type MapCanvasProps } from './MapCanvas.tsx'
import type { MapView } from './maplibre.ts'
import type { Drawing } from './types.ts'

const STEP = 0.02

/**
 * Two maps of one place, one over the other: a handle uncovers more of the one or of the other. They move together.
 * The right one is over the left one, and both take clicks.
 */
export function SwipeMap(
  props: Omit<MapCanvasProps, 'drawing'> & {
    left: Drawing
    right: Drawing
    leftName: ReactNode
    rightName: ReactNode
    mapRef: RefObject<MapView | null>
  },
) {
  const { t } = useTranslation()
  const { left, right, leftName, rightName, mapRef, place, label, ...rest } = props
  const box = useRef<HTMLDivElement>(null)
  const other = useRef<MapView | null>(null)
  const [part, setPart] = useState(0.5)
  const following = useRef(false)
  const tie = useCallback(
    (from: RefObject<MapView | null>, to: RefObject<MapView | null>) => () => {
      from.current?.on('move', () => {
        if (following.current || !from.current || !to.current) return
        following.current = true
        to.current.jumpTo({ center: from.current.getCenter(), zoom: from.current.getZoom() })
        following.current = false
      })
    },
    [],
  )
  const set = (next: number) => setPart(Math.min(1, Math.max(0, next)))
  const onDrag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const bounds = box.current?.getBoundingClientRect()
    if (bounds) set((event.clientX - bounds.left) / bounds.width)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') set(part - STEP)
    else if (event.key === 'ArrowRight') set(part + STEP)
    else if (event.key === 'Home') set(0)
    else if (event.key === 'End') set(1)
    else return
    event.preventDefault()
  }
  return (
    <div className="bp-swipe" ref={box}>
      <MapCanvas {...rest} {...{ place, label, mapRef, drawing: left }} onReady={tie(mapRef, other)} />
      <div className="bp-swipe-over" style={{ clipPath: `inset(0 0 0 ${part * 100}%)` }}>
        <MapCanvas
          {...{ place, drawing: right, label: t('blueprint.compare.right'), title: t('blueprint.compare.right') }}
          {...(rest.onPoint ? { onPoint: rest.onPoint } : {})}
          mapRef={other}
          onReady={tie(other, mapRef)}
        />
      </div>
      <span className="bp-swipe-name" style={{ right: `calc(${(1 - part) * 100}% + 1.6rem)` }}>
        {leftName}
      </span>
      <span className="bp-swipe-name" style={{ left: `calc(${part * 100}% + 1.6rem)` }}>
        {rightName}
      </span>
      <div
        className="bp-swipe-handle"
        style={{ left: `${part * 100}%` }}
        role="slider"
        tabIndex={0}
        aria-label={t('blueprint.compare.handle')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part * 100)}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onDrag}
        onKeyDown={onKey}
      />
    </div>
  )
}
