import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import type {
  CycleList,
  CycleOverview,
  Desk,
  DraftContent,
  DraftSaved,
  Evidence,
  Foreseen,
  ObligationDetail,
  ObligationList,
  ObligationMoved,
  ObligationQuery,
  ReportContent,
  Submitted,
} from '../../../../src/delivery/reporting/schemas.ts'
import { get, Problem, problemFrom, send, upload } from '../../shell/api.ts'

export const deskQuery = (done: boolean, limit: number) =>
  queryOptions({
    queryKey: ['desk', done, limit],
    queryFn: ({ signal }) => get<Desk>('/api/v1/desk', { done, limit }, signal),
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  })

export const obligationQuery = (id: string) =>
  queryOptions({
    queryKey: ['obligation', id],
    queryFn: ({ signal }) => get<ObligationDetail>(`/api/v1/obligations/${id}`, undefined, signal),
    staleTime: 10_000,
  })

export const obligationsQuery = (query: Partial<ObligationQuery>) =>
  queryOptions({
    queryKey: ['obligations', query],
    queryFn: ({ signal }) => get<ObligationList>('/api/v1/obligations', { limit: 200, ...query }, signal),
    placeholderData: keepPreviousData,
  })

export const cyclesQuery = (programme?: string) =>
  queryOptions({
    queryKey: ['cycles', programme],
    queryFn: ({ signal }) => get<CycleList>('/api/v1/cycles', { programme }, signal),
  })

export const cycleQuery = (id: string) =>
  queryOptions({
    queryKey: ['cycle', id],
    queryFn: ({ signal }) => get<CycleOverview>(`/api/v1/cycles/${id}`, undefined, signal),
  })

export const useDesk = (done: boolean, limit: number) => useQuery(deskQuery(done, limit))
export const useObligation = (id: string) => useQuery(obligationQuery(id))

export const putDraft = (id: string, content: DraftContent, revision: number) =>
  send<DraftSaved>('PUT', `/api/v1/obligations/${id}/draft`, { content }, revision)

export const dropDraft = (id: string, revision: number) =>
  send<void>('DELETE', `/api/v1/obligations/${id}/draft`, undefined, revision)

/** What would be held against the report if it were sent as it stands. */
export const foreseeDoubts = (id: string, content: ReportContent) =>
  send<Foreseen>('POST', `/api/v1/obligations/${id}/doubts`, { content })

/** Reports. `key` makes a repeated request (an answer that was lost on the way) the same report. */
export async function submitReport(
  id: string,
  content: ReportContent,
  { key, revision }: { key: string; revision: number },
): Promise<Submitted> {
  let response: Response
  try {
    response = await fetch(`/api/v1/obligations/${id}/reports`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'if-match': `"v${revision}"`, 'idempotency-key': key },
      body: JSON.stringify({ content }),
    })
  } catch (error) {
    throw new Problem('network', 0, String(error))
  }
  const text = await response.text()
  if (!response.ok) throw problemFrom(response.status, text)
  return JSON.parse(text) as Submitted
}

export const reviewReport = (
  reportId: string,
  body: { decision: 'accepted' | 'returned'; reason?: string },
  revision: number,
) => send<ObligationMoved>('POST', `/api/v1/reports/${reportId}/review`, body, revision)

export const stepObligation = (id: string, step: 'waive' | 'demand', reason: string) =>
  send<ObligationMoved>('POST', `/api/v1/obligations/${id}/${step}`, { reason })

export const verifyEvidence = (id: string, note: string) =>
  send<Evidence>('POST', `/api/v1/evidence/${id}/verify`, { note })

export const settleContradiction = (id: string, settlement: string) =>
  send<unknown>('POST', `/api/v1/contradictions/${id}/settle`, { settlement })

export function addEvidence(taskId: string, file: File, onProgress: (part: number) => void): Promise<Evidence> {
  const form = new FormData()
  form.append('title', file.name.replace(/\.[^.]+$/, ''))
  form.append('file', file)
  return upload<Evidence>(`/api/v1/tasks/${taskId}/evidence`, form, onProgress)
}
