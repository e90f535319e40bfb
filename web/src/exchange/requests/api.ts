import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  AgreementDetail,
  AgreementList,
  Decision,
  DisputeAnswer,
  DisputeDetail,
  DisputeList,
  NewDispute,
  NewPeriod,
  NewRequest,
  PeriodList,
  ProviderStep,
  RecipientStep,
  Reply,
  RequestDetail,
  RequestList,
  ResourceSharing,
  Resubmission,
  SharingWaits,
} from '../../../../src/exchange/schemas.ts'
import { get, type Query, send } from '../../shell/api.ts'
import type { AgreementSearch, DisputeSearch, RequestSearch } from './search.ts'

const key = ['sharing'] as const

function useList<List extends { next: string | null }>(path: string, search: Query) {
  return useInfiniteQuery({
    queryKey: [...key, path, search],
    queryFn: ({ pageParam, signal }) =>
      get<List>(`/api/v1/${path}`, { ...search, limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })
}
export const useRequests = (search: RequestSearch) => useList<RequestList>('share-requests', { ...search })
export const useAgreements = (search: AgreementSearch) => useList<AgreementList>('share-agreements', { ...search })
export const useDisputes = (search: DisputeSearch) => useList<DisputeList>('share-disputes', { ...search })

const oneQuery = <One>(path: string) =>
  queryOptions({ queryKey: [...key, path], queryFn: ({ signal }) => get<One>(`/api/v1/${path}`, undefined, signal) })
export const requestQuery = (id: string) => oneQuery<RequestDetail>(`share-requests/${id}`)
export const agreementQuery = (id: string) => oneQuery<AgreementDetail>(`share-agreements/${id}`)
export const disputeQuery = (id: string) => oneQuery<DisputeDetail>(`share-disputes/${id}`)
export const waitsQuery = oneQuery<SharingWaits>('share-requests/waits')
export const periodsQuery = oneQuery<PeriodList>('share-periods')
export const sharingQuery = (resourceId: string) => oneQuery<ResourceSharing>(`resources/${resourceId}/sharing`)

/** An act of sharing: afterwards all of it is asked anew. */
function useAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: act, onSuccess: () => queries.invalidateQueries({ queryKey: key }) })
}
/** A step with something as it stands. */
const useStep = <Body, Answer>(path: string) =>
  useAct(({ body, revision }: { body: Body; revision: number }) =>
    send<Answer>('POST', `/api/v1/${path}`, body, revision),
  )
/** Something new, once however often it is sent. */
const useNew = <Body, Answer>(path: string) =>
  useAct(({ body, once }: { body: Body; once: string }) =>
    send<Answer>('POST', `/api/v1/${path}`, body, undefined, once),
  )

export const useAsk = () => useNew<NewRequest, RequestDetail>('share-requests')
export const useMend = (id: string) =>
  useAct(({ body, revision }: { body: Resubmission; revision: number }) =>
    send<RequestDetail>('PATCH', `/api/v1/share-requests/${id}`, body, revision),
  )
export const useDecide = (id: string) => useStep<Decision, RequestDetail>(`share-requests/${id}/decisions`)
export const useReply = (id: string) => useStep<Reply, RequestDetail>(`share-requests/${id}/replies`)
export const useProviderStep = (id: string) =>
  useStep<ProviderStep, AgreementDetail>(`share-agreements/${id}/provider-steps`)
export const useRecipientStep = (id: string) =>
  useStep<RecipientStep, AgreementDetail>(`share-agreements/${id}/recipient-steps`)
export const useRaise = () => useNew<NewDispute, DisputeDetail>('share-disputes')
export const useAnswer = (id: string) => useStep<DisputeAnswer, DisputeDetail>(`share-disputes/${id}/answers`)
export const useTakeDisputeBack = (id: string) => useStep<undefined, DisputeDetail>(`share-disputes/${id}/take-back`)
export const useSetPeriod = () => useNew<NewPeriod, PeriodList>('share-periods')
export const useChoose = (resourceId: string) =>
  useAct(({ grantsAtOnce, revision }: { grantsAtOnce: boolean; revision: number }) =>
    send<ResourceSharing>('PATCH', `/api/v1/resources/${resourceId}/sharing`, { grantsAtOnce }, revision),
  )
