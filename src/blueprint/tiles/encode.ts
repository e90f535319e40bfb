import { gzipSync } from 'node:zlib'
import { geoJSONToTile } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature } from 'geojson'
import { BUFFER, EXTENT, TILE_PIXELS, type TileAddress } from './grid.ts'
import { type Crumbs, mergeCrumbs } from './merge.ts'
import { readWkb } from './wkb.ts'

/** The name of the one layer inside of a tile. */
export const TILE_LAYER = 'features'

/** A feature that is drawn as it is. */
export interface TileFeature {
  /** Null where several are drawn as one. */
  id: number | null
  class: string
  /** Only where there is room for it. */
  name: string | null
  /** How many features it stands for. */
  count: number
  wkb: Uint8Array
}

/** What the database gave for a tile. */
export interface TileContent extends TileAddress {
  features: readonly TileFeature[]
  crumbs: readonly Crumbs[]
  /** Degrees of a cell that crumbs are counted into. */
  cell: number
}

/** Corners that are less than this many units from the line without them are left out. */
const TOLERANCE = 3

/** The tile as a compressed Mapbox Vector Tile 2.1; nothing where nothing is. */
export function encodeTile({ z, x, y, features, crumbs, cell }: TileContent): Uint8Array | null {
  const drawn: Feature[] = mergeCrumbs(crumbs, cell)
  const least = 360 / 2 ** z / TILE_PIXELS / 2
  for (const feature of features) {
    const geometry = readWkb(feature.wkb, least)
    if (geometry) drawn.push({ type: 'Feature', properties: propertiesOf(feature), geometry })
  }
  if (drawn.length === 0) return null
  const tile = geoJSONToTile({ type: 'FeatureCollection', features: drawn }, z, x, y, {
    ...{ extent: EXTENT, buffer: BUFFER, tolerance: TOLERANCE },
    ...{ maxZoom: 24, clip: true },
  })
  if (tile.features.length === 0) return null
  return gzipSync(fromGeojsonVt({ [TILE_LAYER]: tile }, { version: 2, extent: EXTENT }), { level: 5 })
}

function propertiesOf({ id, class: name, name: label, count }: TileFeature) {
  if (id === null) return { class: name, merged: count }
  return label === null ? { f: id, class: name } : { f: id, class: name, name: label }
}
