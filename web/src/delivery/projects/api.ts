import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import type {
  Decision,
  NewProgress,
  NewProject,
  NewRequest,
  ProjectCandidate,
  ProjectDetail,
  ProjectEdit,
  ProjectList,
  Request,
  RequestList,
  Summary,
} from '../../../../src/delivery/projects/schemas.ts'
import { get, Problem, send } from '../../shell/api.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'

export interface ProjectFilter {
  q?: string
  class?: string
  place?: string
  year?: string
}

const key = ['projects'] as const
const base = '/api/v1/projects'

export const useProjects = (filter: ProjectFilter) =>
  useInfiniteQuery({
    queryKey: [...key, 'list', filter],
    queryFn: ({ pageParam, signal }) => get<ProjectList>(base, { ...filter, limit: 200, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => get<ProjectDetail>(`${base}/${id}`, undefined, signal),
  })

export const projectsOfTask = (task: string) =>
  queryOptions({
    queryKey: [...key, 'task', task],
    queryFn: ({ signal }) => get<ProjectList>(base, { task, limit: 100 }, signal),
  })

export const summaryQuery = (year: string | undefined) =>
  queryOptions({
    queryKey: [...key, 'summary', year],
    queryFn: ({ signal }) => get<Summary>(`${base}/summary`, { year }, signal),
  })

/** What was asked for, a page at a time; what waits for a decision comes first. */
export const useRequests = () =>
  useInfiniteQuery({
    queryKey: [...key, 'requests'],
    queryFn: ({ pageParam, signal }) =>
      get<RequestList>('/api/v1/project-requests', { limit: 100, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const projectCandidatesQuery = queryOptions({
  queryKey: [...key, 'candidates'],
  queryFn: ({ signal }) => get<{ total: number; items: ProjectCandidate[] }>(`${base}/candidates`, undefined, signal),
})

/** A change of the pool: everything of it is read again; a problem is said in words. 412 with what stands now is the form's. */
function useChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const { t } = useTranslation()
  const words = useProblemText()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      message.success(t('delivery.projects.saved'))
      await queries.invalidateQueries({ queryKey: key })
    },
    onError: (problem) => {
      if (problem instanceof Problem && problem.code === 'version_outdated' && problem.facts.current) return
      const { title, todo } = words(problem)
      message.error(`${title} ${todo}`)
    },
  })
}

export const useTakeProjects = () =>
  useChange((commitmentIds: readonly string[]) =>
    send<{ ids: string[] }>('POST', `${base}/from-commitments`, { commitmentIds }),
  )
export const useProposeProject = () => useChange((body: NewProject) => send<ProjectDetail>('POST', base, body))
export const useEditProject = (id: string) =>
  useChange(({ body, revision }: { body: ProjectEdit; revision: number }) =>
    send<ProjectDetail>('PATCH', `${base}/${id}`, body, revision),
  )
export const useRequestChange = (id: string) =>
  useChange((body: NewRequest) => send<ProjectDetail>('POST', `${base}/${id}/requests`, body))
export const useLinkProject = () =>
  useChange(({ id, taskId, linked }: { id: string; taskId: string; linked: boolean }) =>
    send<ProjectDetail>(linked ? 'PUT' : 'DELETE', `${base}/${id}/tasks/${taskId}`),
  )
export const useReportProgress = (id: string) =>
  useChange((body: NewProgress) => send<ProjectDetail>('POST', `${base}/${id}/progress`, body))
export const useDecide = () =>
  useChange(({ request, body }: { request: Request; body: Decision }) =>
    send<ProjectDetail>('POST', `/api/v1/project-requests/${request.id}/decide`, body, request.revision),
  )
