import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Project } from '../../../../src/delivery/projects/schemas.ts'
import { useClusterPlaces } from '../../gazetteer/api.ts'
import { get } from '../../shell/api.ts'

type Position = [longitude: number, latitude: number]
interface Outlines {
  features: {
    properties: { code: string }
    geometry: { type: string; coordinates: Position[][] | Position[][][] } | null
  }[]
}

/** Degrees of longitude are shorter than those of latitude: about as much as at 22° north. */
const SQUEEZE = Math.cos((22 * Math.PI) / 180)
const at = ([longitude, latitude]: Position): Position => [longitude * SQUEEZE, -latitude]

/** Where the projects are, over the outlines of the cluster's jurisdictions. */
export function ProjectMap({ items }: { items: readonly Project[] }) {
  const { t } = useTranslation()
  const places = useClusterPlaces()
  const codes = places.filter(({ province }) => !province).map(({ code }) => code)
  const outlines = useQuery({
    queryKey: ['outlines', codes],
    queryFn: ({ signal }) => get<Outlines>('/api/v1/jurisdictions.geojson', { codes: codes.join(',') }, signal),
    enabled: codes.length > 0,
    staleTime: 3_600_000,
  })
  const placed = items.flatMap((one) => (one.geometry ? [{ one, geometry: one.geometry }] : []))
  const rings = (outlines.data?.features ?? []).flatMap(({ properties, geometry }) =>
    geometry
      ? ringsOf(geometry).map((ring, index) => ({ key: `${properties.code}-${index}`, ring: ring.map(at) }))
      : [],
  )
  const points = [
    ...rings.flatMap(({ ring }) => ring),
    ...placed.flatMap(({ geometry }) => positionsOf(geometry).map(at)),
  ]
  if (placed.length === 0) return <p className="ind-note">{t('delivery.projects.mapNone')}</p>
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  const size = Math.max(right - left, bottom - top, 0.2)
  const margin = size * 0.05
  const box = [left - margin, top - margin, right - left + 2 * margin || size, bottom - top + 2 * margin || size]
  const without = items.length - placed.length
  return (
    <figure>
      <svg className="pro-map" viewBox={box.join(' ')}>
        <title>{t('delivery.projects.mapLabel', { count: placed.length, without })}</title>
        {rings.map(({ key, ring }) => (
          <polygon key={key} className="land" points={ring.map((point) => point.join(',')).join(' ')} />
        ))}
        {placed.map(({ one, geometry }) => (
          <Link key={one.id} to="/projects/$projectId" params={{ projectId: one.id }} aria-label={one.name}>
            <title>{one.name}</title>
            {geometry.type === 'Point' ? (
              <circle
                className="point"
                cx={at(geometry.coordinates as Position)[0]}
                cy={at(geometry.coordinates as Position)[1]}
                r={size / 90}
              />
            ) : (
              <polyline
                className="route"
                points={positionsOf(geometry)
                  .map((point) => at(point).join(','))
                  .join(' ')}
              />
            )}
          </Link>
        ))}
      </svg>
      {without > 0 && (
        <figcaption className="ind-note">{t('delivery.projects.mapWithout', { count: without })}</figcaption>
      )}
    </figure>
  )
}

function positionsOf(geometry: NonNullable<Project['geometry']>): Position[] {
  return geometry.type === 'Point' ? [geometry.coordinates as Position] : (geometry.coordinates as Position[])
}

function ringsOf(geometry: NonNullable<Outlines['features'][number]['geometry']>): Position[][] {
  if (geometry.type === 'Polygon') return (geometry.coordinates as Position[][]).slice(0, 1)
  if (geometry.type === 'MultiPolygon')
    return (geometry.coordinates as Position[][][]).flatMap((one) => one.slice(0, 1))
  return []
}
