import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Batch, BatchList, FlaggedList, Uploaded, UploadPreview } from '../../../../src/monitoring/schemas.ts'
import { get, upload } from '../../shell/api.ts'

const key = ['monitoring', 'batches'] as const
const path = '/api/v1/observations/uploads'

/** A file, and how it is meant. */
export interface UploadWish {
  file: File
  origin: 'manual' | 'automatic'
  method?: string
  /** Of the file that was looked at. */
  sha256?: string
  /** Why values that stand already are corrected. */
  correction?: string
}

function formOf({ file, ...wish }: UploadWish): FormData {
  const form = new FormData()
  // Fields come before the file: the server reads the form as it streams in.
  for (const [name, value] of Object.entries(wish)) if (value) form.append(name, value)
  form.append('file', file)
  return form
}

/** What uploading the file would do. */
export const useUploadPreview = (onProgress: (part: number) => void) =>
  useMutation({ mutationFn: (wish: UploadWish) => upload<UploadPreview>(`${path}/preview`, formOf(wish), onProgress) })

export function useUpload(onProgress: (part: number) => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (wish: UploadWish) => upload<Uploaded>(path, formOf(wish), onProgress),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['monitoring'] }),
  })
}

export const useBatches = () =>
  useInfiniteQuery({
    queryKey: [...key, 'list'],
    queryFn: ({ pageParam, signal }) =>
      get<BatchList>('/api/v1/observations/batches', { limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const batchQuery = (id: number) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => get<Batch>(`/api/v1/observations/batches/${id}`, undefined, signal),
  })

/** The outliers that a batch brought. */
export const flaggedQuery = (id: number) =>
  queryOptions({
    queryKey: [...key, 'flagged', id],
    queryFn: ({ signal }) => get<FlaggedList>(`/api/v1/observations/batches/${id}/flagged`, undefined, signal),
  })
