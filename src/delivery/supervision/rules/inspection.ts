import { addDays } from '../../../platform/calendar/index.ts'
import { supervisionRefusals as refusals } from '../refusals.ts'

/** Where an inspected unit stands: listed in the plan, inspected, concluded on, and what it did with the conclusion. */
export const OBJECT_STATES = [
  'listed',
  'inspecting',
  'concluded',
  'received',
  'objected',
  'rectified',
  'closed',
] as const
export type ObjectState = (typeof OBJECT_STATES)[number]
export const OBJECT_EVENTS = [
  'start',
  'conclude',
  'receive',
  'object',
  'uphold',
  'change',
  'rectify',
  'check_failed',
  'close',
] as const
export type ObjectEvent = (typeof OBJECT_EVENTS)[number]

const nothing = {
  start: null,
  conclude: null,
  receive: null,
  object: null,
  uphold: null,
  change: null,
  rectify: null,
  check_failed: null,
  close: null,
} as const

/**
 * 政府督查工作条例: the conclusion goes back to the object, which may object and must be answered; what has to be put
 * right is put right, and checked.
 */
export const OBJECT_MACHINE = {
  listed: { ...nothing, start: 'inspecting' },
  inspecting: { ...nothing, conclude: 'concluded' },
  concluded: { ...nothing, receive: 'received' },
  received: { ...nothing, object: 'objected', rectify: 'rectified', close: 'closed' },
  objected: { ...nothing, uphold: 'received', change: 'received' },
  rectified: { ...nothing, check_failed: 'received', close: 'closed' },
  closed: nothing,
} as const satisfies Record<ObjectState, Record<ObjectEvent, ObjectState | null>>

/** @throws Refusal inspection_cannot */
export function nextObjectState(state: ObjectState, event: ObjectEvent): ObjectState {
  const next = OBJECT_MACHINE[state][event]
  if (next === null) throw refusals.inspectionCannot(state, event)
  return next
}

/** Days (calendar days) to object after the conclusion came, and to decide after the objection: 政府督查工作条例. */
export const OBJECTION_DAYS = 30

/** The last day to object, counted from the day after the conclusion was received. */
export const objectUntil = (receivedOn: string): string => addDays(receivedOn, OBJECTION_DAYS)
/** The last day to decide on an objection. */
export const decideUntil = (objectedOn: string): string => addDays(objectedOn, OBJECTION_DAYS)

/** One planned or running inspection, for comparing. */
export interface PlannedInspection {
  id: string
  number: string
  taskIds: readonly string[]
  organizationIds: readonly string[]
  startsOn: string
  endsOn: string
}

export interface Duplicate {
  inspection: { id: string; number: string }
  taskIds: string[]
  organizationIds: string[]
}

/**
 * 严禁重复督查: the same unit inspected about the same task while another inspection of them is planned or under way in
 * the same time. Every such inspection with what it has in common.
 */
export function findDuplicates(
  plan: Omit<PlannedInspection, 'id' | 'number'>,
  others: readonly PlannedInspection[],
): Duplicate[] {
  return others.flatMap((other) => {
    if (other.endsOn < plan.startsOn || other.startsOn > plan.endsOn) return []
    const taskIds = plan.taskIds.filter((id) => other.taskIds.includes(id))
    const organizationIds = plan.organizationIds.filter((id) => other.organizationIds.includes(id))
    if (taskIds.length === 0 || organizationIds.length === 0) return []
    return [{ inspection: { id: other.id, number: other.number }, taskIds, organizationIds }]
  })
}

/** Who wrote the conclusion does not decide on the objection (原督查人员回避). */
export const mustStepAside = (inspectorIds: readonly string[], userId: string): boolean => inspectorIds.includes(userId)
