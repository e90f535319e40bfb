import { Refusal } from '../../platform/refusal.ts'

/** What is refused about samples that two laboratories measured. */
export const attestationRefusals = {
  attestationNotFound: (id: string) =>
    new Refusal(
      'not_found',
      'attestation_not_found',
      `There is no attestation ${id} that stands, or you may not see it.`,
      {
        id,
      },
    ),
  attestationRuleMissing: (day: string) =>
    new Refusal(
      'conflict',
      'attestation_rule_missing',
      `No rule for disagreement was in force for this section on ${day}: its keeper sets one.`,
      { day },
    ),
  attestationRuleTaken: (day: string) =>
    new Refusal('conflict', 'attestation_rule_taken', `A rule of this section begins on ${day} already.`, { day }),
  readingUnfit: (id: string, expected: string) =>
    new Refusal('invalid', 'attestation_reading_unfit', `The observation ${id} does not fit: expected ${expected}.`, {
      id,
      expected,
    }),
  sameLaboratory: () =>
    new Refusal('invalid', 'attestation_same_laboratory', 'Each value comes from a laboratory of its own.'),
  thirdNotAsked: (outcome: string) =>
    new Refusal(
      'conflict',
      'attestation_third_not_asked',
      'A third laboratory decides only where the rule asks for one and both values disagree.',
      { outcome },
    ),
  notYourSample: () =>
    new Refusal('forbidden', 'attestation_not_yours', 'Who measured the sample, or keeps the section, attests it.'),
}
