import { Refusal } from '../../../platform/refusal.ts'

/** What is refused of requests to other nodes, and of what they gave. Codes are public: never renamed, never reused. */
export const outsideRefusals = {
  notFound: (id: string) =>
    new Refusal('not_found', 'outside_request_not_found', `Your unit asked no other node this: ${id}.`, { id }),
  resourceUntold: (owner: string, id: string) =>
    new Refusal('not_found', 'outside_resource_untold', `${owner} tells of no resource ${id}, or not any more.`, {
      owner,
      id,
    }),
  unitElsewhere: () =>
    new Refusal(
      'forbidden',
      'outside_unit_elsewhere',
      'A unit asks at the node that speaks for it: this one does not speak for yours.',
    ),
  ownerCutOff: (owner: string) =>
    new Refusal('conflict', 'outside_owner_cut_off', `${owner} was cut off: nothing reaches it any more.`, { owner }),
  replyUnfit: (state: string) =>
    new Refusal('conflict', 'outside_reply_unfit', `It is ${state}: this cannot be replied any more, or yet.`, {
      state,
    }),
  grantNotFound: (id: string) =>
    new Refusal(
      'not_found',
      'outside_grant_not_found',
      `No other node gives your unit data under ${id}, or not any more.`,
      { id },
    ),
} as const
