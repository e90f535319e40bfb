import { queryOptions, useQuery } from '@tanstack/react-query'
import type { FeatureCollection, Position } from 'geojson'
import { useMemo } from 'react'
import type { Cockpit } from '../../../src/delivery/cockpit/schemas.ts'
import type { Project } from '../../../src/delivery/projects/schemas.ts'
import type { OutlineCollection } from '../../../src/gazetteer/schemas.ts'
import { cockpitQuery } from '../delivery/cockpit/api.ts'
import { totalOf } from '../delivery/lights/LightBar.tsx'
import { everyOne } from '../shell/api.ts'
import type { Overlay } from './view.ts'

const projectsQuery = queryOptions({
  queryKey: ['projects', 'every'],
  queryFn: ({ signal }) => everyOne<Project>('/api/v1/projects', signal),
  staleTime: 60_000,
})

type Place = Cockpit['places'][number]

/** What of other rooms is laid over the map: as shapes, and as what is told of a place. */
export interface Overlaid {
  projects: FeatureCollection | null
  lights: FeatureCollection | null
  /** Projects without a place: they are not on the map. */
  withoutPlace: number
  /** What is near a place on the map at a zoom. */
  at(place: Position, zoom: number): { projects: Project[]; lights: Place | null }
}

export function useOverlays(shown: readonly Overlay[], outlines: OutlineCollection | undefined): Overlaid {
  const withProjects = shown.includes('projects')
  const withLights = shown.includes('lights')
  const { data: projects } = useQuery({ ...projectsQuery, enabled: withProjects })
  const { data: cockpit } = useQuery({ ...cockpitQuery({}), enabled: withLights })
  return useMemo(() => {
    const pool = withProjects ? (projects ?? []) : []
    const cities = withLights ? (cockpit?.places.filter(({ level }) => level !== 'province') ?? []) : []
    return {
      projects: withProjects && projects ? projectShapes(pool) : null,
      lights: withLights && cockpit && outlines ? lightShapes(cities, outlines) : null,
      withoutPlace: pool.filter(({ geometry }) => !geometry).length,
      at: (place, zoom) => ({
        projects: pool.filter((one) => one.geometry && pixelsOff(one.geometry, place, zoom) <= NEAR),
        lights: cities.find(({ code }) => outlines && isWithin(outlines, code, place)) ?? null,
      }),
    }
  }, [withProjects, withLights, projects, cockpit, outlines])
}

function projectShapes(projects: readonly Project[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: projects.flatMap(({ id, name, geometry }) =>
      geometry ? [{ type: 'Feature' as const, properties: { id, name }, geometry }] : [],
    ),
  }
}

/** Each city's worst light, with how many of its tasks have it. */
export function lightShapes(cities: readonly Place[], outlines: OutlineCollection): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: cities.flatMap(({ code, name, lights }) => {
      const at = outlines.features.find(({ id }) => id === code)?.properties.label
      const worst = (['red', 'yellow', 'grey', 'green', 'closed'] as const).find((light) => lights[light])
      if (!at || !worst) return []
      const properties = { code, name, light: worst, count: lights[worst] ?? 0, total: totalOf(lights) }
      return [{ type: 'Feature' as const, properties, geometry: { type: 'Point' as const, coordinates: at } }]
    }),
  }
}

/** A click means what lies within so many pixels. */
const NEAR = 12

/** How many pixels of the map at a zoom lie between a place and a point or line. */
export function pixelsOff(
  geometry: { type: string; coordinates: unknown },
  [longitude = 0, latitude = 0]: Position,
  zoom: number,
): number {
  const scale = (512 * 2 ** zoom) / 360
  const upright = scale / Math.cos((latitude * Math.PI) / 180)
  const onScreen = ([x = 0, y = 0]: Position): [number, number] => [(x - longitude) * scale, (y - latitude) * upright]
  if (geometry.type === 'Point') return Math.hypot(...onScreen(geometry.coordinates as Position))
  const points = (geometry.coordinates as Position[]).map(onScreen)
  return Math.min(...points.slice(1).map((to, before) => fromOrigin(points[before] ?? to, to)))
}

/** How far the origin is from a stretch. */
function fromOrigin([x1, y1]: [number, number], [x2, y2]: [number, number]): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const part = length === 0 ? 0 : Math.max(0, Math.min(1, -(x1 * dx + y1 * dy) / length))
  return Math.hypot(x1 + part * dx, y1 + part * dy)
}

/** Whether a place lies within the outline of a jurisdiction: a ray from it crosses the border an odd number of times. */
export function isWithin(outlines: OutlineCollection, code: string, [x = 0, y = 0]: Position): boolean {
  const outline = outlines.features.find(({ id }) => id === code)?.geometry as
    | { type: string; coordinates: Position[][] | Position[][][] }
    | undefined
  if (!outline) return false
  const polygons = (outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates) as Position[][][]
  let inside = false
  for (const ring of polygons.flat())
    for (const [place, [x1 = 0, y1 = 0]] of ring.entries()) {
      const [x2 = 0, y2 = 0] = ring[(place + 1) % ring.length] ?? []
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
    }
  return inside
}
