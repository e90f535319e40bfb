import { keepPreviousData, queryOptions, useInfiniteQuery } from '@tanstack/react-query'
import type { SearchAnswer } from '../../../src/search/schemas.ts'
import { get } from '../shell/api.ts'
import type { SearchFilter } from './filter.ts'

const path = '/api/v1/search'

/** What the box shows while one types: the first few of each. */
export const glanceQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', 'glance', q],
    queryFn: ({ signal }) => get<SearchAnswer>(path, { q, limit: 8 }, signal),
    enabled: q !== '',
    placeholderData: q === '' ? undefined : keepPreviousData,
  })

/** Everything that was found, a page at a time. */
export function useSearch(filter: SearchFilter) {
  return useInfiniteQuery({
    queryKey: ['search', filter],
    queryFn: ({ pageParam, signal }) => get<SearchAnswer>(path, { ...filter, limit: 20, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: filter.q ? keepPreviousData : undefined,
    enabled: Boolean(filter.q),
  })
}
