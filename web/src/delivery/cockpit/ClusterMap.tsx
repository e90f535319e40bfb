import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Cockpit } from '../../../../src/delivery/cockpit/schemas.ts'
import { useClusterPlaces } from '../../gazetteer/api.ts'
import { comma } from '../../shell/punctuation.ts'
import { totalOf } from '../lights/LightBar.tsx'
import { outlinesQuery } from './api.ts'
import { project } from './project.ts'

const WIDTH = 640
const HEIGHT = 430

/** The cities by their share of red lights, each with its name and number; a click shows that city's tasks only. */
export function ClusterMap(props: {
  places: Cockpit['places']
  selected: string | undefined
  onSelect: (code: string | undefined) => void
}) {
  const { t } = useTranslation()
  const cities = props.places.filter(({ level }) => level !== 'province')
  const shown = cities.length > 0 ? cities : props.places
  // Those of the cluster without a task are part of the map too: nothing there is not the same as no such place.
  const others = useClusterPlaces().filter(
    ({ code, province }) => cities.length > 0 && !province && !shown.some((place) => place.code === code),
  )
  const outlines = useQuery(outlinesQuery([...shown, ...others].map(({ code }) => code).sort()))
  const features = outlines.data?.features ?? []
  // biome-ignore lint/correctness/useExhaustiveDependencies: the outlines change with their answer only
  const drawn = useMemo(() => project(features, WIDTH, HEIGHT), [outlines.data])
  if (features.length === 0) return null // the table beside it says the same
  const tallies = new Map(shown.map((place) => [place.code, place]))
  return (
    <figure className="cockpit-map">
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset */}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={t('delivery.cockpit.map')}>
        {features.map(({ id }, index) => {
          const place = tallies.get(id)
          if (!place) return <path key={id} d={drawn.pathOf(index)} className="no-tasks" />
          const total = totalOf(place.lights)
          const red = place.lights.red ?? 0
          const chosen = props.selected === id
          const choose = () => props.onSelect(chosen ? undefined : id)
          return (
            // biome-ignore lint/a11y/useSemanticElements: a shape of a drawing is no HTML button
            <path
              key={id}
              d={drawn.pathOf(index)}
              className={chosen ? 'chosen' : undefined}
              style={{ fill: redOf(red, total) }}
              role="button"
              tabIndex={0}
              aria-pressed={chosen}
              aria-label={t('delivery.cockpit.placeLabel', { name: place.name, red, total })}
              onClick={choose}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return
                event.preventDefault()
                choose()
              }}
            />
          )
        })}
        {features.map(({ id, properties }) => {
          const place = tallies.get(id)
          const [lon = 0, lat = 0] = properties.label
          const [x, y] = drawn.at(lon, lat)
          return (
            <text key={id} x={x} y={y} className={place ? undefined : 'no-tasks'}>
              {place?.name ?? properties.shortName}
              {place && (
                <tspan className="red" dx="4">
                  {place.lights.red ?? 0}
                </tspan>
              )}
            </text>
          )
        })}
      </svg>
      <figcaption>
        <span className="map-legend">
          <i className="no-tasks" /> {t('delivery.cockpit.legend.noTasks')}
          {[0, 1, 25, 50].map((share) => (
            <span key={share}>
              <i style={{ background: redOf(share, 100) }} />{' '}
              {t(`delivery.cockpit.legend.from${share as 0 | 1 | 25 | 50}`)}
            </span>
          ))}
        </span>
        {!outlines.data?.official && t('delivery.cockpit.mapNote')}{' '}
        {(outlines.data?.missing.length ?? 0) > 0 &&
          t('delivery.cockpit.mapMissing', {
            names: outlines.data?.missing.map(({ shortName }) => shortName).join(comma()),
          })}
      </figcaption>
    </figure>
  )
}

const redOf = (red: number, total: number) =>
  `color-mix(in srgb, var(--light-red) ${shadeOf(red, total)}%, var(--surface))`

/** No red is paper; from one on it shows, and half of all is as deep as it gets. */
function shadeOf(red: number, total: number): number {
  return red === 0 || total === 0 ? 0 : Math.round(12 + 68 * Math.min(1, red / total / 0.5))
}
