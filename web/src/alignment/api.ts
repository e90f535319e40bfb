import { keepPreviousData, queryOptions, useInfiniteQuery } from '@tanstack/react-query'
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

const listPath = `${base}/alignments`

/** The pairs that are compared, a page at a time. */
export function useAlignments() {
  return useInfiniteQuery({
    queryKey: ['alignments', 'pages'],
    queryFn: ({ pageParam, signal }) =>
      get<AlignmentList>(listPath, { limit: 50, cursor: pageParam || undefined }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })
}

/** All documents that others are compared with, by id: what the matrix may be of. */
export const uppersQuery = queryOptions({
  queryKey: ['alignments', 'uppers'],
  queryFn: async ({ signal }) => {
    const titles = new Map<string, string>()
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page: AlignmentList = await get<AlignmentList>(listPath, { limit: 200, cursor }, signal)
      for (const { upper } of page.items) if (!titles.has(upper.id)) titles.set(upper.id, upper.title)
      cursor = page.next ?? undefined
    }
    return [...titles]
  },
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
/** Compares the newest versions anew, with what the weights have learned since. */
export const alignAnew = (id: string) => send<AlignmentView>('POST', `${base}/alignments/${id}/align`)
export const learn = () => send<unknown>('POST', `${base}/alignment-weights`, {})

export const sayOfTie = (id: string, tieId: string, body: TieBody, revision: number) =>
  send<TieChanged>('PATCH', `${base}/alignments/${id}/ties/${tieId}`, body, revision)
/** @param revision of the upper provision's verdict, as it was seen */
export const addTie = (id: string, body: AddTieBody, revision: number) =>
  send<TieChanged>('POST', `${base}/alignments/${id}/ties`, body, revision)
export const setVerdict = (id: string, address: string, body: VerdictBody, revision: number) =>
  send<VerdictChanged>('PATCH', provisionPath(id, address), body, revision)

/** Where a table or report of gaps is taken from. */
export const gapsFile = (id: string, ending: 'docx' | 'xlsx') => `${base}/alignments/${id}/gaps.${ending}`
export const matrixFile = (query: MatrixQuery) => withQuery(`${base}/alignment-matrix.xlsx`, query)
