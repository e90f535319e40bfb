import type { Geometry, Project } from '../../../../src/delivery/projects/schemas.ts'

/** One position is a point, more are a line, none is nothing. */
export function geometryOf(positions: readonly number[][]): Geometry | null {
  const [first] = positions
  if (!first) return null
  return (
    positions.length === 1 ? { type: 'Point', coordinates: first } : { type: 'LineString', coordinates: [...positions] }
  ) as Geometry
}

/** One point a row, `longitude,latitude`: a row is a point, more are a line. Null: nothing, or not to be read. */
export function positionsFrom(text: string): Geometry | null {
  const rows = text
    .split(/[\n;；]+/)
    .map((row) => row.trim())
    .filter(Boolean)
  const positions = rows.map((row) => row.split(/[\s,，]+/).map(Number))
  const fits = positions.every(
    ([longitude = Number.NaN, latitude = Number.NaN, ...more]) =>
      more.length === 0 && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90,
  )
  return fits ? geometryOf(positions) : null
}

export function positionsText(geometry: Project['geometry']): string {
  if (!geometry) return ''
  const rows = geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates
  return (rows as number[][]).map((position) => position.join(',')).join('\n')
}
