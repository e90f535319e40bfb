import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClusterPlaces } from '../gazetteer/api.ts'
import { useTabTitle } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { QuietState } from '../shell/states.tsx'
import { useWide } from '../shell/useWide.ts'
import { outlinesQuery, projectShapesQuery } from './api.ts'
import { HOME, MapCanvas, type Place } from './map/MapCanvas.tsx'
import type { MapView } from './map/maplibre.ts'
import { SwipeMap } from './map/SwipeMap.tsx'
import type { Drawing } from './map/types.ts'
import { CompareBar } from './panels/CompareBar.tsx'
import { DifferenceList, useDifference, useDifferenceShapes } from './panels/DifferenceList.tsx'
import { Identify, reachAt, useIdentified } from './panels/Identify.tsx'
import { LayersPanel } from './panels/LayersPanel.tsx'
import { Measure, type Measured, measuredShape } from './panels/Measure.tsx'
import { Panel } from './panels/Panel.tsx'
import { Toolbar } from './panels/Toolbar.tsx'
import { PrintView } from './print/PrintView.tsx'
import { today } from './today.ts'
import { type ArrangedLayer, drawnLayers, useArrangement, useView } from './useView.ts'
import { placeOf, placeWord, pointOf, pointWord, shortId } from './view.ts'
import { useWords } from './words.tsx'
import './blueprint.css'

/** 一张蓝图: all layers on one map, which fills the page; what one asks of it stands in panels beside it. */
export function BlueprintPage() {
  const { t } = useTranslation()
  useTabTitle(t('blueprint.title'))
  const wide = useWide()
  const words = useWords()
  const { view, change } = useView()
  const { layers, arranged } = useArrangement(view.layers)
  const day = view.on ?? today()
  const mapRef = useRef<MapView | null>(null)
  const here = useRef<Place>(placeOf(view.at) ?? HOME)
  const [measured, setMeasured] = useState<Measured>({ kind: 'length', positions: [] })
  const [printing, setPrinting] = useState(false)
  const [listing, setListing] = useState(wide)

  const shown = useMemo(() => arranged.filter((one) => one.shown), [arranged])
  const ids = useMemo(() => shown.map(({ layer }) => layer.id), [shown])
  const point = useMemo(() => pointOf(view.point), [view.point])
  const reach = point ? reachAt(here.current.zoom, point[1]) : 0
  const identified = useIdentified(view.panel ? null : point, day, reach, ids)
  const differing = view.panel === 'difference'
  const difference = useDifference(differing ? (view.since ?? null) : null, day, ids)
  const drawing = useDrawing({
    arranged,
    day,
    projects: view.over?.includes('projects') ?? false,
    extra: {
      chosen: identified.data?.items.map(({ feature }) => feature.id) ?? [],
      measure: measuredShape(measured),
      difference: useDifferenceShapes(differing ? difference.data?.items : undefined),
    },
  })

  const onMoved = useCallback(
    ({ lng, lat, zoom }: { lng: number; lat: number; zoom: number }) => {
      here.current = { center: [lng, lat], zoom }
      change({ at: placeWord({ lng, lat }, zoom) })
    },
    [change],
  )
  const onPoint = (at: { lng: number; lat: number }) => {
    if (view.panel === 'measure') setMeasured({ ...measured, positions: [...measured.positions, [at.lng, at.lat]] })
    else change({ point: pointWord(at), panel: undefined })
  }
  const show = (geometry: { coordinates: unknown }) => {
    const box = boxOf(geometry.coordinates)
    if (box) mapRef.current?.fitBounds(box, { padding: 80, maxZoom: 15, animate: false })
  }
  const label = t('blueprint.map.label', {
    day,
    layers: shown.map(({ layer }) => layer.name).join('、') || t('blueprint.map.noLayers'),
  })
  const [compared, comparedName] = useCompared(view.compare, arranged, drawing, day)
  const common = { label, place: here.current, mapRef, onMoved, onPoint }
  return (
    <div className="bp">
      <h1 className="visually-hidden">{t('blueprint.title')}</h1>
      {(wide ? listing : listing) && (
        <Panel title={t('blueprint.layers.title')} side="left" onClose={() => setListing(false)}>
          {layers.isError && <ProblemNotice problem={layers.error} onRetry={() => void layers.refetch()} />}
          <LayersPanel
            {...{ arranged, day, view, change }}
            loading={layers.isPending}
            official={drawing.official}
          />
        </Panel>
      )}
      <section className="bp-stage" aria-label={t('blueprint.map.title')}>
        <Toolbar
          {...{ view, change, listing }}
          onList={() => setListing(!listing)}
          onZoom={(by) => mapRef.current?.zoomTo(mapRef.current.getZoom() + by, { animate: false })}
          onHome={() => mapRef.current?.jumpTo(HOME)}
          onPrint={() => setPrinting(true)}
        />
        {compared ? (
          <SwipeMap
            {...common}
            left={withoutCompared(drawing.shapes, view.compare)}
            right={compared}
            leftName={day}
            rightName={comparedName}
          />
        ) : (
          <MapCanvas {...common} drawing={drawing.shapes} />
        )}
        {view.compare !== undefined && <CompareBar {...{ view, change, arranged, day }} />}
        {layers.data?.length === 0 && (
          <QuietState title={t('blueprint.empty')}>{t('blueprint.emptyLede')}</QuietState>
        )}
        <p className="bp-credit">
          {drawing.official ? t('blueprint.map.official') : t('blueprint.map.unofficial')}
        </p>
      </section>
      {point && !view.panel && (
        <Panel title={t('blueprint.identify.title')} side="right" onClose={() => change({ point: undefined })}>
          <Identify at={point} answer={identified} />
        </Panel>
      )}
      {view.panel === 'measure' && (
        <Panel
          title={t('blueprint.measures.title')}
          side="right"
          onClose={() => {
            setMeasured({ ...measured, positions: [] })
            change({ panel: undefined })
          }}
        >
          <Measure {...{ measured }} onChange={setMeasured} />
        </Panel>
      )}
      {differing && (
        <Panel title={t('blueprint.difference.title')} side="right" onClose={() => change({ panel: undefined })}>
          <DifferenceList
            from={view.since}
            to={day}
            answer={difference}
            onFrom={(since) => change({ since })}
            onShow={({ after, before }) => {
              const side = after ?? before
              if (side) show(side.geometry)
            }}
          />
        </Panel>
      )}
      {printing && (
        <PrintView
          place={here.current}
          seen={mapRef.current?.getCanvas().clientWidth ?? 1200}
          drawing={drawing.shapes}
          layers={arranged}
          {...{ day, printedOn: today(), official: drawing.official }}
          onClose={() => setPrinting(false)}
        />
      )}
      <p className="visually-hidden" aria-live="polite">
        {t('blueprint.map.shows', { n: words.number(shown.length, 0) })}
      </p>
    </div>
  )
}

