import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { FeatureCollection } from 'geojson'
import type { Application, Counts, Import, Settings } from '../../../../src/blueprint/schemas.ts'
import { get, send, upload } from '../../shell/api.ts'
import { base } from '../api.ts'

const key = ['blueprint', 'import'] as const

/** While a file is read, its progress is asked for so often (ms). */
const EVERY = 800

export const importQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: [...key, id],
    queryFn: ({ signal }) => get<Import>(`${base}/imports/${id}`, undefined, signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'reading' ? EVERY : false),
  })

export const previewQuery = (read: Import | undefined) =>
  queryOptions({
    queryKey: [...key, read?.id, 'preview', read?.settings],
    queryFn: ({ signal }) => get<FeatureCollection>(`${base}/imports/${read?.id}/preview.geojson`, undefined, signal),
    enabled: read?.state === 'ready' && (read.found?.features ?? 0) > 0,
  })

/** Sends a file with how far it has gone, from 0 to 1. */
export function useSendFile(onProgress: (part: number) => void) {
  return useMutation({
    mutationFn: ({ file, settings }: { file: File; settings: Settings }) => {
      const form = new FormData()
      form.append('settings', JSON.stringify(settings))
      form.append('file', file)
      return upload<Import>(`${base}/imports`, form, onProgress)
    },
  })
}

/** Reads it again with other settings. */
export function useReadAgain(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (settings: Settings) => send<Import>('PUT', `${base}/imports/${id}/settings`, settings),
    onSuccess: (read) => queries.setQueryData([...key, id], read),
  })
}

export function useApply(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (application: Application) =>
      send<{ revision: number; counts: Counts }>('POST', `${base}/imports/${id}/apply`, application),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['blueprint'] }),
  })
}
