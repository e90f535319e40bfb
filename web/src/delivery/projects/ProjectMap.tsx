import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Project } from '../../../../src/delivery/projects/schemas.ts'
import { at, frameOf, type Position, positionsOf, useOutlines } from './outlines.ts'

/** Where the projects are, over the outlines of the cluster's jurisdictions. */
export function ProjectMap({ items }: { items: readonly Project[] }) {
  const { t } = useTranslation()
  const rings = useOutlines()
  const placed = items.flatMap((one) => (one.geometry ? [{ one, geometry: one.geometry }] : []))
  const points = [
    ...rings.flatMap(({ ring }) => ring),
    ...placed.flatMap(({ geometry }) => positionsOf(geometry).map(at)),
  ]
  if (placed.length === 0) return <p className="ind-note">{t('delivery.projects.mapNone')}</p>
  const { left, top, width, height, size } = frameOf(points)
  const without = items.length - placed.length
  return (
    <figure>
      <svg className="pro-map" viewBox={[left, top, width, height].join(' ')}>
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
