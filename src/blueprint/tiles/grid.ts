/** Tiles are drawn at this many pixels a side, on a lattice of this many units. */
export const TILE_PIXELS = 512
export const EXTENT = 4096
/** Units beyond each edge that belong to a tile too, so that outlines do not end at it. */
export const BUFFER = 64
/** What is asked for deeper is drawn from the tile above: a unit is 15 cm there. */
export const DEEPEST_ZOOM = 16

const EARTH_RADIUS = 6378137

export interface TileAddress {
  z: number
  x: number
  y: number
}

/** West, south, east, north in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** Whether the tile is one of the world's at its zoom. */
export function isTile({ z, x, y }: TileAddress): boolean {
  const side = 2 ** z
  return z >= 0 && z <= DEEPEST_ZOOM && x >= 0 && y >= 0 && x < side && y < side
}

/** What the tile covers, its buffer included. */
export function boxOf({ z, x, y }: TileAddress): Box {
  const side = 2 ** z
  const margin = BUFFER / EXTENT
  return [
    longitudeAt((x - margin) / side),
    latitudeAt((y + 1 + margin) / side),
    longitudeAt((x + 1 + margin) / side),
    latitudeAt((y - margin) / side),
  ]
}

/** One pixel of the tile: its width in degrees, and its side in metres at the tile's middle. */
export function pixelOf({ z, y }: TileAddress): { degrees: number; metres: number } {
  const side = 2 ** z
  const degrees = 360 / side / TILE_PIXELS
  const latitude = (latitudeAt((y + 0.5) / side) * Math.PI) / 180
  return { degrees, metres: ((degrees * Math.PI) / 180) * EARTH_RADIUS * Math.cos(latitude) }
}

function longitudeAt(x: number): number {
  return x * 360 - 180
}

function latitudeAt(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI
}
