import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  NewVerification,
  Question,
  QuestionContent,
  QuestionList,
  ReceiptCheck,
  ReceiptChecked,
  ResourceDetail,
  ResourceList,
  ResourceListed,
  VerificationDetail,
  VerificationList,
} from '../../../../src/exchange/schemas.ts'
import { get, send } from '../../shell/api.ts'

const key = ['verifications'] as const
const QUESTIONS = '/api/v1/verifications/questions'

export const questionsQuery = queryOptions({
  queryKey: [...key, 'questions'],
  queryFn: ({ signal }) => get<QuestionList>(QUESTIONS, undefined, signal),
})
export const questionQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'question', id],
    queryFn: ({ signal }) => get<Question>(`${QUESTIONS}/${id}`, undefined, signal),
  })
export const verificationQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => get<VerificationDetail>(`/api/v1/verifications/${id}`, undefined, signal),
  })
export const useVerifications = (side: 'asked' | 'answered') =>
  useInfiniteQuery({
    queryKey: [...key, side],
    queryFn: ({ pageParam, signal }) =>
      get<VerificationList>('/api/v1/verifications', { side, limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

/** Published resources of one's own organization: on whose data a question may be offered. */
export const ownResourcesQuery = (organization: string) =>
  queryOptions({
    queryKey: [...key, 'resources', organization],
    queryFn: async ({ signal }) => {
      const found: ResourceListed[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query = { organization, state: 'published', limit: 200, cursor }
        const page: ResourceList = await get('/api/v1/resources', query, signal)
        found.push(...page.items)
        cursor = page.next
      }
      return found
    },
  })
export const itemsQuery = (resourceId: string) =>
  queryOptions({
    queryKey: [...key, 'items', resourceId],
    queryFn: async ({ signal }) =>
      (await get<ResourceDetail>(`/api/v1/resources/${resourceId}`, undefined, signal)).content.items,
    enabled: resourceId !== '',
  })

function useAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: act, onSuccess: () => queries.invalidateQueries({ queryKey: key }) })
}

export const useOffer = () =>
  useAct(({ resourceId, content, once }: { resourceId: string; content: QuestionContent; once: string }) =>
    send<Question>('POST', QUESTIONS, { resourceId, content }, undefined, once),
  )
export const useChangeQuestion = (id: string) =>
  useAct(({ content, version }: { content: QuestionContent; version: number }) =>
    send<Question>('PATCH', `${QUESTIONS}/${id}`, { content }, version),
  )
export const useWithdrawQuestion = (id: string) =>
  useAct((reason: string) => send<Question>('POST', `${QUESTIONS}/${id}/withdraw`, { reason }))
export const useAsk = () =>
  useAct(({ body, once }: { body: NewVerification; once: string }) =>
    send<VerificationDetail>('POST', '/api/v1/verifications', body, undefined, once),
  )
export const useCheck = () =>
  useMutation({
    mutationFn: (body: ReceiptCheck) => send<ReceiptChecked>('POST', '/api/v1/verifications/check', body),
  })
