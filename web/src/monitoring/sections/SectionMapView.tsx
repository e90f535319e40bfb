import type { FeatureCollection } from 'geojson'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { baseLayers, baseSources, placeNames } from '../../blueprint/map/base.ts'
import {
  type MapMouseEvent,
  MapView,
  NavigationControl,
  type StyleSpecification,
} from '../../blueprint/map/maplibre.ts'
import { FONTS } from '../../blueprint/map/parts.ts'
import type { Drawing } from '../../blueprint/map/types.ts'
import { useBaseMap } from '../../blueprint/useBaseMap.ts'
import { boxOf, useOutlineShapes } from '../../blueprint/useDrawing.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { CLASS_COLOURS, NO_CLASS_COLOUR, numeralOf } from '../shared/classes.ts'
import type { MappedSection } from './filter.ts'

/** Sections on the map by the colour of their class, with its numeral; those that fail their target have a red ring. */
export function SectionMapView(props: {
  items: readonly MappedSection[]
  chosen: string | undefined
  onChoose: (id: string | undefined) => void
}) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const { outlines, official } = useOutlineShapes()
  const { baseMap } = useBaseMap()
  const box = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapView | null>(null)
  const [failed, setFailed] = useState(false)
  const latest = useRef(props)
  latest.current = props
  const sections = useMemo(() => shapesOf(props.items, props.chosen, language), [props.items, props.chosen, language])
  const style = useMemo(() => styleOf({ layers: [], outlines, baseMap }, sections), [outlines, baseMap, sections])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; what changes is handed to it below
  useEffect(() => {
    if (!box.current) return
    const made = begin(box.current, style, {
      'Map.Title': t('monitoring.sections.map'),
      'CooperativeGesturesHandler.WindowsHelpText': t('monitoring.sections.mapCtrl'),
      'CooperativeGesturesHandler.MacHelpText': t('monitoring.sections.mapCommand'),
      'CooperativeGesturesHandler.MobileHelpText': t('monitoring.sections.mapFingers'),
    })
    if (!made) return setFailed(true)
    made.on('click', (event: MapMouseEvent) => {
      const layers = made.getLayer('section') ? ['section'] : []
      const [hit] = made.queryRenderedFeatures(event.point, { layers })
      latest.current.onChoose(typeof hit?.properties.id === 'string' ? hit.properties.id : undefined)
    })
    made.once('style.load', () => setMap(made))
    return () => made.remove()
  }, [])
  useEffect(() => {
    map?.setStyle(style, { diff: true, validate: false })
  }, [map, style])
  const around = useMemo(
    () => boxOf(sections.features.map(({ geometry }) => ('coordinates' in geometry ? geometry.coordinates : []))),
    [sections],
  )
  const where = around?.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map goes where other sections are, not with every answer
  useEffect(() => {
    if (around) map?.fitBounds(around, { padding: 60, maxZoom: 10, animate: false })
  }, [map, where])
  const without = props.items.filter(({ longitude }) => longitude === null).length
  return (
    <figure className="sec-map-figure">
      {failed ? <p className="mon-note">{t('blueprint.map.noGraphics')}</p> : <div ref={box} className="sec-map" />}
      <figcaption className="mon-note">
        {t('monitoring.sections.mapLegend')} {without > 0 && t('monitoring.sections.mapWithout', { count: without })}{' '}
        {!official && !baseMap && t('monitoring.sections.mapNote')}
      </figcaption>
    </figure>
  )
}

function begin(container: HTMLDivElement, style: StyleSpecification, words: Record<string, string>): MapView | null {
  try {
    const made = new MapView({
      ...{ container, style, center: [109.4, 21.9], zoom: 6.3, attributionControl: false, dragRotate: false },
      ...{ pitchWithRotate: false, maxPitch: 0, fadeDuration: 0, minZoom: 3, maxZoom: 16, validateStyle: false },
      // A page is scrolled past its map; who means the map presses Ctrl, or uses two fingers.
      ...{ cooperativeGestures: true, locale: words },
    })
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    made.touchZoomRotate.disableRotation()
    return made
  } catch {
    return null // no WebGL: the list beside it says the same
  }
}

function shapesOf(items: readonly MappedSection[], chosen: string | undefined, language: string): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: items.flatMap(({ section, longitude, latitude, assessment }) =>
      longitude === null || latitude === null
        ? []
        : [
            {
              type: 'Feature' as const,
              geometry: { type: 'Point' as const, coordinates: [longitude, latitude] },
              properties: {
                ...{ id: section.id, name: section.name, chosen: section.id === chosen },
                colour: assessment?.class ? CLASS_COLOURS[assessment.class] : NO_CLASS_COLOUR,
                dark: assessment?.class === 'IV' || assessment?.class === 'V',
                numeral: assessment?.class ? numeralOf(assessment.class, language) : '',
                failed: assessment?.meets === false,
              },
            },
          ],
    ),
  }
}

/** Where a name may stand around its circle: of sections close by each finds a place of its own. */
const AROUND = ['top', 'bottom', 'right', 'left', 'top-right', 'bottom-right', 'top-left', 'bottom-left']
/** Of sections on one spot the one that was chosen lies on top, then those that fail their target. */
const WEIGHT = ['case', ['get', 'chosen'], 2, ['get', 'failed'], 1, 0]

function styleOf(drawing: Drawing, sections: FeatureCollection): StyleSpecification {
  const layers = [
    {
      ...{ id: 'section', type: 'circle', source: 'sections' },
      layout: { 'circle-sort-key': WEIGHT },
      paint: {
        'circle-color': ['get', 'colour'],
        'circle-radius': ['case', ['get', 'chosen'], 15, 11],
        'circle-stroke-color': ['case', ['get', 'failed'], '#8f1d10', '#ffffff'],
        'circle-stroke-width': ['case', ['get', 'failed'], 3, 1.5],
      },
    },
    {
      ...{ id: 'section name', type: 'symbol', source: 'sections', minzoom: 6 },
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONTS,
        'text-size': 11,
        'text-variable-anchor': AROUND,
        'text-radial-offset': 1.2,
        'text-justify': 'auto',
        'text-padding': 1,
        'text-max-width': 8,
        'symbol-sort-key': ['-', WEIGHT],
      },
      paint: { 'text-color': '#1f2429', 'text-halo-color': '#fffefb', 'text-halo-width': 1.6 },
    },
    // Above the names, so that it finds its place before them; of circles on one spot the upper one has its numeral.
    {
      ...{ id: 'section numeral', type: 'symbol', source: 'sections' },
      layout: {
        'text-field': ['get', 'numeral'],
        'text-font': FONTS,
        'text-size': 12,
        'text-padding': 0,
        'symbol-sort-key': ['-', WEIGHT],
      },
      paint: { 'text-color': ['case', ['get', 'dark'], '#2a1c00', '#ffffff'] },
    },
  ]
  return {
    version: 8,
    sources: { ...baseSources(drawing), sections: { type: 'geojson', data: sections } },
    layers: [...baseLayers(drawing), ...(drawing.baseMap ? [] : [placeNames()]), ...layers] as never,
    transition: { duration: 0, delay: 0 },
  }
}
