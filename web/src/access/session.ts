import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Permission, Role } from '../../../src/platform/access/permissions.ts'
import type { SessionInfo } from '../../../src/server/schemas.ts'
import { get, send } from '../shell/api.ts'

export type Session = SessionInfo
export type RoleName = Role

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Session>('/api/v1/session', undefined, signal),
  staleTime: 60_000,
})

export const useSession = () => useQuery(sessionQuery)

/** Whether the actor may do this. The server and the row policies decide; the page only hides what would be refused. */
export function useMay(permission: Permission): boolean {
  return useSession().data?.permissions.includes(permission) ?? false
}

/** Acts for another of the user's organizations; whatever was loaded under the former one is dropped. */
export function useSwitchActor() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (membershipId: string) => send<unknown>('POST', '/api/v1/session/actor', { membershipId }),
    onSuccess: async () => {
      await queries.cancelQueries()
      await queries.resetQueries()
    },
  })
}

export function useSignOut() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => send<unknown>('POST', '/api/auth/sign-out', {}),
    onSettled: () => {
      queries.clear()
      window.location.assign('/')
    },
  })
}
