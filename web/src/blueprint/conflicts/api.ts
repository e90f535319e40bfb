import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FeatureCollection } from 'geojson'
import type { Conflict, ConflictDetail, ConflictList } from '../../../../src/blueprint/schemas.ts'
import { get, send } from '../../shell/api.ts'
import { base } from '../api.ts'

const key = ['blueprint', 'conflicts'] as const

export interface ConflictWish {
  state?: Conflict['state']
  rule?: Conflict['rule']
  sliver?: boolean
  bbox?: string
}

const queryOf = ({ sliver, ...wish }: ConflictWish) => ({ ...wish, ...(sliver === false ? { sliver: 'false' } : {}) })

export const useConflicts = (wish: ConflictWish, wanted: boolean) =>
  useInfiniteQuery({
    queryKey: [...key, 'list', wish],
    queryFn: ({ pageParam, signal }) =>
      get<ConflictList>(`${base}/conflicts`, { ...queryOf(wish), limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: wanted,
  })

/** The same as shapes, for the map. */
export const conflictShapesQuery = (wish: ConflictWish, wanted: boolean) =>
  queryOptions({
    queryKey: [...key, 'shapes', wish],
    queryFn: async ({ signal }): Promise<FeatureCollection> => {
      const shapes = await get<FeatureCollection>(`${base}/conflicts.geojson`, queryOf(wish), signal)
      // The map's style reads properties only.
      const features = shapes.features.filter(({ geometry }) => geometry !== null)
      return { ...shapes, features: features.map((one) => ({ ...one, properties: { ...one.properties, id: one.id } })) }
    },
    enabled: wanted,
  })

export const conflictQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => get<ConflictDetail>(`${base}/conflicts/${id}`, undefined, signal),
    enabled: id !== undefined,
  })

/** Accepts a conflict, or opens it again; either with the reason. */
export function useDecide({ id, revision }: Pick<Conflict, 'id' | 'revision'>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ act, reason }: { act: 'accept' | 'reopen'; reason: string }) =>
      send<ConflictDetail>('POST', `${base}/conflicts/${id}/${act}`, { reason }, revision),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
}
