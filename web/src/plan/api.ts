import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  BulkConfirmBody,
  BulkConfirmed,
  Changed,
  CommitmentDetail,
  CommitmentList,
  Document,
  DocumentCommitments,
  DocumentDetail,
  DocumentList,
  DocumentPatch,
  DocumentText,
  EditBody,
  Facets,
  MergeBody,
  SplitBody,
  VersionChanges,
} from '../../../src/plan/schemas.ts'
import { get, type Query, send } from '../shell/api.ts'
import type { RegisterFilter } from './register/filter.ts'

const base = '/api/v1'

export const documentsQuery = (q?: string, withdrawn = false) =>
  queryOptions({
    queryKey: ['documents', q ?? '', withdrawn],
    queryFn: ({ signal }) => get<DocumentList>(`${base}/documents`, { q, withdrawn, limit: 200 }, signal),
    placeholderData: keepPreviousData,
  })

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: ['document', id, 'facts'],
    queryFn: ({ signal }) => get<DocumentDetail>(`${base}/documents/${id}`, undefined, signal),
  })

/** The text of one version never changes, so once here it stays. */
export const documentTextQuery = (id: string, version: number | undefined) =>
  queryOptions({
    queryKey: ['document', id, 'text', version],
    queryFn: ({ signal }) => get<DocumentText>(`${base}/documents/${id}/text`, { version }, signal),
    enabled: version !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const documentCommitmentsKey = (id: string) => ['document', id, 'commitments'] as const
export const documentCommitmentsQuery = (id: string) =>
  queryOptions({
    queryKey: documentCommitmentsKey(id),
    queryFn: ({ signal }) => get<DocumentCommitments>(`${base}/documents/${id}/commitments`, undefined, signal),
  })

export const changesQuery = (id: string, range: { from?: number; to?: number }) =>
  queryOptions({
    queryKey: ['document', id, 'changes', range],
    queryFn: ({ signal }) => get<VersionChanges>(`${base}/documents/${id}/changes`, range, signal),
  })

export const commitmentQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['commitment', id],
    queryFn: ({ signal }) => get<CommitmentDetail>(`${base}/commitments/${id}`, undefined, signal),
    enabled: id !== undefined,
  })

export const facetsQuery = ({ sort: _order, ...filter }: RegisterFilter) =>
  queryOptions({
    queryKey: ['facets', filter],
    queryFn: ({ signal }) => get<Facets>(`${base}/commitments/facets`, filter as Query, signal),
    placeholderData: keepPreviousData,
  })

/** The register, a page at a time, each continued from where the former one ended. */
export function useRegister(filter: RegisterFilter, limit = 50) {
  return useInfiniteQuery({
    queryKey: ['register', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      get<CommitmentList>(`${base}/commitments`, { ...filter, limit, cursor: pageParam } as Query, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
}

/** One change that a person makes, as the API takes it. */
export type Act =
  | { kind: 'confirm'; id: string; revision: number }
  | { kind: 'reject'; id: string; revision: number; reason: string }
  | { kind: 'edit'; id: string; revision: number; body: EditBody }
  | { kind: 'split'; id: string; revision: number; body: SplitBody }
  | { kind: 'merge'; body: MergeBody }
  | { kind: 'undo'; changeId: string }

export function perform(act: Act): Promise<Changed> {
  switch (act.kind) {
    case 'confirm':
      return send('POST', `${base}/commitments/${act.id}/confirm`, {}, act.revision)
    case 'reject':
      return send('POST', `${base}/commitments/${act.id}/reject`, { reason: act.reason }, act.revision)
    case 'edit':
      return send('POST', `${base}/commitments/${act.id}/edit`, act.body, act.revision)
    case 'split':
      return send('POST', `${base}/commitments/${act.id}/split`, act.body, act.revision)
    case 'merge':
      return send('POST', `${base}/commitments/merge`, act.body)
    case 'undo':
      return send('POST', `${base}/changes/${act.changeId}/undo`, {})
  }
}

export const confirmMany = (body: BulkConfirmBody): Promise<BulkConfirmed> =>
  send('POST', `${base}/commitments/confirm`, body)

/** Marks as outdated whatever shows commitments other than the reader's own list. */
export function useForgetLists() {
  const queries = useQueryClient()
  return () => {
    for (const first of ['register', 'facets', 'documents', 'commitment', 'unit'])
      void queries.invalidateQueries({ queryKey: [first] })
  }
}

export function usePatchDocument(document: Pick<Document, 'id' | 'revision'>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: DocumentPatch) =>
      send<DocumentDetail>('PATCH', `${base}/documents/${document.id}`, change, document.revision),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['document', document.id, 'facts'] })
      void queries.invalidateQueries({ queryKey: ['documents'] })
    },
  })
}

/** Marks as outdated whatever shows documents or what is in them. */
export function useForgetDocuments() {
  const queries = useQueryClient()
  return () => {
    for (const first of ['documents', 'document', 'register', 'facets', 'commitment', 'unit'])
      void queries.invalidateQueries({ queryKey: [first] })
  }
}

/** Takes a document out of the register with the reason, or brings it back. */
export function useWithdrawal(document: Pick<Document, 'id' | 'revision'>) {
  const forgetDocuments = useForgetDocuments()
  return useMutation({
    mutationFn: ({ act, reason }: { act: 'withdraw' | 'restore'; reason?: string }) =>
      send<DocumentDetail>(
        'POST',
        `${base}/documents/${document.id}/${act}`,
        reason ? { reason } : {},
        document.revision,
      ),
    onSettled: forgetDocuments,
  })
}
