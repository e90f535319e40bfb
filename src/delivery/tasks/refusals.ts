import { Refusal } from '../../platform/refusal.ts'

/** What the tasks may answer. Codes are public: never renamed, never reused. */
export const taskRefusals = {
  programmeNotFound: (id: string) =>
    new Refusal('not_found', 'programme_not_found', 'There is no such programme, or it is not shared with you.', {
      id,
    }),
  programmeNotYours: (owner: string) =>
    new Refusal(
      'forbidden',
      'programme_not_yours',
      `This programme is kept by ${owner}: only its office dispatches and signs off.`,
      { owner },
    ),
  programmeRetired: (title: string, reason: string) =>
    new Refusal(
      'conflict',
      'programme_retired',
      `“${title}” is retired (${reason}): nothing more is dispatched from it.`,
      { title, reason },
    ),
  taskNotFound: (id: string) =>
    new Refusal('not_found', 'task_not_found', 'There is no such task, or it is not shared with you.', { id }),
  taskStateUnfit: (state: string, event: string) =>
    new Refusal('conflict', 'task_state_unfit', `The task is ${state}: ${event} is not possible now.`, {
      state,
      event,
    }),
  notAssigned: () =>
    new Refusal('forbidden', 'task_not_assigned', 'Only a unit that answers for this task may do that.'),
  notLead: () => new Refusal('forbidden', 'task_not_lead', 'Only a lead, or a unit that answers alone, may do that.'),
  receivedAlready: () =>
    new Refusal('conflict', 'task_received_already', 'Your organization has received this task already.'),
  closingRequestedAlready: () =>
    new Refusal('conflict', 'task_closing_requested_already', 'Your organization has asked for the sign-off already.'),
  leadsOutstanding: (names: readonly string[]) =>
    new Refusal(
      'conflict',
      'task_leads_outstanding',
      `Not every lead has asked for the sign-off: ${names.join(', ')}.`,
      { names },
    ),
  ongoingNeverCloses: () =>
    new Refusal('conflict', 'task_ongoing', 'This task is ongoing (长期坚持) and is never signed off.'),
  taskReplaced: (id: string) =>
    new Refusal(
      'conflict',
      'task_replaced',
      'The same commitment was dispatched again: that task stands in its place.',
      {
        id,
      },
    ),
  programmeNotRetired: () => new Refusal('conflict', 'programme_not_retired', 'This programme was not retired.'),
  planFallen: () =>
    new Refusal('conflict', 'programme_plan_fallen', 'Its plan was withdrawn or superseded: it stays retired.'),
  programmeExists: (id: string) =>
    new Refusal('conflict', 'programme_exists', 'Your organization keeps a programme of this document already.', {
      id,
    }),
  commitmentUnfit: (id: string, why: 'not_found' | 'not_confirmed' | 'changed_meanwhile') =>
    new Refusal('conflict', 'commitment_unfit', `The commitment ${id} cannot be dispatched: ${why}.`, { id, why }),
  commitmentTwice: () =>
    new Refusal('invalid', 'commitment_twice', 'A commitment is named twice in the same dispatch.'),
  leadMissing: (title: string) =>
    new Refusal('invalid', 'task_lead_missing', `“${title}” has several units and none leads: choose a lead.`, {
      title,
    }),
  unitTwice: (name: string) =>
    new Refusal('invalid', 'task_unit_twice', `${name} is named twice for the same task.`, { name }),
  unitUnknown: (id: string) => new Refusal('invalid', 'task_unit_unknown', `There is no organization ${id}.`, { id }),
  milestoneNotFound: (id: string) =>
    new Refusal('not_found', 'milestone_not_found', 'There is no such milestone.', { id }),
  milestoneAhead: (day: string) =>
    new Refusal('invalid', 'milestone_ahead', `${day} has not come yet: a milestone is reached on a day that has.`, {
      day,
    }),
  documentNotFound: (id: string) =>
    new Refusal('not_found', 'document_not_found', 'There is no such document, or it is not shared with you.', { id }),
}
