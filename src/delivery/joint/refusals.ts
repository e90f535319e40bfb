import { Refusal } from '../../platform/refusal.ts'

/** What ladders, escalations and meetings refuse. */
export const jointRefusals = {
  ladderNotFound: (id: string) =>
    new Refusal('not_found', 'ladder_not_found', `There is no ladder ${id}, or it is retired.`, { id }),
  ladderUnitUnknown: (id: string) =>
    new Refusal('invalid', 'ladder_unit_unknown', `The unit ${id} is not there, or of no province of the cluster.`, {
      id,
    }),
  tierOccupied: (name: string, count: number) =>
    new Refusal('conflict', 'tier_occupied', `${count} open matters stand at the tier ${name}. Settle them first.`, {
      name,
      count,
    }),
  tierUnknown: (id: string) =>
    new Refusal('invalid', 'tier_unknown', `The ladder has no tier ${id}. Load it again.`, { id }),
  replyClosed: (state: string) =>
    new Refusal('conflict', 'meeting_reply_closed', `A meeting that is ${state} takes no replies.`, { state }),
  notInvited: () =>
    new Refusal('forbidden', 'meeting_not_invited', 'Only a unit that is invited replies to the invitation.', {}),
  escalationNotFound: (id: string) =>
    new Refusal('not_found', 'escalation_not_found', `There is no matter ${id}, or it is not yours to see.`, { id }),
  escalationCannot: (state: string, event: string) =>
    new Refusal('conflict', 'escalation_cannot', `A matter that is ${state} cannot be ${event}.`, { state, event }),
  notRaiser: () =>
    new Refusal('forbidden', 'escalation_not_raiser', 'Only the unit that raised the matter does this.', {}),
  notHost: (tier: string) =>
    new Refusal('forbidden', 'escalation_not_host', `Only a host of the tier ${tier} or the office does this.`, {
      tier,
    }),
  notAnswerable: () =>
    new Refusal(
      'forbidden',
      'escalation_not_yours',
      'A matter about a task is raised by a unit that answers for it, or by its office.',
      {},
    ),
  topReached: (tier: string) =>
    new Refusal('conflict', 'escalation_at_top', `${tier} is the top of the ladder: nothing stands above it.`, {
      tier,
    }),
  alreadyRaised: (number: string, id: string) =>
    new Refusal('conflict', 'escalation_open_already', `${number} about this task is still open.`, { number, id }),
  taskUnknown: (id: string) =>
    new Refusal('invalid', 'escalation_task_unknown', `There is no task ${id}, or it is not yours to see.`, { id }),
  meetingNotFound: (id: string) =>
    new Refusal('not_found', 'meeting_not_found', `There is no meeting ${id}, or it is not yours to see.`, { id }),
  meetingCannot: (state: string, event: string) =>
    new Refusal('conflict', 'meeting_cannot', `A meeting that is ${state} cannot ${event}.`, { state, event }),
  meetingAhead: (heldOn: string) =>
    new Refusal(
      'conflict',
      'meeting_ahead',
      `The meeting is set for ${heldOn}, which is not here yet. Move it first.`,
      {
        heldOn,
      },
    ),
  meetingClosed: (state: string) =>
    new Refusal('conflict', 'meeting_closed', `The meeting is ${state}: nothing of it changes any more.`, { state }),
  hostNotOfTier: () =>
    new Refusal(
      'invalid',
      'meeting_host_not_of_tier',
      'The host must be one of the tier. Add it to the ladder first.',
      {},
    ),
  agendaMismatch: () =>
    new Refusal('conflict', 'agenda_mismatch', 'The order must name each item of the agenda once. Load it again.', {}),
  matterElsewhere: (tier: string) =>
    new Refusal(
      'conflict',
      'agenda_matter_elsewhere',
      `The matter stands at the tier ${tier}, not at this meeting's.`,
      {
        tier,
      },
    ),
  itemNotFound: (id: string) =>
    new Refusal('not_found', 'agenda_item_not_found', `There is no agenda item ${id}.`, { id }),
  itemHasResolutions: (count: number) =>
    new Refusal('conflict', 'agenda_item_resolved', `${count} resolutions hang on this item. Remove them first.`, {
      count,
    }),
  resolutionNotFound: (id: string) =>
    new Refusal('not_found', 'resolution_not_found', `There is no resolution ${id}.`, { id }),
  resolutionObjected: (count: number) =>
    new Refusal(
      'conflict',
      'resolution_objected',
      `${count} objections stand against this resolution: it is kept with them. Change its words instead.`,
      { count },
    ),
  unitTwice: () =>
    new Refusal('invalid', 'resolution_unit_twice', 'A unit leads or takes part, not both. Name it once.', {}),
  minutesIncomplete: (gaps: readonly object[]) =>
    new Refusal(
      'conflict',
      'minutes_incomplete',
      `${gaps.length} things are missing before the minutes can be issued.`,
      {
        count: gaps.length,
        gaps,
      },
    ),
  objectionsUnseen: (count: number) =>
    new Refusal(
      'conflict',
      'objections_unseen',
      `${count} objections stand against resolutions. Read them, and issue the minutes with that number.`,
      { count },
    ),
  notMember: () =>
    new Refusal('forbidden', 'meeting_not_member', 'Only a member of the meeting objects to what it decides.', {}),
  objectionStands: () =>
    new Refusal('conflict', 'objection_stands', 'The objection of your unit stands: take it back to word it anew.', {}),
  objectionNotFound: (id: string) =>
    new Refusal('not_found', 'objection_not_found', `There is no objection ${id} of yours that stands.`, { id }),
  materialNotFound: (id: string) =>
    new Refusal('not_found', 'material_not_found', `There is no material ${id}, or it is not yours to see.`, { id }),
  fileMissing: () => new Refusal('invalid', 'attachment_missing', 'The form has no file.', {}),
  fileType: (name: string) =>
    new Refusal(
      'invalid',
      'attachment_type',
      `${name} is not of a type that is taken: PDF, OFD, Word, Excel, PowerPoint, text, CSV, PNG, JPEG.`,
      { name },
    ),
  fileTooLarge: (name: string, limit: number) =>
    new Refusal('too_large', 'attachment_too_large', `${name} is larger than ${limit} MB.`, { name, limit }),
  programmeMissing: () =>
    new Refusal(
      'invalid',
      'resolution_programme_missing',
      'Say in which programme the tasks of the resolutions are kept.',
      {},
    ),
}
