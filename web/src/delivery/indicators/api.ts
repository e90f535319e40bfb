import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import type {
  Candidate,
  IndicatorDetail,
  IndicatorEdit,
  IndicatorList,
  NewIndicator,
  NewObservation,
  PartsBody,
} from '../../../../src/delivery/indicators/schemas.ts'
import { everyOne, get, Problem, send } from '../../shell/api.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'

export interface IndicatorFilter {
  q?: string
  nature?: 'binding' | 'expected'
  document?: string
}

const key = ['indicators'] as const

export const useIndicators = (filter: IndicatorFilter) =>
  useInfiniteQuery({
    queryKey: [...key, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      get<IndicatorList>('/api/v1/indicators', { ...filter, limit: 100, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const indicatorQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => get<IndicatorDetail>(`/api/v1/indicators/${id}`, undefined, signal),
  })

export const indicatorsOfTask = (task: string) =>
  queryOptions({
    queryKey: [...key, 'task', task],
    queryFn: ({ signal }) => get<IndicatorList>('/api/v1/indicators', { task, limit: 100 }, signal),
  })

export const candidatesQuery = queryOptions({
  queryKey: [...key, 'candidates'],
  queryFn: ({ signal }) =>
    get<{ total: number; items: Candidate[] }>('/api/v1/indicators/candidates', undefined, signal),
})

export const choicesQuery = queryOptions({
  queryKey: [...key, 'choices'],
  queryFn: ({ signal }) => everyOne<IndicatorList['items'][number]>('/api/v1/indicators', signal),
})

/** A change of indicators: lists and pages are read again; a problem is said in words. 412 is the caller's to show. */
function useChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const { t } = useTranslation()
  const words = useProblemText()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      message.success(t('delivery.indicators.saved'))
      await queries.invalidateQueries({ queryKey: key })
    },
    onError: (problem) => {
      if (problem instanceof Problem && problem.status === 412) return
      const { title, todo } = words(problem)
      message.error(`${title} ${todo}`)
    },
  })
}

export const useMakeIndicators = () =>
  useChange((commitmentIds: readonly string[]) =>
    send<{ ids: string[] }>('POST', '/api/v1/indicators/from-commitments', { commitmentIds }),
  )
export const useAddIndicator = () =>
  useChange((body: NewIndicator) => send<IndicatorDetail>('POST', '/api/v1/indicators', body))
export const useEditIndicator = (id: string) =>
  useChange(({ body, revision }: { body: IndicatorEdit; revision: number }) =>
    send<IndicatorDetail>('PATCH', `/api/v1/indicators/${id}`, body, revision),
  )
export const useObserve = (id: string) =>
  useChange((body: NewObservation) => send<IndicatorDetail>('POST', `/api/v1/indicators/${id}/observations`, body))
export const useSetParts = (id: string) =>
  useChange(({ body, revision }: { body: PartsBody; revision: number }) =>
    send<IndicatorDetail>('PUT', `/api/v1/indicators/${id}/parts`, body, revision),
  )
export const useLinkIndicator = () =>
  useChange(({ id, taskId, linked }: { id: string; taskId: string; linked: boolean }) =>
    send<IndicatorDetail>(linked ? 'PUT' : 'DELETE', `/api/v1/indicators/${id}/tasks/${taskId}`),
  )
export const useRetire = (id: string) =>
  useChange(({ reason, revision }: { reason: string; revision: number }) =>
    send<IndicatorDetail>('POST', `/api/v1/indicators/${id}/retire`, { reason }, revision),
  )
