import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  CatalogueFigures,
  ImportPreview,
  NewRefresh,
  NewResource,
  ResourceDetail,
  ResourceEdit,
  ResourceList,
  ResourcesImported,
} from '../../../../src/exchange/schemas.ts'
import { get, send, upload } from '../../shell/api.ts'
import type { CatalogueSearch } from './filter.ts'

const key = ['resources'] as const

export const useResources = (search: CatalogueSearch) =>
  useInfiniteQuery({
    queryKey: [...key, 'list', search],
    queryFn: ({ pageParam, signal }) =>
      get<ResourceList>('/api/v1/resources', { ...search, limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const figuresQuery = queryOptions({
  queryKey: [...key, 'figures'],
  queryFn: ({ signal }) => get<CatalogueFigures>('/api/v1/resources/figures', undefined, signal),
})

export const resourceQuery = (id: string, version?: number) =>
  queryOptions({
    queryKey: [...key, 'one', id, version ?? null],
    queryFn: ({ signal }) => get<ResourceDetail>(`/api/v1/resources/${id}`, { version }, signal),
  })

/** An act on the catalogue: afterwards all of it is asked anew. */
function useAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: act, onSuccess: () => queries.invalidateQueries({ queryKey: key }) })
}

export const useDraftResource = () =>
  useAct(({ body, once }: { body: NewResource; once: string }) =>
    send<ResourceDetail>('POST', '/api/v1/resources', body, undefined, once),
  )
export const useEditResource = (id: string) =>
  useAct(({ body, revision }: { body: ResourceEdit; revision: number }) =>
    send<ResourceDetail>('PATCH', `/api/v1/resources/${id}`, body, revision),
  )
export const useFurtherVersion = (id: string) =>
  useAct((_: undefined) => send<ResourceDetail>('POST', `/api/v1/resources/${id}/versions`))
export const usePublish = (id: string) =>
  useAct((revision: number) => send<ResourceDetail>('POST', `/api/v1/resources/${id}/publish`, undefined, revision))
export const useWithdraw = (id: string) =>
  useAct((reason: string) => send<ResourceDetail>('POST', `/api/v1/resources/${id}/withdraw`, { reason }))
/** What was thrown away is not asked for again. */
export function useDiscard(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (revision: number) => send<void>('DELETE', `/api/v1/resources/${id}/draft`, undefined, revision),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: [...key, 'list'] })
      void queries.invalidateQueries({ queryKey: figuresQuery.queryKey })
    },
  })
}
export const useRefresh = (id: string) =>
  useAct(({ body, once }: { body: NewRefresh; once: string }) =>
    send<ResourceDetail>('POST', `/api/v1/resources/${id}/refreshes`, body, undefined, once),
  )
export const useEnterCreditCode = () =>
  useAct(({ organizationId, creditCode }: { organizationId: string; creditCode: string }) =>
    send<CatalogueFigures>('PATCH', `/api/v1/resources/providers/${organizationId}`, { creditCode }),
  )

export interface ImportWish {
  file: File
  publish: boolean
  /** Of the file that was looked at. */
  sha256?: string
}

function formOf({ file, publish, sha256 }: ImportWish): FormData {
  const form = new FormData()
  form.append('publish', publish ? 'yes' : 'no')
  if (sha256) form.append('sha256', sha256)
  form.append('file', file)
  return form
}

/** What importing an inventory would do. */
export const useImportPreview = () =>
  useMutation({
    mutationFn: (wish: ImportWish) =>
      upload<ImportPreview>('/api/v1/resources/imports/preview', formOf(wish), () => {}),
  })
export const useImport = () =>
  useAct((wish: ImportWish) => upload<ResourcesImported>('/api/v1/resources/imports', formOf(wish), () => {}))
