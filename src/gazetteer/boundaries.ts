import type { JurisdictionIndex } from './jurisdictions.ts'
import { gazetteerRefusals as refusals } from './refusals.ts'

/** One outline, checked: the jurisdiction's code and its geometry as GeoJSON text. */
export interface Boundary {
  code: string
  /** MultiPolygon; longitude first, CGCS2000. */
  geometry: string
  /** Its place in the file, from 1, for messages. */
  feature: number
}

type Ring = readonly (readonly number[])[]

/** Where anything in China lies, in degrees. Swapped or projected coordinates fall outside. */
const LONGITUDE = [70, 140] as const
const LATITUDE = [0, 56] as const
const MOST_FEATURES = 5000

/**
 * Reads a GeoJSON FeatureCollection of outlines: every feature has `properties.code` (GB/T 2260) and a Polygon or
 * MultiPolygon in degrees. All of it is good, or none of it is taken.
 * @throws Refusal boundary_file_invalid, boundary_feature_invalid (with feature and field)
 */
export function readBoundaries(geojson: unknown, index: JurisdictionIndex): Boundary[] {
  const file = geojson as { type?: unknown; features?: unknown; crs?: { properties?: { name?: unknown } } } | null
  if (file === null || typeof file !== 'object' || file.type !== 'FeatureCollection')
    throw refusals.boundaryFileInvalid('a GeoJSON FeatureCollection', describe(file?.type ?? geojson))
  if (!Array.isArray(file.features) || file.features.length === 0)
    throw refusals.boundaryFileInvalid('at least one feature', describe(file.features))
  if (file.features.length > MOST_FEATURES)
    throw refusals.boundaryFileInvalid(`at most ${MOST_FEATURES} features`, `${file.features.length}`)
  const crs = file.crs?.properties?.name
  if (crs !== undefined && !/(?:CRS84|EPSG:+(?:4490|4326))$/.test(String(crs)))
    throw refusals.boundaryFileInvalid('coordinates in degrees (EPSG:4490 or 4326)', String(crs))

  const seen = new Map<string, number>()
  return file.features.map((feature: unknown, position) => {
    const number = position + 1
    const boundary = readFeature(feature, number, index)
    const earlier = seen.get(boundary.code)
    if (earlier !== undefined)
      throw refusals.boundaryFeatureInvalid(
        number,
        'properties.code',
        `a code once, not as in feature ${earlier}`,
        boundary.code,
      )
    seen.set(boundary.code, number)
    return boundary
  })
}

function readFeature(feature: unknown, number: number, index: JurisdictionIndex): Boundary {
  const fail = (field: string, expected: string, found: unknown) =>
    refusals.boundaryFeatureInvalid(number, field, expected, describe(found))
  const one = feature as { type?: unknown; properties?: { code?: unknown } | null; geometry?: unknown } | null
  if (one === null || typeof one !== 'object' || one.type !== 'Feature')
    throw fail('type', '"Feature"', one?.type ?? feature)
  const code = String(one.properties?.code ?? '')
  const known = /^\d{6}$/.test(code) ? index.byCode(code) : undefined
  if (!known || known.level === 'nation')
    throw fail('properties.code', 'a six-digit code of GB/T 2260', one.properties?.code)

  const geometry = one.geometry as { type?: unknown; coordinates?: unknown } | null | undefined
  const polygons =
    geometry?.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry?.type === 'MultiPolygon'
        ? geometry.coordinates
        : null
  if (!Array.isArray(polygons) || polygons.length === 0)
    throw fail('geometry.type', 'a Polygon or MultiPolygon with coordinates', geometry?.type)
  for (const [p, polygon] of polygons.entries()) {
    if (!Array.isArray(polygon) || polygon.length === 0)
      throw fail(`geometry.coordinates[${p}]`, 'a list of rings', polygon)
    for (const [r, ring] of polygon.entries()) checkRing(ring, `geometry.coordinates[${p}][${r}]`, fail)
  }
  return { code, geometry: JSON.stringify({ type: 'MultiPolygon', coordinates: polygons }), feature: number }
}

function checkRing(
  ring: unknown,
  field: string,
  fail: (field: string, expected: string, found: unknown) => Error,
): void {
  if (!Array.isArray(ring) || ring.length < 4) throw fail(field, 'a ring of at least four points', ring)
  for (const [n, point] of ring.entries()) {
    const [longitude, latitude] = Array.isArray(point) ? point : []
    if (!within(longitude, LONGITUDE) || !within(latitude, LATITUDE))
      throw fail(
        `${field}[${n}]`,
        `longitude ${LONGITUDE.join(' to ')} and latitude ${LATITUDE.join(' to ')}, in degrees`,
        point,
      )
  }
  const points = ring as Ring
  const [first, last] = [points[0], points[points.length - 1]]
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1])
    throw fail(field, 'a closed ring (last point = first)', last)
}

function within(value: unknown, [low, high]: readonly [number, number]): boolean {
  return typeof value === 'number' && value >= low && value <= high
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
