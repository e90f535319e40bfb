import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Project } from '../../../../src/delivery/projects/schemas.ts'
import type { FundDetail, NewAllocation, NewFund, NewRound, RoundAnew } from '../../../../src/settlement/schemas.ts'
import { everyOne, get, send } from '../../shell/api.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { stop } from '../../shell/punctuation.ts'

export const fundQuery = (id: string) =>
  queryOptions({
    queryKey: ['fund', 'one', id],
    queryFn: ({ signal }) => get<FundDetail>(`/api/v1/fund/${id}`, undefined, signal),
  })

/** Projects of the pool that a fund may give money to: one that is only proposed gets none. */
export const poolQuery = queryOptions({
  queryKey: ['projects', 'pool'],
  queryFn: async ({ signal }) => {
    const projects = await everyOne<Pick<Project, 'id' | 'name' | 'class'>>('/api/v1/projects', signal)
    return projects.filter((one) => one.class !== 'proposed')
  },
  staleTime: 60_000,
})

/** What each member would contribute; nothing is kept. */
export const previewRound = (id: string, body: NewRound) =>
  send<{ dues: { name: string; amountFen: number; shares: Record<string, string> }[] }>(
    'POST',
    `/api/v1/fund/${id}/rounds/preview`,
    body,
  )

/** A change of a fund: its answer is the fund as it stands, and the ledger is asked anew. */
function useFundChange<Input>(change: (input: Input) => Promise<FundDetail>) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const { t } = useTranslation()
  const words = useProblemText()
  return useMutation({
    mutationFn: change,
    onSuccess: (now) => {
      queries.setQueryData(fundQuery(now.id).queryKey, now)
      void message.success(t('settlement.fund.saved'))
      void queries.invalidateQueries({ queryKey: ['fund', 'list'] })
      void queries.invalidateQueries({ queryKey: ['ledger'] })
    },
    onError: (problem) => {
      const { title, todo } = words(problem)
      void message.error(`${title}${stop()}${todo}`, 8)
    },
  })
}

const of = (id: string) => `/api/v1/fund/${id}`

export const useOpenFund = () =>
  useFundChange(({ body, once }: { body: NewFund; once: string }) =>
    send<FundDetail>('POST', '/api/v1/fund', body, undefined, once),
  )
export const useSetRound = (id: string) =>
  useFundChange((body: NewRound) => send<FundDetail>('POST', `${of(id)}/rounds`, body))
export const useSetRoundAnew = (id: string, year: number) =>
  useFundChange((body: RoundAnew) => send<FundDetail>('POST', `${of(id)}/rounds/${year}/anew`, body))
export const usePayIn = (id: string) =>
  useFundChange((year: number) => send<FundDetail>('POST', `${of(id)}/rounds/${year}/pay`))
export const useAllocate = (id: string) =>
  useFundChange(({ body, once }: { body: NewAllocation; once: string }) =>
    send<FundDetail>('POST', `${of(id)}/allocations`, body, undefined, once),
  )
export const usePayOut = (id: string, allocation: string, milestone: number) =>
  useFundChange((evidence: string) =>
    send<FundDetail>('POST', `${of(id)}/allocations/${allocation}/milestones/${milestone}/pay`, { evidence }),
  )
export const useGiveUp = (id: string, allocation: string) =>
  useFundChange((reason: string) => send<FundDetail>('POST', `${of(id)}/allocations/${allocation}/give-up`, { reason }))
