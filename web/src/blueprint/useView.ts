import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { Layer } from '../../../src/blueprint/schemas.ts'
import { layersQuery } from './api.ts'
import { DRAWING_ORDER } from './kinds.ts'
import type { DrawnLayer } from './map/types.ts'
import { type BlueprintSearch, layersWord, type ShownLayer, shortId, shownLayers } from './view.ts'

const route = getRouteApi('/blueprint')

/** A layer with how it is shown just now. */
export interface ArrangedLayer {
  layer: Layer
  shown: boolean
  /** In hundredths. */
  opacity: number
}

export type ChangeView = (part: { [Name in keyof BlueprintSearch]?: BlueprintSearch[Name] | undefined }) => void

/** What stands in the address, and how to change a part of it. */
export function useView(): { view: BlueprintSearch; change: ChangeView } {
  const view = route.useSearch()
  const navigate = route.useNavigate()
  const change = useCallback<ChangeView>(
    (part) =>
      void navigate({
        search: (now) =>
          Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value !== undefined)),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
  return { view, change }
}

/** The layers from top to bottom as the address has them, those that are not shown behind. */
export function useArrangement(word: string | undefined) {
  const layers = useQuery(layersQuery())
  const arranged = useMemo(() => arrange(layers.data ?? [], shownLayers(word)), [layers.data, word])
  return { layers, arranged }
}

/** The three spaces cover everything: what lies on them must be seen through to. */
const FAINT = ['urban_space', 'agricultural_space', 'ecological_space', 'sea_zone']

export function arrange(layers: readonly Layer[], shown: readonly ShownLayer[] | null): ArrangedLayer[] {
  const byKind = [...layers].sort(
    (one, other) =>
      DRAWING_ORDER.indexOf(other.kind) - DRAWING_ORDER.indexOf(one.kind) || one.name.localeCompare(other.name),
  )
  if (shown === null)
    return byKind.map((layer) => ({ layer, shown: layer.revision > 0, opacity: FAINT.includes(layer.kind) ? 55 : 90 }))
  const named = shown.flatMap(({ id, opacity }) => {
    const layer = layers.find((one) => shortId(one.id) === id)
    return layer ? [{ layer, shown: true, opacity }] : []
  })
  const rest = byKind.filter((layer) => !named.some((one) => one.layer === layer))
  return [...named, ...rest.map((layer) => ({ layer, shown: false, opacity: 90 }))]
}

/** The word of the address for an arrangement. */
export function wordOf(arranged: readonly ArrangedLayer[]): string {
  return layersWord(
    arranged.filter(({ shown }) => shown).map(({ layer, opacity }) => ({ id: shortId(layer.id), opacity })),
  )
}

/** What the map draws of them. */
export function drawnLayers(arranged: readonly ArrangedLayer[], day: string): DrawnLayer[] {
  return arranged.flatMap(({ layer, shown, opacity }) =>
    shown && layer.revision > 0
      ? [
          {
            id: layer.id,
            kind: layer.kind,
            revision: layer.revision,
            day,
            opacity: opacity / 100,
            bounds: layer.bbox,
          },
        ]
      : [],
  )
}
