import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { OrganizationDetail, OrganizationList, OrganizationQuery } from '../../../src/gazetteer/schemas.ts'
import type { UnitSummary } from '../../../src/plan/schemas.ts'
import { get } from '../shell/api.ts'

export const organizationsQuery = (query: Partial<Pick<OrganizationQuery, 'q' | 'within' | 'cluster' | 'limit'>>) =>
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
