import { LOOKS } from '../kinds.ts'
import { baseLayers, baseSources, placeNames } from './base.ts'
import type { FilterSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from './maplibre.ts'
import { notesLayers } from './notes.ts'
import { FONTS, IS_AREA, IS_LINE, IS_POINT } from './parts.ts'
import type { Drawing, DrawnLayer } from './types.ts'

/** The layer inside of our vector tiles. */
const TILE_LAYER = 'features'
const DEEPEST = 16

/** Small features that a tile draws as one have no id and no border. */
const APART: FilterSpecification = ['has', 'f']

/** The whole map as a style: what changes in it is drawn anew, the rest stays. */
export function styleOf(drawing: Drawing, origin: string): StyleSpecification {
  const sources: Record<string, SourceSpecification> = { ...baseSources(drawing) }
  const layers: LayerSpecification[] = [...baseLayers(drawing)]
  for (const layer of [...drawing.layers].reverse()) {
    sources[layer.id] = sourceOf(layer, origin)
    layers.push(...layersOf(layer, drawing.chosen ?? []))
  }
  const notes = notesLayers(drawing)
  const names = drawing.layers.map(nameLayer)
  return {
    version: 8,
    sources: { ...sources, ...notes.sources },
    layers: [...layers, ...notes.layers, ...names, ...(drawing.baseMap ? [] : [placeNames()])],
    // No fade: what moves with the map must not blink, and a printed map must not be half there.
    transition: { duration: 0, delay: 0 },
  }
}

function sourceOf({ id, revision, day, bounds }: DrawnLayer, origin: string): SourceSpecification {
  return {
    type: 'vector',
    tiles: [`${origin}/api/v1/blueprint/tiles/${id}/{z}/{x}/{y}.mvt?revision=${revision}&asOf=${day}`],
    maxzoom: DEEPEST,
    promoteId: { [TILE_LAYER]: 'f' },
    ...(bounds ? { bounds: [...bounds] } : {}),
  }
}

function layersOf({ id, kind, opacity }: DrawnLayer, chosen: readonly number[]): LayerSpecification[] {
  const look = LOOKS[kind]
  const of = { source: id, 'source-layer': TILE_LAYER } as const
  const fill = byClass(look.classes, look.fill)
  const line = look.classes && kind === 'coastline' ? byClass(look.classes, look.line) : look.line
  const width = look.width ?? 1
  return [
    {
      ...{ id: `${id} fill`, type: 'fill', ...of, filter: IS_AREA },
      paint: { 'fill-color': fill, 'fill-opacity': 0.62 * opacity, 'fill-antialias': false },
    },
    ...(look.hatch
      ? [
          {
            ...{ id: `${id} hatch`, type: 'fill' as const, ...of, filter: IS_AREA },
            paint: { 'fill-pattern': `${look.hatch} ${look.line}`, 'fill-opacity': 0.75 * opacity },
          },
        ]
      : []),
    {
      ...{ id: `${id} line`, type: 'line', ...of, filter: ['any', IS_LINE, ['all', IS_AREA, APART]] },
      paint: {
        'line-color': line,
        'line-width': ['interpolate', ['linear'], ['zoom'], 6, width * 0.4, 10, width * 0.8, 14, width * 1.3],
        'line-opacity': opacity,
        ...(look.dash ? { 'line-dasharray': [...look.dash] } : {}),
      },
    },
    {
      ...{ id: `${id} point`, type: 'circle', ...of, filter: IS_POINT },
      paint: {
        'circle-color': fill,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 3, 12, 6],
        'circle-opacity': opacity,
        'circle-stroke-color': '#ffffff',
        'circle-stroke-width': 1.2,
        'circle-stroke-opacity': opacity,
      },
    },
    {
      ...{ id: `${id} chosen`, type: 'line', ...of, filter: ['in', ['get', 'f'], ['literal', [...chosen]]] },
      paint: { 'line-color': '#111827', 'line-width': 3 },
    },
  ] as LayerSpecification[]
}

function nameLayer({ id, kind }: DrawnLayer): LayerSpecification {
  return {
    ...{
      id: `${id} name`,
      type: 'symbol',
      source: id,
      'source-layer': TILE_LAYER,
      filter: ['has', 'name'],
      minzoom: 8,
    },
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONTS,
      'text-size': 11,
      'text-max-width': 8,
      'text-padding': 6,
      ...(LOOKS[kind].width && kind === 'coastline' ? { 'symbol-placement': 'line' } : {}),
    },
    paint: {
      'text-color': LOOKS[kind].line,
      'text-halo-color': '#fffefb',
      'text-halo-width': 1.4,
    },
  } as LayerSpecification
}

function byClass(classes: Readonly<Record<string, string>> | undefined, otherwise: string): unknown {
  if (!classes) return otherwise
  return ['match', ['coalesce', ['get', 'class'], ''], ...Object.entries(classes).flat(), otherwise]
}
