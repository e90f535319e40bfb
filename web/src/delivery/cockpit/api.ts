import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Cockpit, CockpitQuery, LightRules, TaskLights } from '../../../../src/delivery/cockpit/schemas.ts'
import type { OutlineCollection } from '../../../../src/gazetteer/schemas.ts'
import { get } from '../../shell/api.ts'

export const cockpitQuery = (filter: CockpitQuery) =>
  queryOptions({
    queryKey: ['cockpit', filter],
    queryFn: ({ signal }) => get<Cockpit>('/api/v1/cockpit', filter, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })

export const lightRulesQuery = queryOptions({
  queryKey: ['light-rules'],
  queryFn: ({ signal }) => get<LightRules>('/api/v1/light-rules', undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

export const taskLightsQuery = (taskId: string) =>
  queryOptions({
    queryKey: ['task', taskId, 'light'],
    queryFn: ({ signal }) => get<TaskLights>(`/api/v1/tasks/${taskId}/light`, undefined, signal),
  })

/** Simplified to about what a map of the page's width can show. */
export const outlinesQuery = (codes: readonly string[]) =>
  queryOptions({
    queryKey: ['outlines', codes],
    queryFn: ({ signal }) =>
      get<OutlineCollection>('/api/v1/jurisdictions.geojson', { codes: codes.join(','), tolerance: 0.01 }, signal),
    enabled: codes.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
