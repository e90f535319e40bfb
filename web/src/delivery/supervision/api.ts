import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import type {
  InspectionDetail,
  InspectionList,
  NoticeDetail,
  NoticeList,
} from '../../../../src/delivery/supervision/schemas.ts'
import { get, type Query } from '../../shell/api.ts'

export const useNotices = (query: Query) =>
  useInfiniteQuery({
    queryKey: ['supervision', 'notices', query],
    queryFn: ({ pageParam, signal }) =>
      get<NoticeList>('/api/v1/supervision-notices', { ...query, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const noticeQuery = (id: string) =>
  queryOptions({
    queryKey: ['supervision', 'notice', id],
    queryFn: ({ signal }) => get<NoticeDetail>(`/api/v1/supervision-notices/${id}`, undefined, signal),
  })

export const useInspections = (query: Query) =>
  useInfiniteQuery({
    queryKey: ['supervision', 'inspections', query],
    queryFn: ({ pageParam, signal }) =>
      get<InspectionList>('/api/v1/inspections', { ...query, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const inspectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['supervision', 'inspection', id],
    queryFn: ({ signal }) => get<InspectionDetail>(`/api/v1/inspections/${id}`, undefined, signal),
  })

/** An act of supervision: lists, the thing itself and lights may look different after it. */
export function useSupervise<T>(onDone?: (answer: T) => void) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const { t } = useTranslation()
  return useMutation({
    mutationFn: (work: () => Promise<T>) => work(),
    onSuccess: (answer) => {
      for (const first of ['supervision', 'tasks', 'task', 'cockpit'])
        void queries.invalidateQueries({ queryKey: [first] })
      void message.success(t('delivery.supervision.notice.done'))
      onDone?.(answer)
    },
  })
}
