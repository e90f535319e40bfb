import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { KeyScope } from '../../../../src/platform/access/index.ts'
import { get, send } from '../../shell/api.ts'

const path = '/api/v1/service-keys'

/** A key by which another program reads as this user; its text was shown once, when it was made. */
export interface ServiceKey {
  id: string
  name: string
  scope: KeyScope
  createdAt: string
  lastUsedAt: string | null
}

export const serviceKeysQuery = queryOptions({
  queryKey: ['service-keys'],
  queryFn: ({ signal }) => get<ServiceKey[]>(path, undefined, signal),
})

export function useMakeKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (wish: { name: string; scope: KeyScope }) => send<{ id: string; key: string }>('POST', path, wish),
    onSuccess: () => queries.invalidateQueries(serviceKeysQuery),
  })
}

export function useEndKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => send<unknown>('DELETE', `${path}/${id}`),
    onSettled: () => queries.invalidateQueries(serviceKeysQuery),
  })
}
