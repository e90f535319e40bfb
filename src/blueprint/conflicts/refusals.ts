import { Refusal } from '../../platform/refusal.ts'

/** What deciding on conflicts refuses. Codes are public: never renamed, never reused. */
export const conflictRefusals = {
  conflictNotFound: (id: string) =>
    new Refusal(
      'not_found',
      'blueprint_conflict_not_found',
      'There is no such conflict, or one of its two layers is not shared with you.',
      { id },
    ),
  conflictNotYours: () =>
    new Refusal(
      'forbidden',
      'blueprint_conflict_not_yours',
      'A conflict is decided on by the organizations that own its layers, and by the office that coordinates the cluster.',
    ),
  conflictNotOpen: (state: string) =>
    new Refusal('conflict', 'blueprint_conflict_not_open', `Only an open conflict is accepted; this one is ${state}.`, {
      state,
    }),
  conflictNotAccepted: (state: string) =>
    new Refusal(
      'conflict',
      'blueprint_conflict_not_accepted',
      `Only an accepted conflict is opened again; this one is ${state}.`,
      { state },
    ),
}
