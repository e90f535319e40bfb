import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  AgreementDetail,
  AgreementList,
  BenchAnswer,
  BenchRequest,
  DraftEdit,
  FormList,
  NewAgreement,
  StatementList,
} from '../../../../src/settlement/schemas.ts'
import { get, send } from '../../shell/api.ts'
import type { AgreementSearch } from './filter.ts'

const key = ['agreements'] as const

export const useAgreements = (search: AgreementSearch) =>
  useInfiniteQuery({
    queryKey: [...key, 'list', search],
    queryFn: ({ pageParam, signal }) =>
      get<AgreementList>('/api/v1/agreements', { ...search, limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const agreementQuery = (id: string, version?: number) =>
  queryOptions({
    queryKey: [...key, 'one', id, version ?? null],
    queryFn: ({ signal }) => get<AgreementDetail>(`/api/v1/agreements/${id}`, { version }, signal),
  })

export const formsQuery = queryOptions({
  queryKey: [...key, 'forms'],
  queryFn: ({ signal }) => get<FormList>('/api/v1/agreements/forms', undefined, signal),
  staleTime: 3_600_000,
})

export const statementsOfQuery = (agreement: string) =>
  queryOptions({
    queryKey: ['statements', 'of', agreement],
    queryFn: ({ signal }) => get<StatementList>('/api/v1/statements', { agreement, limit: 50 }, signal),
  })

/** An act on agreements: afterwards the list and every version of it are asked anew. */
function useAct<Input>(act: (input: Input) => Promise<AgreementDetail>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: async (agreement) => {
      queries.setQueryData(agreementQuery(agreement.id).queryKey, agreement)
      await queries.invalidateQueries({ queryKey: key })
    },
  })
}

export const useDraftAgreement = () =>
  useAct(({ body, once }: { body: NewAgreement; once: string }) =>
    send<AgreementDetail>('POST', '/api/v1/agreements', body, undefined, once),
  )
export const useEditDraft = (id: string) =>
  useAct(({ body, revision }: { body: DraftEdit; revision: number }) =>
    send<AgreementDetail>('PATCH', `/api/v1/agreements/${id}`, body, revision),
  )
export const useOffer = (id: string) =>
  useAct((revision: number) => send<AgreementDetail>('POST', `/api/v1/agreements/${id}/offer`, undefined, revision))
export const useSign = (id: string) =>
  useAct((sha256: string) => send<AgreementDetail>('POST', `/api/v1/agreements/${id}/sign`, { sha256 }))
export const useDecline = (id: string) =>
  useAct((reason: string) => send<AgreementDetail>('POST', `/api/v1/agreements/${id}/decline`, { reason }))
export const useFurtherVersion = (id: string) =>
  useAct((_: undefined) => send<AgreementDetail>('POST', `/api/v1/agreements/${id}/versions`))

/** Tries an agreement: nothing is kept. */
export const tryAgreement = (asked: BenchRequest) => send<BenchAnswer>('POST', '/api/v1/agreements/bench', asked)
