import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import type {
  ConflictList,
  Correction,
  Counted,
  Means,
  ObservationList,
  StationDetail,
  StationList,
} from '../../../../src/monitoring/schemas.ts'
import { get, send } from '../../shell/api.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import type { StationsSearch, Step } from './filter.ts'

const key = ['monitoring', 'stations'] as const

export const useStations = (search: StationsSearch) =>
  useInfiniteQuery({
    queryKey: [...key, 'list', search],
    queryFn: ({ pageParam, signal }) =>
      get<StationList>('/api/v1/stations', { ...search, limit: 100, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const stationQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => get<StationDetail>(`/api/v1/stations/${id}`, undefined, signal),
  })

export const meansQuery = (asked: { datastream: number; by: Step; from: string; to: string }) =>
  queryOptions({
    queryKey: [...key, 'means', asked],
    queryFn: ({ signal }) => get<Means>('/api/v1/observations/means', asked, signal),
    placeholderData: keepPreviousData,
  })

export const useObservations = (asked: { datastream: number; from: string; to: string }) =>
  useInfiniteQuery({
    queryKey: [...key, 'observations', asked],
    queryFn: ({ pageParam, signal }) =>
      get<ObservationList>(
        '/api/v1/observations',
        { ...asked, order: 'newest', limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const conflictsQuery = (station: string) =>
  queryOptions({
    queryKey: [...key, 'conflicts', station],
    queryFn: ({ signal }) => get<ConflictList>('/api/v1/observations/conflicts', { station }, signal),
  })

/** A change of what is monitored: all of the room is read again; a problem is said in words. */
export function useMonitoringChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const { t } = useTranslation()
  const words = useProblemText()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      void message.success(t('monitoring.stations.saved'))
      await queries.invalidateQueries({ queryKey: ['monitoring'] })
    },
    onError: (problem) => {
      const { title, todo } = words(problem)
      void message.error(`${title} ${todo}`)
    },
  })
}

export const useDecide = () =>
  useMonitoringChange(({ id, ...decision }: { id: number; take: boolean; reason: string }) =>
    send<Counted>('POST', `/api/v1/observations/conflicts/${id}/decision`, decision),
  )
export const useCorrect = () =>
  useMonitoringChange((correction: Correction) => send<Counted>('POST', '/api/v1/observations/corrections', correction))
