import { Refusal } from '../../platform/refusal.ts'

/** What agreements refuse beside the formulas. Codes are public: never renamed, never reused. */
export const agreementRefusals = {
  notFound: (id: string) =>
    new Refusal('not_found', 'agreement_not_found', 'There is no such agreement, or you are no party of it.', { id }),
  formUnknown: (form: string) =>
    new Refusal('not_found', 'agreement_form_unknown', `No published agreement is called "${form}".`, { form }),
  contentInvalid: (at: string, expected: string, found: string) =>
    new Refusal('invalid', 'agreement_content_invalid', `${at}: expected ${expected}, found ${found}.`, {
      at,
      expected,
      found,
    }),
  stateUnfit: (state: string, expected: string) =>
    new Refusal('conflict', 'agreement_state_unfit', `The version is ${state}; this needs one that is ${expected}.`, {
      state,
      expected,
    }),
  partyUnbound: (party: string) =>
    new Refusal('invalid', 'agreement_party_unbound', `Nobody is named to sign for ${party}.`, { party }),
  placeUnknown: (party: string, code: string) =>
    new Refusal('invalid', 'agreement_place_unknown', `${party}: there is no jurisdiction ${code}.`, { party, code }),
  unitElsewhere: (party: string, code: string) =>
    new Refusal(
      'invalid',
      'agreement_unit_elsewhere',
      `The unit that signs for ${party} is not of jurisdiction ${code}.`,
      {
        party,
        code,
      },
    ),
  partiesSame: () =>
    new Refusal('invalid', 'agreement_parties_same', 'Each party has a jurisdiction and a signing unit of its own.'),
  notParty: () =>
    new Refusal('forbidden', 'agreement_not_party', 'Your organization signs for no party of this agreement.'),
  signedBefore: (party: string) =>
    new Refusal('conflict', 'agreement_signed_before', `${party} has signed this version already.`, { party }),
  digestDiffers: (sha256: string) =>
    new Refusal('conflict', 'agreement_digest_differs', 'What you have read is not what stands: read it again.', {
      sha256,
    }),
  versionOpen: (number: number) =>
    new Refusal('conflict', 'agreement_version_open', `Version ${number} is neither signed nor declined yet.`, {
      number,
    }),
  notDrafter: () =>
    new Refusal('forbidden', 'agreement_not_drafter', 'Only the organization that drafted this version changes it.'),
}
