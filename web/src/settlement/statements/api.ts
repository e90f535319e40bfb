import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import type {
  AgreementItem,
  BenchAnswer,
  NewStatement,
  StatementDetail,
  StatementList,
  StatementNow,
} from '../../../../src/settlement/schemas.ts'
import { everyOne, get, send } from '../../shell/api.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { stop } from '../../shell/punctuation.ts'
import type { StatementSearch } from './filter.ts'
import { useStatementHome } from './home.ts'

const key = ['statements'] as const

export const useStatements = ({ prepare: _, ...filter }: StatementSearch) =>
  useInfiniteQuery({
    queryKey: [...key, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      get<StatementList>('/api/v1/statements', { ...filter, limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const statementQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => get<StatementDetail>(`/api/v1/statements/${id}`, undefined, signal),
  })

/** Whether the data behind a statement are still those that it rests on. */
export const nowQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'now', id],
    queryFn: ({ signal }) => get<StatementNow>(`/api/v1/statements/${id}/now`, undefined, signal),
  })

/** All statements of a year of an agreement, the newest first. */
export const sameYearQuery = (agreement: string, year: number) =>
  queryOptions({
    queryKey: [...key, 'year', agreement, year],
    queryFn: ({ signal }) => get<StatementList>('/api/v1/statements', { agreement, year, limit: 50 }, signal),
  })

/** Agreements that all parties have signed. */
export const signedAgreementsQuery = queryOptions({
  queryKey: ['agreements', 'signed'],
  queryFn: async ({ signal }) =>
    (await everyOne<AgreementItem>('/api/v1/agreements', signal)).filter(({ state }) => state === 'signed'),
  staleTime: 60_000,
})

/** What a year would come to, and what is missing for it; nothing is kept. */
export const trialQuery = (asked: Pick<NewStatement, 'agreementId' | 'year' | 'given'>) =>
  queryOptions({
    queryKey: ['agreements', 'trial', asked],
    queryFn: () =>
      send<BenchAnswer>('POST', '/api/v1/agreements/bench', {
        agreementId: asked.agreementId,
        years: [asked.year],
        ...(asked.given ? { given: asked.given } : {}),
      }),
    retry: false,
  })

/** A change of a statement: its answer is the statement as it stands; the ledger and the lists are asked anew. */
export function useStatementChange<Input>(
  change: (input: Input) => Promise<StatementDetail>,
  done: (now: StatementDetail) => string | null,
) {
  const { t } = useTranslation()
  const { node } = useStatementHome()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const words = useProblemText()
  return useMutation({
    mutationFn: change,
    onSuccess: (now) => {
      if (node !== null) {
        void queries.invalidateQueries({ queryKey: ['nodes'] })
        void message.success(t('settlement.statements.sentTo', { node }))
        return
      }
      queries.setQueryData(statementQuery(now.id).queryKey, now)
      for (const part of ['list', 'now', 'year']) void queries.invalidateQueries({ queryKey: [...key, part] })
      for (const room of ['ledger', 'joint']) void queries.invalidateQueries({ queryKey: [room] })
      const said = done(now)
      if (said) void message.success(said)
    },
    onError: (problem) => {
      const { title, todo } = words(problem)
      void message.error(`${title}${stop()}${todo}`, 8)
      void queries.invalidateQueries({ queryKey: node === null ? key : ['nodes'] })
    },
  })
}

export function usePrepare() {
  const { t } = useTranslation()
  return useStatementChange(
    ({ body, once }: { body: NewStatement; once: string }) =>
      send<StatementDetail>('POST', '/api/v1/statements', body, undefined, once),
    () => t('settlement.statements.prepared'),
  )
}
