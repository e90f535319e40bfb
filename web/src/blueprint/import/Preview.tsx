import { useQuery } from '@tanstack/react-query'
import type { FeatureCollection } from 'geojson'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../../src/blueprint/schemas.ts'
import { HOME, MapCanvas } from '../map/MapCanvas.tsx'
import type { MapView } from '../map/maplibre.ts'
import type { Drawing } from '../map/types.ts'
import { boxOf, useOutlineShapes } from '../useDrawing.ts'
import { previewQuery } from './api.ts'

/** A small map of what the file holds; `before` and `after` show a cure, `at` goes to a place. */
export function Preview(props: {
  upload: Import
  cure?: FeatureCollection | null
  at?: readonly [number, number] | null
}) {
  const { t } = useTranslation()
  const { upload, cure, at } = props
  const { outlines } = useOutlineShapes()
  const preview = useQuery(previewQuery(upload))
  const mapRef = useRef<MapView | null>(null)
  const drawing = useMemo<Drawing>(
    () => ({ layers: [], outlines, preview: cure ? null : (preview.data ?? null), difference: cure ?? null }),
    [outlines, preview.data, cure],
  )
  const bbox = upload.found?.bbox
  const box = bbox?.join(' ')
  useEffect(() => {
    const corners = box?.split(' ').map(Number)
    if (corners?.length === 4)
      mapRef.current?.fitBounds(corners as [number, number, number, number], {
        padding: 40,
        maxZoom: 14,
        animate: false,
      })
  }, [box])
  useEffect(() => {
    const around = cure && boxOf(cure.features.map(({ geometry }) => 'coordinates' in geometry && geometry.coordinates))
    if (around) mapRef.current?.fitBounds(around, { padding: 60, maxZoom: 17, animate: false })
    else if (at) mapRef.current?.jumpTo({ center: [at[0], at[1]], zoom: 15 })
  }, [at, cure])
  return (
    <div className="bp-preview">
      <MapCanvas
        {...{ drawing, place: HOME, mapRef, label: t('blueprint.importing.preview') }}
        onReady={(map) => bbox && map.fitBounds([...bbox], { padding: 40, maxZoom: 14, animate: false })}
      />
    </div>
  )
}
