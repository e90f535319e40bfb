import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  AddTieBody,
  AlignBody,
  AlignmentList,
  AlignmentMatrix,
  AlignmentView,
  AlignmentWeights,
  DocumentAlignment,
  MatrixQuery,
  ProvisionEvidence,
  TieBody,
  TieChanged,
  VerdictBody,
  VerdictChanged,
} from '../../../src/alignment/schemas.ts'
import { get, send, withQuery } from '../shell/api.ts'

const base = '/api/v1'

export const alignmentsQuery = (documentId?: string) =>
  queryOptions({
    queryKey: ['alignments', documentId ?? ''],
    queryFn: ({ signal }) => get<AlignmentList>(`${base}/alignments`, { documentId, limit: 100 }, signal),
  })

export const alignmentKey = (id: string) => ['alignment', id] as const
export const alignmentQuery = (id: string) =>
  queryOptions({
    queryKey: alignmentKey(id),
    queryFn: ({ signal }) => get<AlignmentView>(`${base}/alignments/${id}`, undefined, signal),
    staleTime: 60_000,
  })

const provisionPath = (id: string, address: string) =>
  `${base}/alignments/${id}/provisions/${encodeURIComponent(address)}`

export const evidenceQuery = (id: string, address: string | undefined) =>
  queryOptions({
    queryKey: ['alignment-evidence', id, address],
    queryFn: ({ signal }) => get<ProvisionEvidence>(provisionPath(id, address ?? ''), undefined, signal),
    enabled: address !== undefined,
    staleTime: 60_000,
  })

export const matrixQuery = (query: MatrixQuery | undefined) =>
  queryOptions({
    queryKey: ['alignment-matrix', query],
    queryFn: ({ signal }) => get<AlignmentMatrix>(`${base}/alignment-matrix`, query, signal),
    enabled: query !== undefined,
    placeholderData: keepPreviousData,
  })

export const weightsQuery = queryOptions({
  queryKey: ['alignment-weights'],
  queryFn: ({ signal }) => get<AlignmentWeights>(`${base}/alignment-weights`, undefined, signal),
})

export const documentAlignmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['document', id, 'alignment'],
    queryFn: ({ signal }) => get<DocumentAlignment>(`${base}/documents/${id}/alignment`, undefined, signal),
  })

export const align = (body: AlignBody) => send<AlignmentView>('POST', `${base}/alignments`, body)
export const learn = () => send<unknown>('POST', `${base}/alignment-weights`, {})

export const sayOfTie = (id: string, tieId: string, body: TieBody, revision: number) =>
  send<TieChanged>('PATCH', `${base}/alignments/${id}/ties/${tieId}`, body, revision)
export const addTie = (id: string, body: AddTieBody) => send<TieChanged>('POST', `${base}/alignments/${id}/ties`, body)
export const setVerdict = (id: string, address: string, body: VerdictBody, revision: number) =>
  send<VerdictChanged>('PATCH', provisionPath(id, address), body, revision)

/** Where a table or report of gaps is taken from. */
export const gapsFile = (id: string, ending: 'docx' | 'xlsx') => `${base}/alignments/${id}/gaps.${ending}`
export const matrixFile = (query: MatrixQuery) => withQuery(`${base}/alignment-matrix.xlsx`, query)
