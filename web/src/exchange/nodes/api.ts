import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  NeighbourAlert,
  NeighbourAlertList,
  NewOutsideRequest,
  NodeList,
  OutsideGrantList,
  OutsideReply,
  OutsideRequest,
  OutsideRequestList,
  OutsideResubmission,
  OutsideRows,
  RegionCockpit,
  RegionTaskList,
  ToldResourceList,
  ToldResourceListed,
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

export const toldResourceQuery = (owner: string, id: string) =>
  queryOptions({
    queryKey: ['nodes', 'resource', owner, id],
    queryFn: ({ signal }) => get<ToldResourceListed>(`${PATH}/resources/${owner}/${id}`, undefined, signal),
  })

export const useOutsideRequests = () => useToldList<OutsideRequestList>('requests', {})

export const outsideRequestQuery = (id: string) =>
  queryOptions({
    queryKey: ['nodes', 'request', id],
    queryFn: ({ signal }) => get<OutsideRequest>(`${PATH}/requests/${id}`, undefined, signal),
    refetchInterval: EVERY_MS,
  })

export const grantsQuery = queryOptions({
  queryKey: ['nodes', 'grants'],
  queryFn: ({ signal }) => get<OutsideGrantList>(`${PATH}/grants`, undefined, signal),
  refetchInterval: EVERY_MS,
})

export const rowsPath = (owner: string, id: string) => `${PATH}/grants/${owner}/${id}/rows`

/** Rows that another node gave: each page that is asked for is a use, so nothing asks again by itself. */
export const useOutsideRows = (owner: string, id: string, matter: string, look: number) =>
  useInfiniteQuery({
    queryKey: ['outside rows', owner, id, matter, look],
    queryFn: ({ pageParam, signal }) =>
      get<OutsideRows>(rowsPath(owner, id), { matter, limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last: OutsideRows) => last.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  })

/** Asks another node for data, once however often it is sent. */
export function useAskOutside() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ body, once }: { body: NewOutsideRequest; once: string }) =>
      send<OutsideRequest>('POST', `${PATH}/requests`, body, undefined, once),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['nodes'] }),
  })
}

/** Replies to what another node answered. */
export function useReplyOutside(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ body, revision }: { body: OutsideReply; revision: number }) =>
      send<OutsideRequest>('POST', `${PATH}/requests/${id}/replies`, body, revision),
    onSettled: () => queries.invalidateQueries({ queryKey: ['nodes'] }),
  })
}

/** Says better what is asked for, where another node asked for more. */
export function useMendOutside(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ body, revision }: { body: OutsideResubmission; revision: number }) =>
      send<OutsideRequest>('PATCH', `${PATH}/requests/${id}`, body, revision),
    onSettled: () => queries.invalidateQueries({ queryKey: ['nodes'] }),
  })
}

/** Receives a neighbour's alert. */
export function useReceive() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ owner, key, text }: { owner: string; key: string; text?: string }) =>
      send<NeighbourAlert>('POST', `${PATH}/alerts/${owner}/${key}/receipt`, text?.trim() ? { text } : {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['nodes'] }),
  })
}
