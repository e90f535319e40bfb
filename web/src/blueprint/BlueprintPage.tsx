import { useQuery } from '@tanstack/react-query'
import type { FeatureCollection } from 'geojson'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTabTitle } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { comma } from '../shell/punctuation.ts'
import { QuietState } from '../shell/states.tsx'
import { useWide } from '../shell/useWide.ts'
import { type ConflictWish, conflictShapesQuery, useConflicts } from './conflicts/api.ts'
import { ConflictList } from './conflicts/ConflictList.tsx'
import { ConflictView } from './conflicts/ConflictView.tsx'
import { HOME, MapCanvas, type Place } from './map/MapCanvas.tsx'
import type { MapView } from './map/maplibre.ts'
import { SwipeMap } from './map/SwipeMap.tsx'
import { useOverlays } from './overlays.ts'
import { CompareBar } from './panels/CompareBar.tsx'
import { Credit } from './panels/Credit.tsx'
import { DifferenceList, useDifference, useDifferenceShapes } from './panels/DifferenceList.tsx'
import { FeatureTable } from './panels/FeatureTable.tsx'
import { Identify, reachAt, useIdentified } from './panels/Identify.tsx'
import { LayersPanel } from './panels/LayersPanel.tsx'
import { Measure, type Measured, measuredShape } from './panels/Measure.tsx'
import { Panel } from './panels/Panel.tsx'
import { Toolbar } from './panels/Toolbar.tsx'
import { PrintView } from './print/PrintView.tsx'
import { SitingPanel } from './siting/SitingPanel.tsx'
import { useSiting } from './siting/useSiting.ts'
import { today } from './today.ts'
import { useBaseMap } from './useBaseMap.ts'
import { boxOf, useCompared, useDrawing, useOutlineShapes } from './useDrawing.ts'
import { useArrangement, useView } from './useView.ts'
import { overlaysOf, placeOf, placeWord, pointOf, pointWord } from './view.ts'
import './blueprint.css'

type Box = [number, number, number, number]

/** The box around the cities of the clusters: the provinces they lie in are larger. */
function homeOf(outlines: FeatureCollection | null): Box | null {
  const cities = outlines?.features.filter(({ properties }) => !properties?.province) ?? []
  return boxOf(cities.map(({ geometry }) => ('coordinates' in geometry ? geometry.coordinates : [])))
}

