import { Refusal } from '../platform/refusal.ts'

/** What the alignment room may answer. Codes are public: never renamed, never reused. */
export const alignmentRefusals = {
  alignmentNotFound: (id: string) =>
    new Refusal('not_found', 'alignment_not_found', 'There is no such alignment, or it is not shared with you.', {
      id,
    }),
  notYours: () =>
    new Refusal(
      'forbidden',
      'alignment_not_yours',
      'Only the cluster office, and who owns one of the two documents, may align them and say what is true of it.',
    ),
  sameDocument: () =>
    new Refusal('invalid', 'alignment_of_one', 'A document is aligned with another one, not with itself.'),
  provisionUnknown: (address: string) =>
    new Refusal('not_found', 'alignment_provision_unknown', `The alignment has no provision ${address}.`, { address }),
  tieNotFound: (id: string) =>
    new Refusal('not_found', 'alignment_tie_not_found', 'There is no such tie in the newest alignment.', { id }),
  aligningFailed: (upper: string, lower: string, reason: string) =>
    new Refusal('conflict', 'aligning_failed', `“${upper}” and “${lower}” could not be aligned (${reason}).`, {
      upper,
      lower,
      reason,
    }),
  changedMeanwhile: () =>
    new Refusal('conflict', 'alignment_changed', 'The documents or the alignment changed meanwhile. Try again.'),
  nothingToLearn: () =>
    new Refusal(
      'conflict',
      'nothing_to_learn',
      'There is nothing new to learn from: it takes a provision with something confirmed and something rejected.',
    ),
}
