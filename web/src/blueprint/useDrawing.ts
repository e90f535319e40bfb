import { useQuery } from '@tanstack/react-query'
import type { FeatureCollection } from 'geojson'
import { useMemo } from 'react'
import type { OutlineCollection } from '../../../src/gazetteer/schemas.ts'
import { useClusterPlaces } from '../gazetteer/api.ts'
import { outlinesQuery } from './api.ts'
import type { Drawing } from './map/types.ts'
import { type ArrangedLayer, drawnLayers } from './useView.ts'
import { shortId } from './view.ts'

/** What panels lay over the layers. */
type Notes = Pick<
  Drawing,
  'chosen' | 'measure' | 'difference' | 'conflicts' | 'conflict' | 'projects' | 'lights' | 'baseMap'
>

/** Outlines with what the base map must know of them; the provinces are those whose codes end in four zeros. */
export function useOutlineShapes(): {
  outlines: FeatureCollection | null
  official: boolean
  known: OutlineCollection | undefined
} {
  const places = useClusterPlaces()
  const { data } = useQuery(outlinesQuery(places.map(({ code }) => code)))
  const outlines = useMemo<FeatureCollection | null>(
    () =>
      data
        ? {
            type: 'FeatureCollection',
            features: data.features.map(({ geometry, properties }) => ({
              type: 'Feature',
              geometry: geometry as never,
              properties: {
                name: properties.shortName,
                label: properties.label,
                province: properties.code.endsWith('0000'),
              },
            })),
          }
        : null,
    [data],
  )
  return { outlines, official: data?.official ?? false, known: data }
}

/** All that the map draws: the base map, the layers, and what panels lay over them. */
export function useDrawing(
  arranged: readonly ArrangedLayer[],
  day: string,
  { chosen, measure, difference, conflicts, conflict, projects, lights, baseMap }: Notes,
): { drawing: Drawing; official: boolean } {
  const { outlines, official } = useOutlineShapes()
  const drawing = useMemo<Drawing>(
    () => ({
      layers: drawnLayers(arranged, day),
      outlines,
      projects: projects ?? null,
      lights: lights ?? null,
      baseMap: baseMap ?? null,
      chosen: chosen ?? [],
      measure: measure ?? null,
      difference: difference ?? null,
      conflicts: conflicts ?? null,
      conflict: conflict ?? null,
    }),
    [arranged, day, outlines, projects, lights, baseMap, chosen, measure, difference, conflicts, conflict],
  )
  return { drawing, official }
}

/** Both sides of the swipe: the same layers on another day, or one layer alone and the others without it. */
export function useCompared(
  compare: string | undefined,
  arranged: readonly ArrangedLayer[],
  drawing: Drawing,
  day: string,
): { left: Drawing; right: Drawing; name: string } | null {
  const layer = arranged.find((one) => compare === shortId(one.layer.id))
  return useMemo(() => {
    if (compare === undefined) return null
    if (layer)
      return {
        left: { ...drawing, layers: drawing.layers.filter(({ id }) => id !== layer.layer.id) },
        right: { ...drawing, layers: drawnLayers([{ ...layer, shown: true }], day) },
        name: layer.layer.name,
      }
    if (!compare.includes('-')) return null
    return { left: drawing, right: { ...drawing, layers: drawnLayers(arranged, compare) }, name: compare }
  }, [compare, layer, arranged, drawing, day])
}

/** The box around coordinates of any depth. */
export function boxOf(coordinates: unknown): [number, number, number, number] | null {
  const box: [number, number, number, number] = [180, 90, -180, -90]
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return
    const [x, y] = part
    if (typeof x === 'number' && typeof y === 'number') {
      box[0] = Math.min(box[0], x)
      box[1] = Math.min(box[1], y)
      box[2] = Math.max(box[2], x)
      box[3] = Math.max(box[3], y)
    } else part.forEach(visit)
  }
  visit(coordinates)
  return box[0] <= box[2] ? box : null
}
