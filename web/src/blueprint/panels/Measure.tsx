import { Button, Segmented } from 'antd'
import type { FeatureCollection } from 'geojson'
import { useTranslation } from 'react-i18next'
import { areaOf, lengthOf, type Position } from '../geodesy.ts'
import { useWords } from '../words.tsx'

export interface Measured {
  kind: 'length' | 'area'
  positions: readonly Position[]
}

/** What is measured, as the map draws it. */
export function measuredShape({ kind, positions }: Measured): FeatureCollection | null {
  if (positions.length === 0) return null
  const points = positions.map(([x, y]) => [x, y])
  const feature = (geometry: FeatureCollection['features'][number]['geometry']) =>
    ({ type: 'Feature', properties: {}, geometry }) as const
  return {
    type: 'FeatureCollection',
    features: [
      ...(kind === 'area' && points.length > 2
        ? [feature({ type: 'Polygon', coordinates: [[...points, points[0] ?? [0, 0]]] })]
        : points.length > 1
          ? [feature({ type: 'LineString', coordinates: points })]
          : []),
      ...points.map((coordinates) => feature({ type: 'Point', coordinates })),
    ],
  }
}

/** Lengths and areas on the ellipsoid, of what is clicked on the map. */
export function Measure(props: { measured: Measured; onChange: (measured: Measured) => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const { measured, onChange } = props
  const { kind, positions } = measured
  const closed = kind === 'area' && positions[0] ? [...positions, positions[0]] : positions
  return (
    <div className="bp-measure">
      <Segmented
        value={kind}
        options={[
          { value: 'length', label: t('blueprint.measures.length') },
          { value: 'area', label: t('blueprint.measures.areaMode') },
        ]}
        onChange={(next) => onChange({ ...measured, kind: next as Measured['kind'] })}
      />
      <p className="bp-note">{t('blueprint.measures.how')}</p>
      <p className="bp-figure" role="status" aria-live="polite">
        {kind === 'area' && positions.length > 2 && <b>{words.area(areaOf(positions))}</b>}
        {positions.length > 1 && (
          <span>
            {t(kind === 'area' ? 'blueprint.measures.around' : 'blueprint.measures.along', {
              length: words.length(lengthOf(closed)),
            })}
          </span>
        )}
        {positions.length < 2 && t('blueprint.measures.none')}
      </p>
      {positions.length > 1 && kind === 'length' && (
        <ol className="bp-legs">
          {positions.slice(1).map((to, place) => {
            const from = positions[place]
            // biome-ignore lint/suspicious/noArrayIndexKey: legs are what they are by their order
            return <li key={place}>{from && words.length(lengthOf([from, to]))}</li>
          })}
        </ol>
      )}
      <div className="bp-acts">
        <Button
          size="small"
          disabled={positions.length === 0}
          onClick={() => onChange({ ...measured, positions: positions.slice(0, -1) })}
        >
          {t('blueprint.measures.back')}
        </Button>
        <Button size="small" disabled={positions.length === 0} onClick={() => onChange({ ...measured, positions: [] })}>
          {t('shell.empty')}
        </Button>
      </div>
      <p className="bp-note">{t('blueprint.measures.ellipsoid')}</p>
    </div>
  )
}
