import { Button } from 'antd'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SERVICE } from './base.ts'
import { drawPatterns } from './images.ts'
import { type MapMouseEvent, MapView } from './maplibre.ts'
import { styleOf } from './style.ts'
import type { Drawing } from './types.ts'

export interface Place {
  center: [number, number]
  zoom: number
}

/** Everything of the cluster in view. */
export const HOME: Place = { center: [109.4, 21.3], zoom: 6.3 }

export interface MapCanvasProps {
  /** What the map shows, in words, for who does not see it. */
  label: string
  /** How its canvas is called, where there are two maps. */
  title?: string
  drawing: Drawing
  /** Where it begins; afterwards it goes where it is moved. */
  place: Place
  /** The map itself, for who moves it. */
  mapRef?: RefObject<MapView | null>
  onMoved?: (place: { lng: number; lat: number; zoom: number }) => void
  /** West, south, east, north of what is seen, from the beginning on. */
  onSeen?: (box: [number, number, number, number]) => void
  /** Whether a tile of the tile service came, or did not. */
  onTile?: (came: boolean) => void
  /** A click, or Enter: then it is the middle of the map. */
  onPoint?: (at: { lng: number; lat: number }) => void
  onReady?: (map: MapView) => void
  /** Which layers are not there as a whole: some of their tiles did not come. */
  onMissing?: (layers: readonly string[]) => void
  /** More pixels for each one on the screen: for print. */
  pixelRatio?: number
  /** Nobody moves it: it is drawn once, when all is there. */
  still?: boolean
}

/** While its parts come in, a map that nobody looks at is drawn in so few pixels: each costs, and each part draws anew. */
const ROUGH = 0.25

/** A map that shows a drawing. What changes in the drawing is drawn anew; the map itself stays. */
export function MapCanvas(props: MapCanvasProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapView | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [missing, setMissing] = useState<readonly string[]>([])
  const latest = useRef(props)
  latest.current = props

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; what changes is handed to it below
  useEffect(() => {
    if (!box.current) return
    const made = begin(box.current, latest, props.title ?? t('blueprint.map.canvas'), setMissing)
    if (!made) {
      setFailed(t('blueprint.map.noGraphics'))
      return
    }
    // Changes are told to a style that stands; before that they would rebuild it.
    made.once('style.load', () => setMap(made))
    if (props.mapRef) props.mapRef.current = made
    return () => {
      if (props.mapRef) props.mapRef.current = null
      made.remove()
    }
  }, [])

  useEffect(() => {
    map?.setStyle(styleOf(props.drawing, window.location.origin), { diff: true, validate: false })
  }, [map, props.drawing])

  const drawn = missing.filter((id) => props.drawing.layers.some((layer) => layer.id === id))
  const missed = drawn.join(' ')
  const asked = props.drawing.layers.map(({ id, revision, day }) => `${id} ${revision} ${day}`).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: other tiles are asked for: what did not come before is past
  useEffect(() => setMissing([]), [asked])
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when other layers are missing, by whatever list
  useEffect(() => latest.current.onMissing?.(drawn), [missed])
  const again = () => {
    setMissing([])
    for (const id of drawn) map?.refreshTiles(id)
  }
  return (
    <figure className="bp-canvas" aria-label={props.label}>
      <div ref={box} className="bp-canvas-box" />
      {drawn.length > 0 && !props.still && (
        <p className="bp-canvas-missing" role="alert">
          {t('blueprint.map.missing', { count: drawn.length })}{' '}
          <Button type="link" size="small" onClick={again}>
            {t('shell.retry')}
          </Button>
        </p>
      )}
      {failed ? <p className="bp-canvas-failed">{failed}</p> : <i className="bp-cross" aria-hidden />}
    </figure>
  )
}

/** @param setMissing told of each layer of which a tile does not come: empty ground would say that nothing is there */
function begin(
  container: HTMLDivElement,
  latest: RefObject<MapCanvasProps>,
  title: string,
  setMissing: (add: (before: readonly string[]) => readonly string[]) => void,
): MapView | null {
  const { drawing, place, pixelRatio, still } = latest.current
  let map: MapView
  try {
    map = new MapView({
      ...{ container, style: styleOf(drawing, window.location.origin), ...place },
      ...{ attributionControl: false, dragRotate: false, pitchWithRotate: false, maxPitch: 0, fadeDuration: 0 },
      ...{ minZoom: 3, maxZoom: 20, validateStyle: false, interactive: !still },
      ...(pixelRatio ? { pixelRatio: still ? ROUGH : pixelRatio } : {}),
      canvasContextAttributes: { preserveDrawingBuffer: still ?? false },
      locale: { 'Map.Title': title },
    })
  } catch {
    return null // no WebGL: the panels beside the map say the same
  }
  drawPatterns(map)
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  const moved = () => {
    const { lng, lat } = map.getCenter()
    latest.current.onMoved?.({ lng, lat, zoom: map.getZoom() })
  }
  const seen = () => {
    const bounds = map.getBounds()
    latest.current.onSeen?.([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()])
  }
  map.on('moveend', moved)
  map.on('moveend', seen)
  map.once('load', seen)
  map.on('error', (event) => {
    if ('sourceId' in event && String(event.sourceId).startsWith(SERVICE)) latest.current.onTile?.(false)
    else if ('sourceId' in event && 'tile' in event) {
      const id = String(event.sourceId)
      setMissing((before) => (before.includes(id) ? before : [...before, id]))
    } else console.error(event.error)
  })
  map.on('sourcedata', ({ sourceId, tile }) => {
    if (tile && String(sourceId).startsWith(SERVICE)) latest.current.onTile?.(true)
  })
  map.on('click', ({ lngLat }: MapMouseEvent) => latest.current.onPoint?.(lngLat))
  map.once('idle', () => {
    if (still && pixelRatio) map.setPixelRatio(pixelRatio)
    if (still && pixelRatio) map.once('idle', () => latest.current.onReady?.(map))
    else latest.current.onReady?.(map)
  })
  map.getCanvas().addEventListener('keydown', (event) => {
    if (event.key === 'Enter') latest.current.onPoint?.(map.getCenter())
  })
  return map
}
