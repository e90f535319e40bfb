import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  NeighbourAlert,
  NeighbourAlertList,
  NodeList,
  RegionCockpit,
  RegionTaskList,
  ToldResourceList,
} from '../../../../src/exchange/schemas.ts'
import { get, type Query, send } from '../../shell/api.ts'
import type { NeighbourSearch, RegionSearch, ToldSearch } from './filter.ts'

const PATH = '/api/v1/nodes'
/** What others tell comes by itself: the pages ask again so often (ms), and keep what they show meanwhile. */
const EVERY_MS = 5000

export const nodesQuery = queryOptions({
  queryKey: ['nodes', 'list'],
  queryFn: ({ signal }) => get<NodeList>(PATH, undefined, signal),
  refetchInterval: EVERY_MS,
})

export const regionQuery = queryOptions({
  queryKey: ['nodes', 'cockpit'],
  queryFn: ({ signal }) => get<RegionCockpit>(`${PATH}/cockpit`, undefined, signal),
  refetchInterval: EVERY_MS,
})

interface Listed {
  next: string | null
}

/** A list of a page after the other; what is shown stays until the next answer is here. */
const useToldList = <List extends Listed>(part: string, query: Query) =>
  useInfiniteQuery({
    queryKey: ['nodes', part, query],
    queryFn: ({ pageParam, signal }) =>
      get<List>(`${PATH}/${part}`, { ...query, limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last: List) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
  })

export const useRegionTasks = (search: RegionSearch) => useToldList<RegionTaskList>('tasks', { ...search })
export const useNeighbourAlerts = (search: NeighbourSearch) => useToldList<NeighbourAlertList>('alerts', { ...search })
export const useToldResources = (search: ToldSearch) => useToldList<ToldResourceList>('resources', { ...search })

/** Receives a neighbour's alert. */
export function useReceive() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ owner, key, text }: { owner: string; key: string; text?: string }) =>
      send<NeighbourAlert>('POST', `${PATH}/alerts/${owner}/${key}/receipt`, text?.trim() ? { text } : {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['nodes'] }),
  })
}
