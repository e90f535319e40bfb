import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  DifferenceList,
  FeatureDetail,
  Identified,
  InViewList,
  Layer,
  LayerEdit,
  LayerList,
  NewLayer,
  RevisionList,
} from '../../../src/blueprint/schemas.ts'
import type { OutlineCollection } from '../../../src/gazetteer/schemas.ts'
import { get, send, withQuery } from '../shell/api.ts'

const key = ['blueprint'] as const
export const base = '/api/v1/blueprint'

/** All layers that one may see; they are tens, not thousands. */
export const layersQuery = (withdrawn = false) =>
  queryOptions({
    queryKey: [...key, 'layers', withdrawn],
    queryFn: async ({ signal }) => {
      const items: Layer[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: LayerList = await get(`${base}/layers`, { limit: 200, cursor, withdrawn }, signal)
        items.push(...page.items)
        cursor = page.next
      }
      return items
    },
    staleTime: 60_000,
  })

export const identifyQuery = (
  at: readonly [number, number] | null,
  asOf: string,
  metres: number,
  layers: readonly string[],
) =>
  queryOptions({
    queryKey: [...key, 'identify', at, asOf, metres, layers],
    queryFn: ({ signal }) =>
      get<Identified>(`${base}/identify`, { lng: at?.[0], lat: at?.[1], asOf, metres, layers: [...layers] }, signal),
    enabled: at !== null && layers.length > 0,
  })

export const featureQuery = (id: number | null) =>
  queryOptions({
    queryKey: [...key, 'feature', id],
    queryFn: ({ signal }) => get<FeatureDetail>(`${base}/features/${id}`, undefined, signal),
    enabled: id !== null,
  })

/** What the map shows, as a list. */
export interface InViewWish {
  bbox: string
  asOf: string
  layers: readonly string[]
  q: string
}

const inViewOf = ({ layers, ...wish }: InViewWish) => ({ ...wish, layers: [...layers] })

export const useInView = (wish: InViewWish | null) =>
  useInfiniteQuery({
    queryKey: [...key, 'in view', wish],
    queryFn: ({ pageParam, signal }) =>
      get<InViewList>(`${base}/features`, { ...(wish ? inViewOf(wish) : {}), limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: wish !== null && wish.layers.length > 0,
  })

/** Where the same is taken away as a table. */
export const inViewFile = (wish: InViewWish): string => withQuery(`${base}/features.csv`, inViewOf(wish))

export const revisionsQuery = (layer: string) =>
  queryOptions({
    queryKey: [...key, 'revisions', layer],
    queryFn: ({ signal }) => get<RevisionList>(`${base}/layers/${layer}/revisions`, { limit: 100 }, signal),
  })

/** So many differences are drawn and listed at most; the list says how many there are. */
export const MOST_DIFFERENCES = 1000

export const differenceQuery = (from: string | null, to: string, layers: readonly string[]) =>
  queryOptions({
    queryKey: [...key, 'difference', from, to, layers],
    queryFn: async ({ signal }) => {
      const items: DifferenceList['items'] = []
      let total = 0
      for (let cursor: string | null = ''; cursor !== null && items.length < MOST_DIFFERENCES; ) {
        const page: DifferenceList = await get(
          `${base}/difference`,
          { from, to, layer: [...layers], limit: 200, cursor },
          signal,
        )
        items.push(...page.items)
        total = page.total
        cursor = page.next
      }
      return { items, total }
    },
    enabled: from !== null && layers.length > 0,
  })

export const outlinesQuery = (codes: readonly string[]) =>
  queryOptions({
    queryKey: ['outlines', 'blueprint', codes],
    queryFn: ({ signal }) =>
      get<OutlineCollection>('/api/v1/jurisdictions.geojson', { codes: codes.join(',') }, signal),
    enabled: codes.length > 0,
    staleTime: 3_600_000,
  })

/** Adds a layer; sent again with the same key, it adds no second one. */
export function useAddLayer() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ layer, key: once }: { layer: NewLayer; key: string }) =>
      send<Layer>('POST', `${base}/layers`, layer, undefined, once),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  })
}

/** Corrects what is said of a layer, in the version that the person saw. */
export function useEditLayer(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ version, ...edit }: LayerEdit & { version: number }) =>
      send<Layer>('PATCH', `${base}/layers/${id}`, edit, version),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  })
}

export function useWithdrawLayer(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ restore, reason }: { restore: boolean; reason: string }) =>
      send<Layer>('POST', `${base}/layers/${id}/${restore ? 'restore' : 'withdraw'}`, { reason }),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  })
}
