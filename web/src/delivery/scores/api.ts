import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ScoreList, UnitScore } from '../../../../src/delivery/scores/schemas.ts'
import { get } from '../../shell/api.ts'

interface Asked {
  period: string
  by?: string | undefined
  rule?: number | undefined
}

export const scoresQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['scores', asked],
    queryFn: ({ signal }) => get<ScoreList>('/api/v1/scores', { ...asked }, signal),
    placeholderData: keepPreviousData,
  })

export const unitScoreQuery = (unit: string, { period, rule }: Asked) =>
  queryOptions({
    queryKey: ['scores', unit, period, rule],
    queryFn: ({ signal }) => get<UnitScore>(`/api/v1/scores/units/${unit}`, { period, rule }, signal),
  })
