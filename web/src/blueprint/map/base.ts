import type { Feature, FeatureCollection } from 'geojson'
import type { LayerSpecification, SourceSpecification } from './maplibre.ts'
import { FONTS } from './parts.ts'
import type { Drawing } from './types.ts'

const LAND = '#fbf8f1'
const SEA = '#dfe9ee'
/** How the sources of a tile service are named. */
export const SERVICE = 'base map'

/** The base map: our own outlines of jurisdictions. */
export function baseSources({ outlines, baseMap }: Drawing): Record<string, SourceSpecification> {
  const service = baseMap?.tiles.map((tiles, place) => [
    `${SERVICE} ${place}`,
    {
      ...{ type: 'raster' as const, tiles: [tiles], tileSize: baseMap.tileSize, maxzoom: baseMap.maxZoom },
    } satisfies SourceSpecification,
  ])
  return {
    ...Object.fromEntries(service ?? []),
    outlines: { type: 'geojson', data: outlines ?? empty, tolerance: 0.2 },
    places: { type: 'geojson', data: outlines ? placesOf(outlines) : empty },
  }
}

/**
 * From bottom to top: our own ground, which stays in sight where a tile service has nothing, then its tiles; or else our
 * borders, which say no more than that they are for orientation.
 */
export function baseLayers({ baseMap }: Drawing): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': SEA } },
    { id: 'land', type: 'fill', source: 'outlines', paint: { 'fill-color': LAND } },
    ...(baseMap?.tiles ?? []).map((_, place) => ({
      ...{ id: `${SERVICE} ${place}`, type: 'raster', source: `${SERVICE} ${place}` },
      paint: { 'raster-fade-duration': 0 },
    })),
    ...(baseMap ? [] : borders()),
  ] as LayerSpecification[]
}

function borders(): unknown[] {
  const city = ['!', ['get', 'province']]
  return [
    {
      ...{ id: 'city border', type: 'line', source: 'outlines', filter: city },
      paint: { 'line-color': '#b9ad98', 'line-width': 0.8, 'line-dasharray': [4, 2] },
    },
    {
      ...{ id: 'province border', type: 'line', source: 'outlines', filter: ['get', 'province'] },
      paint: { 'line-color': '#94866d', 'line-width': 1.4 },
    },
  ]
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

/** A point for the name of each outline. */
function placesOf({ features }: FeatureCollection): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: features.flatMap<Feature>(({ properties }) =>
      properties?.label
        ? [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: properties.label } }]
        : [],
    ),
  }
}
