import { queryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import type {
  EscalationDetail,
  EscalationList,
  LadderList,
  LadderPresets,
  MeetingDetail,
  MeetingList,
  NextMeeting,
} from '../../../../src/delivery/joint/schemas.ts'
import { get, type Query, upload } from '../../shell/api.ts'
import { outdatedFacts } from '../../shell/MergeFields.tsx'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { stop } from '../../shell/punctuation.ts'

export const laddersQuery = queryOptions({
  queryKey: ['joint', 'ladders'],
  queryFn: ({ signal }) => get<LadderList>('/api/v1/ladders', undefined, signal),
})

export const presetsQuery = queryOptions({
  queryKey: ['joint', 'presets'],
  queryFn: ({ signal }) => get<LadderPresets>('/api/v1/ladders/presets', undefined, signal),
  staleTime: 3_600_000,
})

export const escalationQuery = (id: string) =>
  queryOptions({
    queryKey: ['joint', 'escalation', id],
    queryFn: ({ signal }) => get<EscalationDetail>(`/api/v1/escalations/${id}`, undefined, signal),
  })

export const escalationsOfTask = (task: string) =>
  queryOptions({
    queryKey: ['joint', 'escalations', { task }],
    queryFn: ({ signal }) => get<EscalationList>('/api/v1/escalations', { task }, signal),
  })

/** Matters, a page at a time. */
export const useEscalations = (query: Query) =>
  useInfiniteQuery({
    queryKey: ['joint', 'escalations', 'all', query],
    queryFn: ({ pageParam, signal }) =>
      get<EscalationList>('/api/v1/escalations', { ...query, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const useMeetings = (query: Query) =>
  useInfiniteQuery({
    queryKey: ['joint', 'meetings', query],
    queryFn: ({ pageParam, signal }) => get<MeetingList>('/api/v1/meetings', { ...query, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })

export const meetingQuery = (id: string) =>
  queryOptions({
    queryKey: ['joint', 'meeting', id],
    queryFn: ({ signal }) => get<MeetingDetail>(`/api/v1/meetings/${id}`, undefined, signal),
  })

export const nextMeetingQuery = (tier: string, heldOn: string) =>
  queryOptions({
    queryKey: ['joint', 'next', tier, heldOn],
    queryFn: ({ signal }) => get<NextMeeting>('/api/v1/meetings/next', { tier, heldOn }, signal),
  })

/** Says what went wrong in a message of the page. */
export function useComplain(): (error: unknown) => void {
  const { message } = App.useApp()
  const problemText = useProblemText()
  return (error) => {
    const { title, todo } = problemText(error)
    void message.error(`${title}${stop()}${todo}`, 8)
  }
}

/** A change of one meeting: its answer is the meeting as it stands, and what depends on it is asked anew. */
export function useMeetingChange(id: string) {
  const queries = useQueryClient()
  const complain = useComplain()
  return useMutation({
    mutationFn: (work: () => Promise<MeetingDetail>) => work(),
    onSuccess: (meeting) => {
      queries.setQueryData(meetingQuery(id).queryKey, meeting)
      for (const part of ['meetings', 'escalations', 'escalation', 'next'])
        void queries.invalidateQueries({ queryKey: ['joint', part] })
    },
    onError: (error) => {
      if (!outdatedFacts(error)?.current) complain(error)
      void queries.invalidateQueries({ queryKey: meetingQuery(id).queryKey })
    },
  })
}

/** After an act on a matter or a ladder everything of this part may look different. */
export function useForgetJoint(): () => void {
  const queries = useQueryClient()
  return () => {
    for (const first of ['joint', 'tasks', 'task']) void queries.invalidateQueries({ queryKey: [first] })
  }
}

export function sendPaper(path: string, file: File, fields: Readonly<Record<string, string>> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value) // fields come before the file
  form.append('file', file, file.name)
  return upload<MeetingDetail>(path, form, () => {})
}
