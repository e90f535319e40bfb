import { useQuery } from '@tanstack/react-query'
import type { Project } from '../../../../src/delivery/projects/schemas.ts'
import { useClusterPlaces } from '../../gazetteer/api.ts'
import { get } from '../../shell/api.ts'

export type Position = [longitude: number, latitude: number]
interface Outlines {
  features: {
    properties: { code: string }
    geometry: { type: string; coordinates: Position[][] | Position[][][] } | null
  }[]
}

/** Degrees of longitude are shorter than those of latitude: about as much as at 22° north. */
const SQUEEZE = Math.cos((22 * Math.PI) / 180)
/** A position on the sheet of a map, and back. */
export const at = ([longitude, latitude]: Position): Position => [longitude * SQUEEZE, -latitude]
export const positionAt = ([x, y]: Position): Position => [x / SQUEEZE, -y]

/** The outer rings of the cluster's jurisdictions, on the sheet. */
export function useOutlines(): { key: string; ring: Position[] }[] {
  const places = useClusterPlaces()
  const codes = places.filter(({ province }) => !province).map(({ code }) => code)
  const outlines = useQuery({
    queryKey: ['outlines', codes],
    queryFn: ({ signal }) => get<Outlines>('/api/v1/jurisdictions.geojson', { codes: codes.join(',') }, signal),
    enabled: codes.length > 0,
    staleTime: 3_600_000,
  })
  return (outlines.data?.features ?? []).flatMap(({ properties, geometry }) =>
    geometry
      ? ringsOf(geometry).map((ring, index) => ({ key: `${properties.code}-${index}`, ring: ring.map(at) }))
      : [],
  )
}

export function positionsOf(geometry: NonNullable<Project['geometry']>): Position[] {
  return geometry.type === 'Point' ? [geometry.coordinates as Position] : (geometry.coordinates as Position[])
}

function ringsOf(geometry: NonNullable<Outlines['features'][number]['geometry']>): Position[][] {
  if (geometry.type === 'Polygon') return (geometry.coordinates as Position[][]).slice(0, 1)
  if (geometry.type === 'MultiPolygon')
    return (geometry.coordinates as Position[][][]).flatMap((one) => one.slice(0, 1))
  return []
}

export interface Frame {
  left: number
  top: number
  size: number
  width: number
  height: number
}

/** What is shown so that all of these are in it, with a margin; a sheet without anything shows the cluster's seas. */
export function frameOf(points: readonly Position[]): Frame {
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  if (points.length === 0) return { left: 98, top: -24, size: 6, width: 6, height: 4 }
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top]
  const size = Math.max(width, height, 0.2)
  const margin = size * 0.05
  return {
    left: left - margin,
    top: top - margin,
    size,
    width: width + 2 * margin || size,
    height: height + 2 * margin || size,
  }
}
