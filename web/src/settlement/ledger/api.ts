import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import type {
  Account,
  AccountList,
  Balances,
  Check,
  FundItem,
  NewTransfer,
  PostingList,
  Transfer,
  TransferList,
} from '../../../../src/settlement/schemas.ts'
import { everyOne, get, type Query, send } from '../../shell/api.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { stop } from '../../shell/punctuation.ts'
import type { BookSearch, PostingSearch, TransferSearch } from './filter.ts'

const key = ['ledger'] as const

export const balancesQuery = (book: string) =>
  queryOptions({
    queryKey: [...key, 'balances', book],
    queryFn: ({ signal }) => get<Balances>('/api/v1/ledger/balances', { book }, signal),
  })

export const useAccounts = (filter: BookSearch) =>
  useInfiniteQuery({
    queryKey: [...key, 'accounts', filter],
    queryFn: ({ pageParam, signal }) =>
      get<AccountList>('/api/v1/ledger/accounts', { ...filter, limit: 100, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const everyAccountQuery = queryOptions({
  queryKey: [...key, 'every'],
  queryFn: ({ signal }) => everyOne<Account>('/api/v1/ledger/accounts', signal),
})

export const accountQuery = (id: string | number) =>
  queryOptions({
    queryKey: [...key, 'account', String(id)],
    queryFn: ({ signal }) => get<Account>(`/api/v1/ledger/accounts/${id}`, undefined, signal),
    retry: false,
  })

export const usePostings = (id: string, filter: PostingSearch) =>
  useInfiniteQuery({
    queryKey: [...key, 'postings', id, filter],
    queryFn: ({ pageParam, signal }) =>
      get<PostingList>(
        `/api/v1/ledger/accounts/${id}/postings`,
        { ...filter, limit: 100, cursor: pageParam } as Query,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const useTransfers = (filter: TransferSearch) =>
  useInfiniteQuery({
    queryKey: [...key, 'transfers', filter],
    queryFn: ({ pageParam, signal }) =>
      get<TransferList>('/api/v1/ledger/transfers', { ...filter, limit: 100, cursor: pageParam } as Query, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const transferQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'transfer', id],
    queryFn: ({ signal }) => get<Transfer>(`/api/v1/ledger/transfers/${id}`, undefined, signal),
  })

export const checkQuery = queryOptions({
  queryKey: [...key, 'check'],
  queryFn: ({ signal }) => get<Check>('/api/v1/ledger/check', undefined, signal),
  staleTime: 0,
})

/** The funds that one sees: each has a book of its own. */
export const fundsQuery = queryOptions({
  queryKey: ['fund', 'list'],
  queryFn: ({ signal }) => get<{ items: FundItem[]; total: number }>('/api/v1/fund', undefined, signal),
})

/** A change of the ledger: everything of it is asked anew; a problem is said in words. */
function useLedgerChange<Input, Answer>(change: (input: Input) => Promise<Answer>, done: string) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const words = useProblemText()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      void message.success(done)
      await queries.invalidateQueries({ queryKey: key })
    },
    onError: (problem) => {
      const { title, todo } = words(problem)
      void message.error(`${title}${stop()}${todo}`, 8)
    },
  })
}

export const useEnterTransfer = (done: string) =>
  useLedgerChange(
    ({ body, once }: { body: NewTransfer; once: string }) =>
      send<Transfer>('POST', '/api/v1/ledger/transfers', body, undefined, once),
    done,
  )
export const useReverse = (id: number, done: string) =>
  useLedgerChange(
    ({ memo, once }: { memo: string; once: string }) =>
      send<Transfer>('POST', `/api/v1/ledger/transfers/${id}/reverse`, { memo }, undefined, once),
    done,
  )
export const useOpenAccount = (done: string) =>
  useLedgerChange(
    (book: 'compensation' | 'sharing') => send<Account>('POST', '/api/v1/ledger/accounts', { book }),
    done,
  )
