import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  ExplainedScore,
  NewScoreDraft,
  NewScoreRule,
  ScoreDraft,
  ScoreList,
  ScorePreview,
  ScoreRule,
} from '../../../../src/delivery/scores/schemas.ts'
import { get, send } from '../../shell/api.ts'

export type { ScoreDraft, ScoreRule }

interface Asked {
  period: string
  by?: string | undefined
  rule?: number | undefined
}

const key = ['scores'] as const

export const scoresQuery = (asked: Asked) =>
  queryOptions({
    queryKey: [...key, asked],
    queryFn: ({ signal }) => get<ScoreList>('/api/v1/scores', { ...asked }, signal),
    placeholderData: keepPreviousData,
  })

/** What made the score of a unit, or of a place (of cities or provinces). */
export const explainedQuery = (of: { unit: string } | { place: string; by: string }, { period, rule }: Asked) =>
  queryOptions({
    queryKey: [...key, of, period, rule],
    queryFn: ({ signal }) =>
      'unit' in of
        ? get<ExplainedScore>(`/api/v1/scores/units/${of.unit}`, { period, rule }, signal)
        : get<ExplainedScore>(`/api/v1/scores/places/${of.place}`, { period, rule, by: of.by }, signal),
  })

export const rulesQuery = queryOptions({
  queryKey: [...key, 'rules'],
  queryFn: ({ signal }) => get<{ items: ScoreRule[] }>('/api/v1/score-rules', undefined, signal),
})

export const draftQuery = queryOptions({
  queryKey: [...key, 'draft'],
  queryFn: ({ signal }) => get<{ draft: ScoreDraft | null }>('/api/v1/score-draft', undefined, signal),
})

/** Of a saved revision: another draft has another preview. */
export const previewQuery = (revision: number, asked: { period: string; by?: string | undefined }) =>
  queryOptions({
    queryKey: [...key, 'preview', revision, asked],
    queryFn: ({ signal }) => get<ScorePreview>('/api/v1/score-draft/preview', { ...asked }, signal),
    placeholderData: keepPreviousData,
  })

/** The draft of the next rule: written, thrown away, published. */
export function useDraftActs() {
  const queries = useQueryClient()
  const told = (draft: ScoreDraft | null) => queries.setQueryData(draftQuery.queryKey, { draft })
  const save = useMutation({
    mutationFn: ({ draft, revision }: { draft: NewScoreDraft; revision: number }) =>
      send<ScoreDraft>('PUT', '/api/v1/score-draft', draft, revision || undefined),
    onSuccess: told,
  })
  const drop = useMutation({
    mutationFn: (revision: number) => send<void>('DELETE', '/api/v1/score-draft', undefined, revision),
    onSuccess: () => told(null),
  })
  const publish = useMutation({
    mutationFn: (rule: NewScoreRule) => send<ScoreRule>('POST', '/api/v1/score-rules', rule),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  })
  return { save, drop, publish }
}
