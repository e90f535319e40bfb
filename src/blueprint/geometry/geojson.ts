/** Longitude, latitude in degrees of CGCS2000. */
export type Position = [number, number]
export type Ring = Position[]

/** The four forms in which the blueprint keeps a geometry: areas and lines always as a set, 2-D. */
export type Geometry =
  | { type: 'MultiPolygon'; coordinates: Ring[][] }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'Point'; coordinates: Position }
  | { type: 'MultiPoint'; coordinates: Position[] }

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number]

/** Every line of positions of a geometry: rings, lines, or its points one by one. */
export function* linesOf(geometry: Geometry): Generator<readonly Position[]> {
  if (geometry.type === 'MultiPolygon') for (const polygon of geometry.coordinates) yield* polygon
  else if (geometry.type === 'MultiLineString') yield* geometry.coordinates
  else if (geometry.type === 'MultiPoint') yield geometry.coordinates
  else yield [geometry.coordinates]
}

/** How many positions a geometry has. */
export function countVertices(geometry: Geometry): number {
  let count = 0
  for (const line of linesOf(geometry)) count += line.length
  return count
}

/** The box around a geometry. */
export function boxOf(geometry: Geometry): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const line of linesOf(geometry))
    for (const [lng, lat] of line) {
      if (lng < box[0]) box[0] = lng
      if (lat < box[1]) box[1] = lat
      if (lng > box[2]) box[2] = lng
      if (lat > box[3]) box[3] = lat
    }
  return box
}

/** The box around both; null is nothing. */
export function joinBoxes(one: Box | null, other: Box | null): Box | null {
  if (!one || !other) return one ?? other
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ]
}
