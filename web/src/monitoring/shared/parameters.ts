import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Parameter, ParameterList } from '../../../../src/monitoring/schemas.ts'
import { get } from '../../shell/api.ts'
import { usePreferences } from '../../shell/preferences.ts'

export const parametersQuery = queryOptions({
  queryKey: ['parameters'],
  queryFn: ({ signal }) => get<ParameterList>('/api/v1/parameters', undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
})

/** What is measured, by code: its name in the language of the page, its unit, its limits. */
export function useParameters() {
  const { data } = useQuery(parametersQuery)
  const { language } = usePreferences()
  const known = new Map<string, Parameter>((data?.items ?? []).map((one) => [one.code, one]))
  return {
    all: data?.items ?? [],
    of: (code: string): Parameter | undefined => known.get(code),
    nameOf: (code: string): string => {
      const one = known.get(code)
      return one ? (language === 'en' ? one.en : one.zh) : code
    },
    unitOf: (code: string): string => known.get(code)?.unit ?? '',
  }
}
