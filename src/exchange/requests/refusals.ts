import { Refusal } from '../../platform/refusal.ts'
import type { TermsFault } from '../terms/index.ts'

/** What requests, agreements and disputes refuse. Codes are public: never renamed, never reused. */
export const requestRefusals = {
  notFound: (what: 'request' | 'agreement' | 'dispute', id: string) =>
    new Refusal('not_found', `share_${what}_not_found`, `There is no such ${what} for you.`, { id }),
  notParty: (side: string) =>
    new Refusal('forbidden', 'share_not_party', `This is done by the ${side}: your organization is not that.`, {
      side,
    }),
  stepUnfit: (state: string, step: string) =>
    new Refusal('conflict', 'share_step_unfit', `It is ${state}: it cannot be ${step} any more, or yet.`, {
      state,
      step,
    }),
  ownResource: () =>
    new Refusal(
      'invalid',
      'share_own_resource',
      'The resource is your own organization’s: nothing has to be asked for.',
    ),
  unpublished: (state: string) =>
    new Refusal(
      'conflict',
      'share_resource_unpublished',
      `The resource is ${state}; only what is published is asked for.`,
      {
        state,
      },
    ),
  withheld: () =>
    new Refusal(
      'conflict',
      'share_withheld',
      'The resource is withheld or not in the catalogue any more. It is granted once a version is published by which it is shared.',
    ),
  termsUnfit: (faults: readonly TermsFault[]) =>
    new Refusal(
      'invalid',
      'share_terms_unfit',
      `${faults.length} things in what is asked for do not fit the resource.`,
      {
        count: faults.length,
        faults,
        first: [faults[0]?.item, faults[0]?.found, faults[0]?.expected].filter(Boolean).join(' '),
      },
    ),
  widened: (parts: readonly string[]) =>
    new Refusal('invalid', 'share_widened', `More would be granted than was asked for: ${parts.join(', ')}.`, {
      parts: parts.join(', '),
    }),
  untilPast: (day: string) =>
    new Refusal('invalid', 'share_until_past', `${day} is over: it has to hold for a day to come.`, { day }),
  fromPast: (day: string) =>
    new Refusal('invalid', 'share_from_past', `${day} is over: it is withdrawn from today on, or from a day to come.`, {
      day,
    }),
  wordsMissing: (step: string) =>
    new Refusal('invalid', 'share_words_missing', `${step}: say why, for who waits for it.`, { step }),
  broughtForwardAlready: () =>
    new Refusal(
      'conflict',
      'share_brought_forward_already',
      'It was brought forward once already; what was decided then stands. Ask anew where the grounds are new.',
    ),
  alreadyProvided: () =>
    new Refusal('conflict', 'share_provided_already', 'It is recorded already that the data are there.'),
  alreadyWithdrawn: (day: string) =>
    new Refusal('conflict', 'share_withdrawn_already', `It is withdrawn from ${day} on already.`, { day }),
  deletionConfirmed: () => new Refusal('conflict', 'share_deletion_confirmed', 'The deletion is confirmed already.'),
  itemNotAgreed: (item: string) =>
    new Refusal('invalid', 'share_item_not_agreed', `${item} is no item of the agreement.`, { item }),
  notCorrected: () =>
    new Refusal(
      'conflict',
      'share_not_corrected',
      'The data here have no such revision since it was disputed. Correct or load them first, or answer that the value was not wrong.',
    ),
  periodSlower: (days: number) =>
    new Refusal('invalid', 'share_period_slower', `A place may be stricter than ${days} working days, never slower.`, {
      days,
    }),
  periodElsewhere: (place: string) =>
    new Refusal('forbidden', 'share_period_elsewhere', `${place} is no place of a cluster that you coordinate.`, {
      place,
    }),
  choiceUnfit: () =>
    new Refusal('invalid', 'share_choice_unfit', 'Only what is shared without condition is granted at once.'),
} as const
