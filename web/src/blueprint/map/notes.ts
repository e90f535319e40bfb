import type { LayerSpecification, SourceSpecification } from './maplibre.ts'
import { FONTS, IS_AREA, IS_LINE, IS_POINT, nothing } from './parts.ts'
import type { Drawing } from './types.ts'

/** What a difference did to a feature, in colours that are told apart in grey too. */
export const CHANGE_COLOURS = { added: '#1f7a4d', removed: '#b3261e', changed: '#c98a1b' } as const

/** As the pages of delivery have them. */
export const LIGHT_COLOURS = {
  red: '#a83226',
  yellow: '#c8951d',
  grey: '#8d887c',
  green: '#4d8560',
  closed: '#6f8b96',
} as const

/** What is laid over the layers: conflicts, differences, projects, what is measured or about to be imported. */
export function notesLayers(drawing: Drawing): {
  sources: Record<string, SourceSpecification>
  layers: LayerSpecification[]
} {
  const { conflicts, conflict, difference, measure, projects, lights, preview } = drawing
  const change = ['match', ['get', 'change'], ...Object.entries(CHANGE_COLOURS).flat(), '#555555']
  const here = ['==', ['get', 'id'], conflict ?? '']
  const severe = ['case', ['get', 'sliver'], '#8a6d1f', ['==', ['get', 'state'], 'accepted'], '#5b6b76', '#c2261b']
  const layers = [
    shape(
      'difference fill',
      'fill',
      ['all', IS_AREA, ['!', ['has', 'outline']]],
      { 'fill-color': change, 'fill-opacity': 0.45 },
      'difference',
    ),
    shape(
      'difference line',
      'line',
      ['any', IS_AREA, IS_LINE],
      { 'line-color': change, 'line-width': ['case', ['has', 'outline'], 3.5, 2] },
      'difference',
    ),
    point('difference point', { 'circle-color': change, 'circle-radius': 5 }, 'difference'),
    shape('preview fill', 'fill', IS_AREA, { 'fill-color': '#7b4a9c', 'fill-opacity': 0.25 }, 'preview'),
    shape('preview line', 'line', ['any', IS_AREA, IS_LINE], { 'line-color': '#7b4a9c', 'line-width': 1.5 }, 'preview'),
    point(
      'preview point',
      { 'circle-color': ['case', ['has', 'problem'], '#c2261b', '#7b4a9c'], 'circle-radius': 5 },
      'preview',
    ),
    shape(
      'conflict fill',
      'fill',
      IS_AREA,
      { 'fill-color': severe, 'fill-opacity': ['case', here, 0.5, 0.35] },
      'conflicts',
    ),
    shape(
      'conflict line',
      'line',
      IS_AREA,
      { 'line-color': severe, 'line-width': ['case', here, 4, 1.5] },
      'conflicts',
    ),
    point('conflict point', { 'circle-color': severe, 'circle-radius': ['case', here, 9, 5] }, 'conflicts'),
    shape('project line', 'line', IS_LINE, { 'line-color': '#8f4a0d', 'line-width': 3 }, 'projects'),
    point('project point', { 'circle-color': '#cf7a2b', 'circle-radius': 6 }, 'projects'),
    {
      ...{ id: 'project name', type: 'symbol', source: 'projects', minzoom: 8 },
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONTS,
        'text-size': 11,
        'text-offset': [0, 1.1],
        'text-anchor': 'top',
        'text-max-width': 10,
      },
      paint: { 'text-color': '#8f4a0d', 'text-halo-color': '#fffefb', 'text-halo-width': 1.4 },
    },
    point(
      'light point',
      {
        'circle-color': ['match', ['get', 'light'], ...Object.entries(LIGHT_COLOURS).flat(), '#555555'],
        'circle-radius': 12,
        'circle-translate': [0, -20],
      },
      'lights',
    ),
    {
      ...{ id: 'light count', type: 'symbol', source: 'lights' },
      layout: {
        'text-field': ['to-string', ['get', 'count']],
        'text-font': FONTS,
        'text-size': 12,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': '#ffffff', 'text-translate': [0, -20] },
    },
    shape('measure fill', 'fill', IS_AREA, { 'fill-color': '#1d4f63', 'fill-opacity': 0.15 }, 'measure'),
    shape('measure line', 'line', ['any', IS_AREA, IS_LINE], { 'line-color': '#1d4f63', 'line-width': 2.5 }, 'measure'),
    point('measure point', { 'circle-color': '#1d4f63', 'circle-radius': 4 }, 'measure'),
  ] as LayerSpecification[]
  const data = { conflicts, difference, measure, projects, lights, preview }
  const there = new Set(Object.entries(data).flatMap(([name, shapes]) => (shapes ? [name] : [])))
  return {
    sources: Object.fromEntries(
      [...there].map((name) => [name, { type: 'geojson', data: data[name as keyof typeof data] ?? nothing } as const]),
    ),
    layers: layers.filter((layer) => 'source' in layer && there.has(String(layer.source))),
  }
}

function shape(id: string, type: 'fill' | 'line', filter: unknown, paint: object, source: string) {
  return { id, type, source, filter, paint }
}

function point(id: string, paint: object, source: string) {
  return {
    ...{ id, type: 'circle', source, filter: IS_POINT },
    paint: { ...paint, 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1.5 },
  }
}
