import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  EntriesImported,
  EntryContent,
  EntryDetail,
  EntryList,
  NewRegistry,
  RegistryDetail,
  RegistryEdit,
  RegistryImportPreview,
  RegistryList,
} from '../../../../src/exchange/schemas.ts'
import { get, send, upload } from '../../shell/api.ts'
import type { RegistrySearch } from './filter.ts'

const key = ['registries'] as const
const address = (code: string) => `/api/v1/registries/${code}`
const entryAddress = (code: string, id: string) => `${address(code)}/entries/${id}`

export const registriesQuery = queryOptions({
  queryKey: [...key, 'all'],
  queryFn: ({ signal }) => get<RegistryList>('/api/v1/registries', undefined, signal),
})

export const registryQuery = (code: string) =>
  queryOptions({
    queryKey: [...key, 'register', code],
    queryFn: ({ signal }) => get<RegistryDetail>(address(code), undefined, signal),
  })

export const useEntries = (code: string, search: RegistrySearch) =>
  useInfiniteQuery({
    queryKey: [...key, 'list', code, search],
    queryFn: ({ pageParam, signal }) =>
      get<EntryList>(`${address(code)}/entries`, { ...search, limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const entryQuery = (code: string, id: string, version?: number) =>
  queryOptions({
    queryKey: [...key, 'one', code, id, version ?? null],
    queryFn: ({ signal }) => get<EntryDetail>(entryAddress(code, id), { version }, signal),
  })

/** An act on registers: afterwards all of them are asked anew. */
function useAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: act, onSuccess: () => queries.invalidateQueries({ queryKey: key }) })
}

export const useAddRegistry = () =>
  useAct(({ body, once }: { body: NewRegistry; once: string }) =>
    send<RegistryDetail>('POST', '/api/v1/registries', body, undefined, once),
  )
export const useChangeRegistry = (code: string) =>
  useAct(({ body, version }: { body: RegistryEdit; version: number }) =>
    send<RegistryDetail>('PATCH', address(code), body, version),
  )
export const useDraftEntry = (code: string) =>
  useAct(({ content, once }: { content: EntryContent; once: string }) =>
    send<EntryDetail>('POST', `${address(code)}/entries`, { content }, undefined, once),
  )
export const useEditEntry = (code: string) =>
  useAct(({ id, content, revision }: { id: string; content: EntryContent; revision: number }) =>
    send<EntryDetail>('PATCH', entryAddress(code, id), { content }, revision),
  )
export const useFurtherEntry = (code: string, id: string) =>
  useAct((_: undefined) => send<EntryDetail>('POST', `${entryAddress(code, id)}/versions`))
export const usePublishEntry = (code: string) =>
  useAct(({ id, revision }: Pick<EntryDetail, 'id' | 'revision'>) =>
    send<EntryDetail>('POST', `${entryAddress(code, id)}/publish`, undefined, revision),
  )
export const useWithdrawEntry = (code: string, id: string) =>
  useAct((reason: string) => send<EntryDetail>('POST', `${entryAddress(code, id)}/withdraw`, { reason }))
/** What was thrown away is not asked for again. */
export function useDiscardEntry(code: string, id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (revision: number) => send<void>('DELETE', `${entryAddress(code, id)}/draft`, undefined, revision),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: [...key, 'list', code] })
      void queries.invalidateQueries({ queryKey: registriesQuery.queryKey })
    },
  })
}

export interface TableWish {
  file: File
  publish: boolean
  /** Of the file that was looked at. */
  sha256?: string
}

function formOf({ file, publish, sha256 }: TableWish): FormData {
  const form = new FormData()
  form.append('publish', publish ? 'yes' : 'no')
  if (sha256) form.append('sha256', sha256)
  form.append('file', file)
  return form
}

/** What importing a table would do. */
export const useTablePreview = (code: string) =>
  useMutation({
    mutationFn: (wish: TableWish) =>
      upload<RegistryImportPreview>(`${address(code)}/imports/preview`, formOf(wish), () => {}),
  })
export const useTableImport = (code: string) =>
  useAct((wish: TableWish) => upload<EntriesImported>(`${address(code)}/imports`, formOf(wish), () => {}))
