import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { Permission, Role } from '../../../src/platform/access/permissions.ts'
import type { SessionInfo } from '../../../src/server/schemas.ts'
import { get, send } from '../shell/api.ts'
import { mayStayAt } from '../shell/rooms.ts'

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

/**
 * Acts for another of the user's organizations; whatever was loaded under the former one is dropped. On a page that the
 * new role may not see one is led home.
 */
export function useSwitchActor() {
  const queries = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: (membershipId: string) => send<unknown>('POST', '/api/v1/session/actor', { membershipId }),
    onSuccess: async () => {
      await queries.cancelQueries()
      const { permissions } = await get<Session>('/api/v1/session')
      if (!mayStayAt(router.state.location.pathname, permissions)) await router.navigate({ to: '/' })
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
