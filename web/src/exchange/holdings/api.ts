import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  HoldingDetail,
  Loaded,
  LoadPreview,
  RevisionList,
  RowList,
  SharedRows,
  UseFigures,
  UseList,
} from '../../../../src/exchange/schemas.ts'
import { get, send, upload } from '../../shell/api.ts'
import type { UseSearch } from './search.ts'

const key = ['holdings'] as const
const path = (resourceId: string, rest = '') => `/api/v1/resources/${resourceId}/holding${rest}`

/** All rows in a file, or the headings alone where there are none. */
export const rowsFile = (resourceId: string, ending: 'xlsx' | 'csv') => path(resourceId, `/rows.${ending}`)

export const holdingQuery = (resourceId: string) =>
  queryOptions({
    queryKey: [...key, resourceId],
    queryFn: ({ signal }) => get<HoldingDetail>(path(resourceId), undefined, signal),
  })

/** Pages of a list, one behind the other. */
const paged = <Page extends { next: string | null }>(
  queryKey: readonly unknown[],
  address: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
) => ({
  queryKey,
  queryFn: ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) =>
    get<Page>(address, { ...query, cursor: pageParam }, signal),
  initialPageParam: '',
  getNextPageParam: (last: Page) => last.next ?? undefined,
})

/** Words that are a recipient's reference of a row, and no beginning of a key. */
const isReference = (words: string) => /^[0-9a-f]{32}$/.test(words)

export const useRows = (resourceId: string, words: string) =>
  useInfiniteQuery(
    paged<RowList>([...key, resourceId, 'rows', words], path(resourceId, '/rows'), {
      limit: 50,
      ...(isReference(words) ? { reference: words } : { q: words }),
    }),
  )

export const useRevisions = (resourceId: string) =>
  useInfiniteQuery(
    paged<RevisionList>([...key, resourceId, 'revisions'], path(resourceId, '/revisions'), { limit: 20 }),
  )

/** What an agreement covers; asked for when one says so, as each time is logged. */
export const useShared = (agreementId: string, matter: string, isWanted: boolean) =>
  useInfiniteQuery({
    ...paged<SharedRows>([...key, 'shared', agreementId, matter], `/api/v1/shared-data/${agreementId}/rows`, {
      limit: 100,
      matter,
    }),
    enabled: isWanted,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchOnMount: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

export const useUses = (search: UseSearch & { resource: string }) =>
  useInfiniteQuery(paged<UseList>([...key, 'uses', search], '/api/v1/share-uses', { ...search, limit: 50 }))

export const useFiguresQuery = (search: UseSearch & { resource: string }) =>
  queryOptions({
    queryKey: [...key, 'figures', search],
    queryFn: ({ signal }) => get<UseFigures>('/api/v1/share-uses/figures', { ...search }, signal),
  })

export interface LoadWish {
  file: File
  manner: 'replace' | 'merge'
  keyItems: readonly string[]
  /** What was looked at: the file, and the revision that it was held against. */
  looked?: Pick<LoadPreview, 'sha256' | 'revision'>
}

function formOf({ file, manner, keyItems, looked }: LoadWish): FormData {
  const form = new FormData()
  form.append('manner', manner)
  if (keyItems.length > 0) form.append('keyItems', JSON.stringify(keyItems))
  if (looked) {
    form.append('sha256', looked.sha256)
    form.append('revision', String(looked.revision))
  }
  form.append('file', file)
  return form
}

export const useLoadPreview = (resourceId: string) =>
  useMutation({
    mutationFn: (wish: LoadWish) => upload<LoadPreview>(path(resourceId, '/preview'), formOf(wish), () => {}),
  })

/** An act on the data: afterwards they, and the catalogue's page of them, are asked for anew. */
function useAct<Input>(act: (input: Input) => Promise<Loaded>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: key }),
        queries.invalidateQueries({ queryKey: ['resources'] }),
      ])
    },
  })
}

export const useLoad = (resourceId: string) =>
  useAct((wish: LoadWish) => upload<Loaded>(path(resourceId, '/loads'), formOf(wish), () => {}))
export const useCorrect = (resourceId: string, number: number) =>
  useAct(({ once, ...body }: { values: Record<string, string | null>; reason: string; once: string }) =>
    send<Loaded>('PATCH', path(resourceId, `/rows/${number}`), body, undefined, once),
  )
export const useRemove = (resourceId: string, number: number) =>
  useAct(({ once, ...body }: { reason: string; once: string }) =>
    send<Loaded>('POST', path(resourceId, `/rows/${number}/remove`), body, undefined, once),
  )
