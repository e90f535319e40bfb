import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { UnitSummary } from '../../../src/plan/schemas.ts'
import { get } from '../shell/api.ts'

export interface OrganizationLine {
  id: string
  name: string
  shortName: string
  kind: string
  jurisdiction: { code: string; name: string } | null
  validFrom: string | null
  validTo: string | null
  state: string
}

export interface OrganizationNeighbour {
  organization: { id: string; name: string; shortName: string } | null
  kind: 'renamed_to' | 'merged_into' | 'split_into' | 'duty_moved' | 'abolished'
  duty: string | null
  date: string
  precision: 'day' | 'month' | 'year'
  source: string
  note: string | null
}

export interface OrganizationDetail extends OrganizationLine {
  names: readonly {
    name: string
    kind: 'full' | 'short' | 'alias' | 'printed'
    validFrom: string | null
    validTo: string | null
  }[]
  predecessors: readonly OrganizationNeighbour[]
  successors: readonly OrganizationNeighbour[]
}

export const organizationsQuery = (query: { q?: string; jurisdiction?: string; limit?: number }) =>
  queryOptions({
    queryKey: ['organizations', query],
    queryFn: ({ signal }) =>
      get<{ items: OrganizationLine[]; total: number; next: string | null }>(
        '/api/v1/organizations',
        { limit: 100, ...query },
        signal,
      ),
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
