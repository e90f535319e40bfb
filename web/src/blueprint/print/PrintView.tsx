import { Alert, Button, Input, Segmented, Select } from 'antd'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { comma } from '../../shell/punctuation.ts'
import { Labelled } from '../Labelled.tsx'
import { MapCanvas, type Place } from '../map/MapCanvas.tsx'
import type { MapView } from '../map/maplibre.ts'
import type { Drawing } from '../map/types.ts'
import { SCALES, writtenScale, zoomOfScale } from '../paper.ts'
import type { ArrangedLayer } from '../useView.ts'
import { useWords } from '../words.tsx'
import { LAYOUTS, type Orientation, pixelsOf, sheetNumber } from './layout.ts'
import { Sheet } from './Sheet.tsx'
import './print.css'

/** Of the picture on the sheet: about 190 dots for an inch, which a machine without a graphics card still draws. */
const PIXEL_RATIO = 2
/** Of the sheet saved as a picture. */
const PICTURE_DOTS = 200

/** The map as an A3 sheet: previewed, printed (as PDF, by the browser) at true size, or saved as a picture. */
export function PrintView(props: {
  place: Place
  /** Pixels that the map on the screen is wide: what is seen there is on the sheet as well. */
  seen: number
  drawing: Drawing
  layers: readonly ArrangedLayer[]
  day: string
  printedOn: string
  official: boolean
  onClose: () => void
}) {
  const { t } = useTranslation()
  const words = useWords()
  const [title, setTitle] = useState(t('blueprint.title'))
  const [number, setNumber] = useState(() => sheetNumber(window.location.search, props.printedOn))
  const [orientation, setOrientation] = useState<Orientation>('landscape')
  const [chosen, setChosen] = useState<number | null>(null)
  const [missing, setMissing] = useState<readonly string[]>([])
  const [attempt, setAttempt] = useState(0)
  const [shot, setShot] = useState<{ picture: string; bounds: [number, number, number, number] } | null>(null)
  const { map } = LAYOUTS[orientation]
  const paper = { latitude: props.place.center[1], millimetres: map.width, pixels: pixelsOf(map.width) }
  const spread = Math.log2(pixelsOf(map.width) / Math.max(320, props.seen))
  const scale = chosen ?? writtenScale(props.place.zoom + spread, paper)
  const zoom = zoomOfScale(scale, paper)
  const place = useMemo(() => ({ center: props.place.center, zoom }), [props.place.center, zoom])
  const sheet = useRef<HTMLDivElement>(null)
  const dialog = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another frame needs another picture
  useEffect(() => setShot(null), [orientation, scale, attempt])
  const whole = shot !== null && missing.length === 0
  const onReady = (view: MapView) => {
    const bounds = view.getBounds()
    setShot({
      picture: view.getCanvas().toDataURL('image/png'),
      bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
    })
  }
  return createPortal(
    <div
      ref={dialog}
      className="bp-print"
      role="dialog"
      aria-modal="true"
      tabIndex={-1}
      aria-label={t('blueprint.print.title')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) props.onClose()
        if (event.key === 'Tab') keepWithin(event)
      }}
    >
      <style>{`@page { size: A3 ${orientation}; margin: 0 }`}</style>
      <div className="bp-print-bar no-print">
        <Labelled label={t('blueprint.print.sheetTitle')}>
          {(id) => <Input id={id} value={title} maxLength={40} onChange={(event) => setTitle(event.target.value)} />}
        </Labelled>
        <Labelled label={t('blueprint.print.sheetNumber')}>
          {(id) => <Input id={id} value={number} maxLength={40} onChange={(event) => setNumber(event.target.value)} />}
        </Labelled>
        <Segmented
          value={orientation}
          options={(['landscape', 'portrait'] as const).map((value) => ({
            value,
            label: t(`blueprint.print.${value}`),
          }))}
          onChange={(value) => setOrientation(value as Orientation)}
        />
        <Select
          aria-label={t('blueprint.print.scaleLabel')}
          value={scale}
          options={SCALES.map((value) => ({ value, label: `1:${words.number(value, 0)}` }))}
          onChange={setChosen}
        />
        <span className="bp-print-acts">
          <Button type="primary" disabled={!whole} onClick={() => window.print()}>
            {t('blueprint.print.print')}
          </Button>
          <Button disabled={!whole} onClick={() => void savePicture(sheet.current, `${title}-${number}.png`)}>
            {t('blueprint.print.picture')}
          </Button>
          <Button onClick={props.onClose}>{t('shell.close')}</Button>
        </span>
      </div>
      {missing.length > 0 && (
        <Alert
          className="no-print"
          type="error"
          showIcon
          title={t('blueprint.print.missing', {
            layers: props.layers.flatMap(({ layer }) => (missing.includes(layer.id) ? [layer.name] : [])).join(comma()),
          })}
          action={<Button onClick={() => setAttempt(attempt + 1)}>{t('shell.retry')}</Button>}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is larger than the window is moved by keys too */}
      <section className="bp-print-desk" tabIndex={0} aria-label={t('blueprint.print.sheet')}>
        <div className="bp-print-paper" ref={sheet} aria-busy={!shot}>
          <Sheet
            {...{ title, number, orientation, scale, day: props.day, printedOn: props.printedOn }}
            {...{ layers: props.layers.filter(({ shown }) => shown), official: props.official }}
            {...{ drawing: props.drawing, baseMap: props.drawing.baseMap ?? null }}
            bounds={shot?.bounds ?? null}
            picture={shot?.picture ?? null}
          />
        </div>
      </section>
      <div
        className="bp-print-source no-print"
        aria-hidden
        style={{ width: pixelsOf(map.width), height: pixelsOf(map.height) }}
      >
        <MapCanvas
          key={`${orientation} ${scale} ${attempt}`}
          {...{
            label: '',
            drawing: props.drawing,
            place,
            onReady,
            onMissing: setMissing,
            pixelRatio: PIXEL_RATIO,
            still: true,
          }}
        />
      </div>
    </div>,
    document.body,
  )
}

/** The page behind is not there for the keyboard while the sheet lies over it. */
function keepWithin(event: KeyboardEvent<HTMLDivElement>): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('button, input, [tabindex="0"]')].filter(
    (one) => !one.closest('[aria-hidden="true"]') && !one.hasAttribute('disabled'),
  )
  const [first, last] = [stops[0], stops.at(-1)]
  const at = document.activeElement
  const leaves = event.shiftKey ? at === first || at === event.currentTarget : at === last
  if (!leaves) return
  event.preventDefault()
  ;(event.shiftKey ? last : first)?.focus()
}

async function savePicture(box: HTMLElement | null, name: string): Promise<void> {
  const svg = box?.querySelector('svg')
  if (!svg) return
  const { width, height } = svg.viewBox.baseVal
  const source = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = source
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.round((width / 25.4) * PICTURE_DOTS)
    canvas.height = Math.round((height / 25.4) * PICTURE_DOTS)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (blob) download(blob, name)
  } finally {
    URL.revokeObjectURL(source)
  }
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
