import { type Answering, receiverOf } from './receivers.ts'

/** What is owed on a task in a cycle that is open. */
export interface OwedNow {
  id: string
  organizationId: string
  /** Who holds the duty of the unit today, where it is no more. */
  succeededBy: string | null
  state: 'due' | 'submitted' | 'returned' | 'accepted' | 'waived'
  /** Why it was waived; null: the office said so itself. */
  waivedCause: WaivedCause | null
  role: Answering['role']
  reportsTo: string
}

export type WaivedCause = 'unit_left' | 'task_ended' | 'succeeded'

export interface TaskNow {
  isOpen: boolean
  office: string
  /** Who answers for the task now. */
  units: readonly Answering[]
  /** Units whose duty passed to others. */
  succeeded: readonly string[]
}

export interface Following {
  ask: { organizationId: string; role: Answering['role']; reportsTo: string }[]
  askAgain: { id: string; role: Answering['role']; reportsTo: string }[]
  waive: { id: string; organizationId: string; cause: WaivedCause }[]
  readdress: { id: string; role: Answering['role']; reportsTo: string }[]
}

const isUnsent = ({ state }: OwedNow) => state === 'due' || state === 'returned'
const maySend = (one: OwedNow) => isUnsent(one) || one.state === 'submitted'

/**
 * What has to become of the reports that are owed on a task in an open cycle, so that they fit who answers for it now:
 * who came owes one, who left or whose task ended owes none, a participant whose lead is another reports to that one.
 * What was sent stays. Nothing is asked for after the day it would have been due on, and nothing that the unit before
 * has reported already.
 */
export function followingOf(task: TaskNow, owed: readonly OwedNow[], dueOn: string, today: string): Following {
  const units = task.isOpen ? task.units : []
  const found: Following = { ask: [], askAgain: [], waive: [], readdress: [] }
  for (const one of owed) {
    if (!isUnsent(one) || units.some(({ organizationId }) => organizationId === one.organizationId)) continue
    const hasSuccessor = one.succeededBy !== null || task.succeeded.includes(one.organizationId)
    const cause = hasSuccessor ? 'succeeded' : 'unit_left'
    found.waive.push({
      id: one.id,
      organizationId: one.organizationId,
      cause: task.isOpen ? cause : 'task_ended',
    })
  }
  for (const unit of units) {
    const { organizationId, role } = unit
    const reportsTo = receiverOf(unit, units, task.office)
    const own = owed.find((one) => one.organizationId === organizationId)
    if (!own) {
      const wasReported = owed.some((one) => one.succeededBy === organizationId && one.waivedCause !== 'succeeded')
      if (!wasReported && dueOn >= today) found.ask.push({ organizationId, role, reportsTo })
    } else if (own.state === 'waived') {
      if (own.waivedCause !== null && dueOn >= today) found.askAgain.push({ id: own.id, role, reportsTo })
    } else if (maySend(own) && (own.role !== role || own.reportsTo !== reportsTo))
      found.readdress.push({ id: own.id, role, reportsTo })
  }
  return found
}
