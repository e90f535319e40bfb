import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type {
  Cluster,
  OrganizationDetail,
  OrganizationList,
  OrganizationQuery,
} from '../../../src/gazetteer/schemas.ts'
import type { UnitSummary } from '../../../src/plan/schemas.ts'
import { get } from '../shell/api.ts'

export const organizationsQuery = (
  query: Partial<Pick<OrganizationQuery, 'q' | 'within' | 'cluster' | 'state' | 'limit'>>,
) =>
  queryOptions({
    queryKey: ['organizations', query],
    queryFn: ({ signal }) => get<OrganizationList>('/api/v1/organizations', { limit: 100, ...query }, signal),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  })

export const organizationQuery = (id: string) =>
  queryOptions({
    queryKey: ['organization', id],
    queryFn: ({ signal }) => get<OrganizationDetail>(`/api/v1/organizations/${id}`, undefined, signal),
    staleTime: 300_000,
  })

export const unitSummaryQuery = (id: string) =>
  queryOptions({
    queryKey: ['unit', id, 'summary'],
    queryFn: ({ signal }) => get<UnitSummary>(`/api/v1/organizations/${id}/commitments-summary`, undefined, signal),
  })

/** Every body that matches, a page at a time. */
export const useOrganizations = (query: Partial<Pick<OrganizationQuery, 'q' | 'within'>>) =>
  useInfiniteQuery({
    queryKey: ['organizations', 'all', query],
    queryFn: ({ pageParam, signal }) =>
      get<OrganizationList>('/api/v1/organizations', { ...query, limit: 100, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  })

export const clustersQuery = queryOptions({
  queryKey: ['clusters'],
  queryFn: ({ signal }) => get<{ items: Cluster[] }>('/api/v1/clusters', undefined, signal),
  staleTime: 300_000,
})

/** The jurisdictions of the city clusters known here, and the provinces they lie in. */
export function useClusterPlaces() {
  const clusters = useQuery(clustersQuery)
  const places = new Map<string, { code: string; shortName: string; province: boolean }>()
  const members = clusters.data?.items.flatMap((cluster) => cluster.members) ?? []
  for (const { province } of members) places.set(province.code, { ...province, province: true })
  for (const { jurisdiction } of members) places.set(jurisdiction.code, { ...jurisdiction, province: false })
  return [...places.values()].sort((one, other) => one.code.localeCompare(other.code))
}