/** All that the map draws: the base map, the layers, and what panels lay over them. */
function useDrawing(wish: {
  arranged: readonly ArrangedLayer[]
  day: string
  projects: boolean
  extra: Partial<Drawing>
}): { shapes: Drawing; official: boolean } {
  const places = useClusterPlaces()
  const codes = places.map(({ code }) => code)
  const outlines = useQuery(outlinesQuery(codes))
  const projects = useQuery(projectShapesQuery(wish.projects))
  const base = useMemo(() => {
    if (!outlines.data) return null
    const provinces = new Set(places.filter(({ province }) => province).map(({ code }) => code))
    return {
      ...outlines.data,
      features: outlines.data.features.map((feature) => ({
        ...feature,
        properties: {
          name: feature.properties?.shortName ?? feature.properties?.name,
          province: provinces.has(feature.properties?.code),
        },
      })),
    }
    // The places follow from the same answer.
    // biome-ignore lint/correctness/useExhaustiveDependencies: their names do not change while the page stands
  }, [outlines.data, codes.length])
  const { arranged, day, extra } = wish
  const shapes = useMemo<Drawing>(
    () => ({
      layers: drawnLayers(arranged, day),
      outlines: base,
      projects: wish.projects ? (projects.data ?? null) : null,
      ...extra,
    }),
    // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of extra, one by one
    [arranged, day, base, projects.data, wish.projects, extra.chosen, extra.measure, extra.difference, extra.conflicts, extra.conflict],
  )
  return { shapes, official: outlines.data?.official ?? false }
}

/** The other side of the swipe: another day, or one layer alone. */
function useCompared(
  compare: string | undefined,
  arranged: readonly ArrangedLayer[],
  { shapes }: { shapes: Drawing },
  day: string,
): [Drawing | null, string] {
  const layer = arranged.find((one) => compare === shortId(one.layer.id))
  return useMemo(() => {
    if (compare === undefined) return [null, '']
    if (layer) return [{ ...shapes, layers: drawnLayers([{ ...layer, shown: true }], day) }, layer.layer.name]
    if (!compare.includes('-')) return [null, '']
    return [{ ...shapes, layers: drawnLayers(arranged, compare) }, compare]
  }, [compare, layer, arranged, shapes, day])
}

function withoutCompared(drawing: Drawing, compare: string | undefined): Drawing {
  return { ...drawing, layers: drawing.layers.filter(({ id }) => shortId(id) !== compare) }
}

/** The box around coordinates of any depth. */
export function boxOf(coordinates: unknown): [number, number, number, number] | null {
  const box: [number, number, number, number] = [180, 90, -180, -90]
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return
    const [x, y] = part
    if (typeof x === 'number' && typeof y === 'number') {
      box[0] = Math.min(box[0], x)
      box[1] = Math.min(box[1], y)
      box[2] = Math.max(box[2], x)
      box[3] = Math.max(box[3], y)
    } else part.forEach(visit)
  }
  visit(coordinates)
  return box[0] <= box[2] ? box : null
}
