/** The states of a task, from what is dispatched to what is signed off. */
export const TASK_STATES = ['dispatched', 'underway', 'closing', 'closed', 'retired'] as const
export type TaskState = (typeof TASK_STATES)[number]

/** What can happen to a task as a whole. */
export const TASK_EVENTS = ['receive', 'request_close', 'refuse_close', 'close', 'reopen', 'retire', 'restore'] as const
export type TaskEvent = (typeof TASK_EVENTS)[number]

/**
 * 立项 → 下达 → 签收办理 → 申请销号 → 销号, with reopening, and retirement when its plan falls away. An absent entry is a
 * transition that does not exist. Source of the steps: plan-supervision.md §2 (立项→交办→跟踪→反馈→办结→归档).
 */
export const TASK_MACHINE = {
  dispatched: { receive: 'underway', retire: 'retired' },
  underway: { receive: 'underway', request_close: 'closing', retire: 'retired' },
  closing: {
    receive: 'closing',
    request_close: 'closing',
    refuse_close: 'underway',
    close: 'closed',
    retire: 'retired',
  },
  closed: { reopen: 'underway' },
  retired: { restore: 'underway' },
} as const satisfies { readonly [S in TaskState]: { readonly [E in TaskEvent]?: TaskState } }

/** The events that a state knows: naming another one does not compile. */
export type EventOf<S extends TaskState> = keyof (typeof TASK_MACHINE)[S]

/** The state after the event, or null where that transition does not exist. */
export function nextTaskState(state: TaskState, event: TaskEvent): TaskState | null {
  const transitions: { readonly [E in TaskEvent]?: TaskState } = TASK_MACHINE[state]
  return transitions[event] ?? null
}

/** Whether a task may be worked on: received, reported, planned. */
export const isOpen = (state: TaskState) => state === 'dispatched' || state === 'underway' || state === 'closing'
