import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Invitation, User, UserList } from '../../../src/server/schemas.ts'
import { get, send } from '../shell/api.ts'
import type { RoleName } from './session.ts'

const base = '/api/v1/users'

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => get<UserList>(base, { limit: 200 }, signal),
})
export const useUsers = () => useQuery(usersQuery)

export function useUserChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: change, onSuccess: () => queries.invalidateQueries({ queryKey: ['users'] }) })
}

export const invite = (person: { name: string; email: string }) =>
  send<{ user: User; invitation: Invitation }>('POST', base, person)
export const inviteAgain = (user: User) => send<{ invitation: Invitation }>('POST', `${base}/${user.id}/invitation`, {})
export const setDisabled = ({ user, disabled }: { user: User; disabled: boolean }) =>
  send<User>('PATCH', `${base}/${user.id}`, { disabled }, user.version)
export const grant = ({ user, ...membership }: { user: User; organizationId: string; role: RoleName }) =>
  send<User>('POST', `${base}/${user.id}/memberships`, membership)
export const revoke = ({ user, membershipId }: { user: User; membershipId: string }) =>
  send<User>('DELETE', `${base}/${user.id}/memberships/${membershipId}`)