/** 一张蓝图: all layers on one map, which fills the page; what one asks of it stands in panels beside it. */
export function BlueprintPage() {
  const { t } = useTranslation()
  useTabTitle(t('blueprint.title'))
  const wide = useWide()
  const { view, change } = useView()
  const { layers, arranged } = useArrangement(view.layers)
  const day = view.on ?? today()
  const mapRef = useRef<MapView | null>(null)
  const here = useRef<Place>(placeOf(view.at) ?? HOME)
  const [measured, setMeasured] = useState<Measured>({ kind: 'length', positions: [] })
  // What is printed is what was seen when printing began: on paper the map on the screen has no size.
  const [printing, setPrinting] = useState<{ place: Place; seen: number } | null>(null)
  const [listing, setListing] = useState(wide)
  const [seen, setSeen] = useState<readonly number[] | null>(null)
  const ready = seen !== null
  const [fromList, setFromList] = useState<number | null>(null)

  const shown = useMemo(() => arranged.filter((one) => one.shown), [arranged])
  const ids = useMemo(() => shown.map(({ layer }) => layer.id), [shown])
  const point = useMemo(() => pointOf(view.point), [view.point])
  const identified = useIdentified(
    view.panel ? null : point,
    day,
    point ? reachAt(here.current.zoom, point[1]) : 0,
    ids,
  )
  const chosen = useMemo(() => identified.data?.items.map(({ feature }) => feature.id) ?? [], [identified.data])
  const measuring = view.panel === 'measure'
  const measure = useMemo(() => (measuring ? measuredShape(measured) : null), [measuring, measured])
  const differing = view.panel === 'difference'
  const difference = useDifference(differing ? (view.since ?? null) : null, day, ids)
  const differences = useDifferenceShapes(differing ? difference.data?.items : undefined)
  const conflicting = view.panel === 'conflicts'
  const [wish, setWish] = useState<ConflictWish>({ state: 'open' })
  const conflicts = useConflicts(wish, conflicting)
  const conflictShapes = useQuery(conflictShapesQuery(wish, conflicting))
  const siting = useSiting(view, change, day)
  const { outlines, known } = useOutlineShapes()
  const overlays = useMemo(() => overlaysOf(view.over), [view.over])
  const overlaid = useOverlays(overlays, known)
  const { baseMap, failed, onTile, retry } = useBaseMap()
  const { drawing, official } = useDrawing(arranged, day, {
    ...{ chosen: siting.chosen ?? chosen, measure: siting.shape ?? measure, difference: differences, baseMap },
    ...{ projects: overlaid.projects, lights: overlaid.lights },
    conflicts: conflicting ? (conflictShapes.data ?? null) : null,
    conflict: view.conflict ?? null,
  })
  const compared = useCompared(view.compare, arranged, drawing, day)

  // Who comes without a place in the address sees the whole cluster, wherever it lies.
  const placed = useRef(view.at !== undefined)
  const onMoved = useCallback(
    ({ lng, lat, zoom }: { lng: number; lat: number; zoom: number }) => {
      here.current = { center: [lng, lat], zoom }
      placed.current = true
      change({ at: placeWord({ lng, lat }, zoom) })
    },
    [change],
  )
  /** A click on a conflict opens it in the list beside the map. */
  const hit = (at: { lng: number; lat: number }): boolean => {
    const map = mapRef.current
    const layers = ['conflict fill', 'conflict point'].filter((layer) => map?.getLayer(layer))
    const [found] = map?.queryRenderedFeatures(map.project([at.lng, at.lat]), { layers }) ?? []
    if (typeof found?.properties.id === 'string') change({ conflict: found.properties.id })
    return found !== undefined
  }
  const onPoint = (at: { lng: number; lat: number }) => {
    if (measuring) setMeasured({ ...measured, positions: [...measured.positions, [at.lng, at.lat]] })
    else if (siting.open) siting.onPoint(at)
    else if (conflicting && hit(at)) return
    else {
      setFromList(null)
      change({ point: pointWord(at), panel: undefined })
    }
  }
  const show = (geometry: { coordinates: unknown } | undefined) => {
    const box = geometry && boxOf(geometry.coordinates)
    if (box) mapRef.current?.fitBounds(box, { padding: 80, maxZoom: 15, animate: false })
  }
  const close = () => change({ panel: undefined })
  const home = useMemo(() => homeOf(outlines), [outlines])
  const goHome = useCallback(() => {
    if (home) mapRef.current?.fitBounds(home, { padding: 30, animate: false })
    else mapRef.current?.jumpTo(HOME)
  }, [home])
  useEffect(() => {
    if (placed.current || !home || !ready) return
    placed.current = true
    goHome()
  }, [home, ready, goHome])
  const label = t('blueprint.map.label', {
    day,
    layers: shown.map(({ layer }) => layer.name).join(comma()) || t('blueprint.map.noLayers'),
  })
  const common = { label, place: here.current, mapRef, onMoved, onPoint, onSeen: setSeen, onTile }
  return (
    <div className="bp">
      <h1 className="visually-hidden">{t('blueprint.title')}</h1>
      {listing && (
        <Panel title={t('blueprint.tree.title')} side="left" onClose={() => setListing(false)}>
          {layers.isError && <ProblemNotice problem={layers.error} onRetry={() => void layers.refetch()} />}
          <LayersPanel {...{ arranged, day, view, change, overlaid, loading: layers.isPending }} />
        </Panel>
      )}
      <section className="bp-stage" aria-label={t('blueprint.map.title')}>
        <Toolbar
          {...{ view, change, listing }}
          onList={() => setListing(!listing)}
          onZoom={(by) => mapRef.current?.zoomTo(mapRef.current.getZoom() + by, { animate: false })}
          onHome={goHome}
          onPrint={() => setPrinting({ place: here.current, seen: mapRef.current?.getCanvas().clientWidth ?? 1200 })}
        />
        {compared ? (
          <SwipeMap
            {...common}
            {...compared}
            rightName={compared.name}
            leftName={view.compare?.includes('-') ? day : t('blueprint.compare.others')}
          />
        ) : (
          <MapCanvas {...common} drawing={drawing} />
        )}
        {view.compare !== undefined && <CompareBar {...{ view, change, arranged }} />}
        {layers.data?.length === 0 && <QuietState title={t('blueprint.empty')}>{t('blueprint.emptyLede')}</QuietState>}
        <Credit {...{ baseMap, failed, official, onRetry: retry }} />
      </section>
      {point && !view.panel && (
        <Panel title={t('blueprint.identify.title')} side="right" onClose={() => change({ point: undefined })}>
          <Identify
            {...{ at: point, answer: identified, first: fromList }}
            overlaid={overlaid.at(point, here.current.zoom)}
            onBack={fromList === null ? null : () => change({ panel: 'features' })}
          />
        </Panel>
      )}
      {view.panel === 'features' && (
        <Panel title={t('blueprint.inView.title')} side="right" onClose={close}>
          <FeatureTable
            {...{ day, layers: ids, chosen, bbox: seen?.map((edge) => edge.toFixed(5)).join(',') ?? null }}
            onChoose={({ id, at: [lng = 0, lat = 0], bbox }) => {
              setFromList(id)
              mapRef.current?.fitBounds([...bbox] as Box, { padding: 80, maxZoom: 14, animate: false })
              change({ point: pointWord({ lng, lat }), panel: undefined })
            }}
          />
        </Panel>
      )}
      {measuring && (
        <Panel title={t('blueprint.measures.title')} side="right" onClose={close}>
          <Measure {...{ measured }} onChange={setMeasured} />
        </Panel>
      )}
      {differing && (
        <Panel title={t('blueprint.difference.title')} side="right" onClose={close}>
          <DifferenceList
            {...{ from: view.since, to: day, answer: difference }}
            onFrom={(since) => change({ since })}
            onShow={({ after, before }) => show((after ?? before)?.geometry)}
          />
        </Panel>
      )}
      {conflicting && (
        <Panel title={t('blueprint.conflictPanel.title')} side="right" onClose={close}>
          {view.conflict ? (
            <ConflictView id={view.conflict} onBack={() => change({ conflict: undefined })} />
          ) : (
            <ConflictList
              {...{ answer: conflicts, wish, chosen: view.conflict, onWish: setWish }}
              onChoose={({ id, bbox }) => {
                change({ conflict: id })
                if (bbox) mapRef.current?.fitBounds([...bbox], { padding: 140, maxZoom: 13, animate: false })
              }}
            />
          )}
        </Panel>
      )}
      {siting.open && (
        <Panel title={t('blueprint.siting.title')} side="right" onClose={close}>
          <SitingPanel
            {...{ siting, view, change }}
            onShow={(box) => mapRef.current?.fitBounds([...box], { padding: 90, maxZoom: 15, animate: false })}
          />
        </Panel>
      )}
      {printing && (
        <PrintView
          {...{ ...printing, drawing, day, official }}
          {...{ layers: arranged, printedOn: today(), onClose: () => setPrinting(null) }}
        />
      )}
    </div>
  )
}
