import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { MailWish } from '../../../src/platform/notices/tables.ts'
import { get, send } from '../shell/api.ts'

export interface Notice {
  id: string
  kind: string
  title: string
  titleEn: string
  link: string
  at: string
  read: boolean
}

interface NoticePage {
  items: Notice[]
  unread: number
  next: string | null
}

/** Asked again every minute, and whenever the window is looked at again. */
const EVERY_MS = 60_000

const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: ({ signal }) => get<{ unread: number }>('/api/v1/notices/unread', undefined, signal),
  refetchInterval: EVERY_MS,
  refetchOnWindowFocus: true,
})

export const useUnread = () => useQuery(unreadQuery).data?.unread ?? 0

export function useNotices(unread: boolean, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['notices', 'list', unread],
    queryFn: ({ pageParam, signal }) =>
      get<NoticePage>('/api/v1/notices', { unread, limit: 30, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled,
  })
}

/** Marks as read those named, or all. */
export function useMarkRead() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (ids?: readonly string[]) =>
      send<{ unread: number }>('POST', '/api/v1/notices/read', ids ? { ids } : {}),
    onSuccess: async (answer) => {
      queries.setQueryData(unreadQuery.queryKey, answer)
      await queries.invalidateQueries({ queryKey: ['notices', 'list'] })
    },
  })
}

export function useMailWish(enabled: boolean) {
  return useQuery({
    queryKey: ['notices', 'preference'],
    queryFn: ({ signal }) => get<{ mail: MailWish }>('/api/v1/notices/preference', undefined, signal),
    enabled,
  })
}

export function useChooseMail() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (mail: MailWish) => send<{ mail: MailWish }>('PUT', '/api/v1/notices/preference', { mail }),
    onSuccess: (answer) => queries.setQueryData(['notices', 'preference'], answer),
  })
}
