import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AirEvaluation, WaterEvaluation } from '../../../../src/monitoring/schemas.ts'
import { get } from '../../shell/api.ts'

const key = ['monitoring', 'evaluations'] as const

/** Which sections over which months; a type, so that it is a query as well. */
export type Asked = { month: string; months: number; river?: string[] | undefined; place?: string | undefined }

export const waterQuery = (asked: Asked) =>
  queryOptions({
    queryKey: [...key, 'water', asked],
    queryFn: ({ signal }) => get<WaterEvaluation>('/api/v1/evaluations/water', asked, signal),
    placeholderData: keepPreviousData,
  })

export const airQuery = (asked: Omit<Asked, 'river'>) =>
  queryOptions({
    queryKey: [...key, 'air', asked],
    queryFn: ({ signal }) => get<AirEvaluation>('/api/v1/evaluations/air', asked, signal),
    placeholderData: keepPreviousData,
  })
