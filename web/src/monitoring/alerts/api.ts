import { queryOptions, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { EscalationList } from '../../../../src/delivery/joint/schemas.ts'
import type {
  AlertDetail,
  AlertList,
  AlertRuleList,
  ObservationList,
  ReceiverList,
  Section,
  TravelTimeList,
} from '../../../../src/monitoring/schemas.ts'
import { everyOne, get, type Query, send } from '../../shell/api.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { parametersQuery } from '../shared/parameters.ts'

const PATH = '/api/v1/alerts'
const MINUTE = 60_000

/** Alerts, a page at a time; asked again each minute, for somebody may be waiting for a receipt. */
export const useAlerts = (query: Query) =>
  useInfiniteQuery({
    queryKey: ['alerts', 'list', query],
    queryFn: ({ pageParam, signal }) => get<AlertList>(PATH, { ...query, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: MINUTE,
  })

/** How many alerts wait for the receipt of the organization one acts for. */
export const waitingAlertsQuery = queryOptions({
  queryKey: ['alerts', 'waiting'],
  queryFn: ({ signal }) => get<AlertList>(PATH, { toReceive: true, limit: 1 }, signal),
})

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'one', id],
    queryFn: ({ signal }) => get<AlertDetail>(`${PATH}/${id}`, undefined, signal),
    refetchInterval: MINUTE,
  })

/** Matters that a missed receipt of the alert became. */
export const mattersQuery = (alert: string) =>
  queryOptions({
    queryKey: ['joint', 'escalations', { alert }],
    queryFn: ({ signal }) => get<EscalationList>('/api/v1/escalations', { alert }, signal),
  })

export const rulesQuery = queryOptions({
  queryKey: ['alerts', 'rules'],
  queryFn: ({ signal }) => get<AlertRuleList>(`${PATH}/rules`, undefined, signal),
})
export const receiversQuery = queryOptions({
  queryKey: ['alerts', 'receivers'],
  queryFn: ({ signal }) => get<ReceiverList>(`${PATH}/receivers`, undefined, signal),
})
export const travelTimesQuery = queryOptions({
  queryKey: ['alerts', 'travel-times'],
  queryFn: ({ signal }) => get<TravelTimeList>(`${PATH}/travel-times`, undefined, signal),
})

/** All sections that one sees: few enough to choose from. */
export const everySectionQuery = queryOptions({
  queryKey: ['sections', 'every'],
  queryFn: ({ signal }) => everyOne<Section>('/api/v1/sections', signal),
  staleTime: 300_000,
})

/** What a parameter is called in the language of the page; its code until that is known. */
export function useParameterName(): (code: string) => string {
  const { language } = usePreferences()
  const { data } = useQuery(parametersQuery)
  const known = new Map(data?.items.map(({ code, zh, en }) => [code, language === 'en' ? en : zh]))
  return (code) => known.get(code) ?? code
}

/** What was measured around a moment: three days before and after it. */
export const aroundQuery = (observation: string) => {
  const [datastream = '', moment = ''] = observation.split('_')
  const dayOf = (days: number) => new Date(Number(moment) + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10)
  return queryOptions({
    queryKey: ['alerts', 'around', observation],
    queryFn: ({ signal }) =>
      get<ObservationList>(
        '/api/v1/observations',
        { datastream, from: dayOf(-3), to: dayOf(3), limit: '2000' },
        signal,
      ),
    staleTime: MINUTE,
  })
}

const PATHS = { received: 'receipt', inspected: 'inspections', noted: 'notes', closed: 'close', reopened: 'reopen' }
export type AlertAct = keyof typeof PATHS

export const actOnAlert = (id: string, act: AlertAct, body: object) =>
  send<AlertDetail>('POST', `${PATH}/${id}/${PATHS[act]}`, body)

/** After an act: the alert as it stands is known, and everything else about alerts is asked anew. */
export function useTakeAlert(): (alert: AlertDetail) => void {
  const queries = useQueryClient()
  return (alert) => {
    queries.setQueryData(alertQuery(alert.id).queryKey, alert)
    for (const part of ['list', 'waiting']) void queries.invalidateQueries({ queryKey: ['alerts', part] })
  }
}

/** After a rule, a receiver or a travel time was set. */
export function useForgetRules(): () => void {
  const queries = useQueryClient()
  return () => {
    for (const part of ['rules', 'receivers', 'travel-times'])
      void queries.invalidateQueries({ queryKey: ['alerts', part] })
  }
}
