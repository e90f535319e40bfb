import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  AssessmentDetail,
  AssessmentObservations,
  PassRates,
  SectionDetail,
  SectionMap,
  SectionMonths,
  SectionValues,
  SectionYears,
} from '../../../../src/monitoring/schemas.ts'
import { get } from '../../shell/api.ts'

const key = ['monitoring', 'sections'] as const

/** Every section with its newest month, or with that of a month (2026-03). */
export const sectionMapQuery = (month: string | undefined) =>
  queryOptions({
    queryKey: [...key, 'map', month ?? 'newest'],
    queryFn: ({ signal }) => get<SectionMap>('/api/v1/assessments/map', month ? { month: `${month}-01` } : {}, signal),
    placeholderData: keepPreviousData,
  })

export const passRatesQuery = (by: 'jurisdiction' | 'river', year: number) =>
  queryOptions({
    queryKey: [...key, 'rates', by, year],
    queryFn: ({ signal }) => get<PassRates>('/api/v1/assessments/pass-rates', { by, year }, signal),
    placeholderData: keepPreviousData,
  })

export const sectionQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => get<SectionDetail>(`/api/v1/sections/${id}`, undefined, signal),
  })

export const monthsQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'months', id],
    queryFn: ({ signal }) => get<SectionMonths>(`/api/v1/sections/${id}/months`, undefined, signal),
  })

export const yearsQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'years', id],
    queryFn: ({ signal }) => get<SectionYears>(`/api/v1/sections/${id}/years`, undefined, signal),
  })

export const valuesQuery = (id: string, parameter: string) =>
  queryOptions({
    queryKey: [...key, 'values', id, parameter],
    queryFn: ({ signal }) => get<SectionValues>(`/api/v1/sections/${id}/values`, { parameter }, signal),
    placeholderData: keepPreviousData,
  })

export const assessmentQuery = (id: number) =>
  queryOptions({
    queryKey: [...key, 'assessment', id],
    queryFn: ({ signal }) => get<AssessmentDetail>(`/api/v1/assessments/${id}`, undefined, signal),
  })

export const behindQuery = (id: number) =>
  queryOptions({
    queryKey: [...key, 'behind', id],
    queryFn: ({ signal }) => get<AssessmentObservations>(`/api/v1/assessments/${id}/observations`, undefined, signal),
  })
