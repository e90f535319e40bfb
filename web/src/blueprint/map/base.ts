import type { Feature, FeatureCollection, Position } from 'geojson'
import type { LayerSpecification, SourceSpecification } from './maplibre.ts'
import { FONTS } from './parts.ts'
import type { Drawing } from './types.ts'

const LAND = '#fbf8f1'
const SEA = '#dfe9ee'

/** The base map: our own outlines of jurisdictions. */
export function baseSources({ outlines }: Drawing): Record<string, SourceSpecification> {
  return {
    outlines: { type: 'geojson', data: outlines ?? empty, tolerance: 0.2 },
    places: { type: 'geojson', data: outlines ? placesOf(outlines) : empty },
  }
}

export function baseLayers(): LayerSpecification[] {
  const city = ['!', ['get', 'province']]
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': SEA } },
    { id: 'land', type: 'fill', source: 'outlines', paint: { 'fill-color': LAND } },
    {
      ...{ id: 'city border', type: 'line', source: 'outlines', filter: city },
      paint: { 'line-color': '#b9ad98', 'line-width': 0.8, 'line-dasharray': [4, 2] },
    },
    {
      ...{ id: 'province border', type: 'line', source: 'outlines', filter: ['get', 'province'] },
      paint: { 'line-color': '#94866d', 'line-width': 1.4 },
    },
  ] as LayerSpecification[]
}

/** Names of places stand above whatever is drawn. */
export function placeNames(): LayerSpecification {
  return {
    ...{ id: 'places', type: 'symbol', source: 'places', filter: ['!', ['get', 'province']], minzoom: 5 },
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONTS,
      'text-size': ['interpolate', ['linear'], ['zoom'], 5, 10, 9, 14],
      'text-letter-spacing': 0.1,
    },
    paint: { 'text-color': '#4a4438', 'text-halo-color': '#fffefb', 'text-halo-width': 1.5 },
  } as LayerSpecification
}

const empty: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** A point for the name of each outline: the middle of its largest ring. */
function placesOf({ features }: FeatureCollection): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: features.flatMap<Feature>(({ geometry, properties }) => {
      const rings =
        geometry?.type === 'Polygon'
          ? geometry.coordinates.slice(0, 1)
          : geometry?.type === 'MultiPolygon'
            ? geometry.coordinates.flatMap((polygon) => polygon.slice(0, 1))
            : []
      const [largest] = rings.map(middleOf).sort((one, other) => other.area - one.area)
      return largest ? [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: largest.at } }] : []
    }),
  }
}

function middleOf(ring: readonly Position[]): { at: Position; area: number } {
  let [area, x, y] = [0, 0, 0]
  for (const [place, [x1 = 0, y1 = 0]] of ring.entries()) {
    const [x2 = 0, y2 = 0] = ring[(place + 1) % ring.length] ?? []
    const cross = x1 * y2 - x2 * y1
    area += cross
    x += (x1 + x2) * cross
    y += (y1 + y2) * cross
  }
  return { at: area === 0 ? (ring[0] ?? [0, 0]) : [x / (3 * area), y / (3 * area)], area: Math.abs(area / 2) }
}
