import { keepPreviousData, queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  DispatchBody,
  Dispatched,
  DispatchPreview,
  NewProgramme,
  Programme,
  ProgrammeEdit,
  TaskDetail,
  TaskEdit,
  TaskList,
} from '../../../../src/delivery/tasks/schemas.ts'
import { get, Problem, problemFrom, send } from '../../shell/api.ts'
import type { TaskSearch } from './filter.ts'

export type { DispatchPreview, Programme, TaskDetail }

export const programmesQuery = queryOptions({
  queryKey: ['programmes'],
  queryFn: ({ signal }) => get<{ items: Programme[]; total: number }>('/api/v1/programmes', undefined, signal),
})

export const programmeQuery = (id: string) =>
  queryOptions({
    queryKey: ['programmes', id],
    queryFn: ({ signal }) => get<Programme>(`/api/v1/programmes/${id}`, undefined, signal),
  })

export const dispatchQuery = (id: string) =>
  queryOptions({
    queryKey: ['programmes', id, 'dispatch'],
    queryFn: ({ signal }) => get<DispatchPreview>(`/api/v1/programmes/${id}/dispatch`, undefined, signal),
    staleTime: 0,
  })

export const chaptersQuery = (programme: string | undefined) =>
  queryOptions({
    queryKey: ['task-chapters', programme],
    queryFn: ({ signal }) =>
      get<{ items: { chapter: string; label: string; count: number }[] }>(
        '/api/v1/task-chapters',
        { programme },
        signal,
      ),
    enabled: programme !== undefined,
  })

export const taskQuery = (id: string) =>
  queryOptions({
    queryKey: ['task', id],
    queryFn: ({ signal }) => get<TaskDetail>(`/api/v1/tasks/${id}`, undefined, signal),
  })

export const useTasks = (search: TaskSearch) =>
  useInfiniteQuery({
    queryKey: ['tasks', search],
    queryFn: ({ pageParam, signal }) =>
      get<TaskList>('/api/v1/tasks', { ...search, limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })

/** Lists that may look otherwise after a change. */
function useForget() {
  const client = useQueryClient()
  return () => {
    for (const key of ['tasks', 'programmes', 'task-chapters', 'cockpit', 'desk', 'obligations'])
      void client.invalidateQueries({ queryKey: [key] })
  }
}

export function useOpenProgramme() {
  const forget = useForget()
  return useMutation({
    mutationFn: (body: NewProgramme) => send<Programme>('POST', '/api/v1/programmes', body),
    onSuccess: forget,
  })
}

export function useEditProgramme(id: string) {
  const forget = useForget()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ revision, ...body }: ProgrammeEdit & { revision: number }) =>
      send<Programme>('PATCH', `/api/v1/programmes/${id}`, body, revision),
    onSuccess: (now) => {
      client.setQueryData(programmeQuery(id).queryKey, now)
      void client.invalidateQueries({ queryKey: ['cycles'] })
      forget()
    },
  })
}

/** Retires a programme, or restores it. */
export function useProgrammeAct({ id, revision }: Programme) {
  const forget = useForget()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ act, reason }: { act: 'retirement' | 'restoration'; reason: string }) =>
      send<Programme>('POST', `/api/v1/programmes/${id}/${act}`, { reason }, revision),
    onSuccess: (now) => {
      client.setQueryData(['programmes', id], now)
      void client.invalidateQueries({ queryKey: ['task'] })
      forget()
    },
  })
}

/** The key makes a repeated click, or a retry after a lost answer, the same dispatch. */
export function useDispatch(id: string) {
  const forget = useForget()
  return useMutation({
    mutationFn: async ({ key, body }: { key: string; body: DispatchBody }) => {
      let reply: Response
      try {
        reply = await fetch(`/api/v1/programmes/${id}/dispatch`, {
          method: 'POST',
          credentials: 'same-origin',
          headers: { 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(body),
        })
      } catch (error) {
        throw new Problem('network', 0, String(error))
      }
      const text = await reply.text()
      if (!reply.ok) throw problemFrom(reply.status, text)
      return JSON.parse(text) as Dispatched
    },
    onSuccess: forget,
  })
}

type Act =
  | { path: 'receipt' }
  | { path: 'close-request'; body: { note: string } }
  | { path: 'sign-off' | 'refusal' | 'reopening' | 'retirement' | 'restoration'; body: { reason: string } }
  | {
      path: 'work-plans'
      revision: number
      body: { text: string; milestones: { id?: string; title: string; dueOn: string }[] }
    }
  | { path: 'comments'; body: { text: string; mentions: string[] }; key: string }

export function useTaskAct(task: { id: string; revision: number }) {
  const client = useQueryClient()
  const forget = useForget()
  return useMutation({
    mutationFn: (act: Act) =>
      send<TaskDetail>(
        'POST',
        `/api/v1/tasks/${task.id}/${act.path}`,
        'body' in act ? act.body : undefined,
        'revision' in act ? act.revision : task.revision,
        'key' in act ? act.key : undefined,
      ),
    onSuccess: (now) => {
      client.setQueryData(['task', now.id], now)
      void client.invalidateQueries({ queryKey: ['task', now.id, 'light'] })
      forget()
    },
  })
}

export function useAmend(id: string) {
  const client = useQueryClient()
  const forget = useForget()
  return useMutation({
    mutationFn: ({ revision, ...body }: TaskEdit & { revision: number }) =>
      send<TaskDetail>('PATCH', `/api/v1/tasks/${id}`, body, revision),
    onSuccess: (now) => {
      client.setQueryData(['task', id], now)
      forget()
    },
  })
}

export function useMarkMilestone() {
  const client = useQueryClient()
  const forget = useForget()
  return useMutation({
    mutationFn: ({ id, revision, doneOn }: { id: string; revision: number; doneOn: string | null }) =>
      send<TaskDetail>('PATCH', `/api/v1/milestones/${id}`, { doneOn }, revision),
    onSuccess: (now) => {
      client.setQueryData(['task', now.id], now)
      void client.invalidateQueries({ queryKey: ['task', now.id, 'light'] })
      forget()
    },
  })
}

/** Receives every task that is found so, page by page. */
export function useReceiveMany() {
  const forget = useForget()
  return useMutation({
    mutationFn: async (search: TaskSearch) => {
      const ids: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: TaskList = await get('/api/v1/tasks', { ...search, limit: 100, cursor })
        ids.push(...page.items.map(({ id }) => id))
        cursor = page.next ?? null
      }
      let received = 0
      for (let from = 0; from < ids.length; from += 500)
        received += (
          await send<{ received: number }>('POST', '/api/v1/task-receipts', { ids: ids.slice(from, from + 500) })
        ).received
      return { received }
    },
    onSettled: forget,
  })
}
