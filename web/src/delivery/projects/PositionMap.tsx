import { Button } from 'antd'
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Geometry } from '../../../../src/delivery/projects/schemas.ts'
import { at, frameOf, type Position, positionAt, positionsOf, useOutlines } from './outlines.ts'
import { geometryOf } from './position.ts'

const STEPS: Readonly<Record<string, Position>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const ZOOM = 1.8
const DEEPEST = 400

/**
 * Draws a point or a line in EPSG:4490: a click adds a position. By keys: arrows move the cross, Enter adds where it
 * stands, + and − come nearer and go away, Backspace takes the last position back.
 */
export function PositionMap(props: { geometry: Geometry | null; onChange: (geometry: Geometry | null) => void }) {
  const { t } = useTranslation()
  const { geometry, onChange } = props
  const rings = useOutlines()
  const positions = geometry ? positionsOf(geometry) : []
  const drawn = positions.map(at)
  const whole = frameOf(rings.length > 0 ? rings.flatMap(({ ring }) => ring) : drawn)
  const [near, setNear] = useState(1)
  const [moved, setMoved] = useState<Position | null>(null)
  const [middle, setMiddle] = useState<Position | null>(null)
  const centre: Position = middle ?? [whole.left + whole.width / 2, whole.top + whole.height / 2]
  const cross: Position = moved ?? drawn.at(-1) ?? centre
  const [width, height] = [whole.width / near, whole.height / near]
  const [left, top] = [centre[0] - width / 2, centre[1] - height / 2]

  const set = (next: readonly Position[]) => onChange(geometryOf(next))
  const add = (point: Position) => {
    const [longitude, latitude] = positionAt(point)
    setMoved(point)
    set([...positions, [Number(longitude.toFixed(5)), Number(latitude.toFixed(5))]])
  }
  const takeBack = () => set(positions.slice(0, -1))
  const zoom = (by: number) => {
    const next = Math.min(DEEPEST, Math.max(1, near * by))
    setNear(next)
    setMiddle(next === 1 ? null : cross)
  }
  const onPointer = (event: PointerEvent<SVGSVGElement>) => {
    const matrix = event.currentTarget.getScreenCTM()
    if (!matrix) return
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
    add([x, y])
  }
  const onKey = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    const stride = width / 40
    if (step) {
      const point: Position = [cross[0] + step[0] * stride, cross[1] + step[1] * stride]
      setMoved(point)
      // The cross never leaves the sheet: the sheet follows.
      if (point[0] < left || point[0] > left + width || point[1] < top || point[1] > top + height) setMiddle(point)
    } else if (event.key === 'Enter' || event.key === ' ') add(cross)
    else if (event.key === '+' || event.key === '=') zoom(ZOOM)
    else if (event.key === '-') zoom(1 / ZOOM)
    else if (event.key === 'Backspace') takeBack()
    else return
    event.preventDefault()
  }
  const [longitude, latitude] = positionAt(cross)
  const dot = width / 110
  return (
    <div className="pro-drawing">
      <svg
        className="pro-map"
        viewBox={[left, top, width, height].join(' ')}
        role="application"
        aria-label={t('delivery.projects.drawLabel')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is drawn on by keys
        tabIndex={0}
        onPointerUp={onPointer}
        onKeyDown={onKey}
      >
        {rings.map(({ key, ring }) => (
          <polygon key={key} className="land" points={ring.map((point) => point.join(',')).join(' ')} />
        ))}
        {drawn.length > 1 && <polyline className="route" points={drawn.map((point) => point.join(',')).join(' ')} />}
        {drawn.map(([x, y], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: positions are what they are by their order
          <circle key={index} className="point" cx={x} cy={y} r={dot} />
        ))}
        <path
          className="cross"
          d={`M${cross[0] - 3 * dot} ${cross[1]}h${6 * dot}M${cross[0]} ${cross[1] - 3 * dot}v${6 * dot}`}
        />
      </svg>
      <p className="ind-note" aria-live="polite">
        {t('delivery.projects.drawAt', { longitude: longitude.toFixed(4), latitude: latitude.toFixed(4) })}
      </p>
      <div className="acts">
        <Button size="small" aria-label={t('delivery.projects.nearer')} onClick={() => zoom(ZOOM)}>
          +
        </Button>
        <Button size="small" aria-label={t('delivery.projects.farther')} onClick={() => zoom(1 / ZOOM)}>
          −
        </Button>
        <Button size="small" disabled={positions.length === 0} onClick={takeBack}>
          {t('delivery.projects.takeBack')}
        </Button>
        <Button size="small" disabled={positions.length === 0} onClick={() => set([])}>
          {t('delivery.projects.clear')}
        </Button>
      </div>
    </div>
  )
}
