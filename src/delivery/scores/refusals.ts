import { Refusal } from '../../platform/refusal.ts'

export const scoreRefusals = {
  ruleNotFound: (version: number) =>
    new Refusal('not_found', 'score_rule_not_found', `There is no score rule of version ${version}.`, { version }),
  ruleIsOld: (version: number, next: number) =>
    new Refusal('conflict', 'score_rule_taken', `Version ${version} is taken: the next one is ${next}.`, {
      version,
      next,
    }),
  unitNotFound: (id: string) =>
    new Refusal('not_found', 'score_unit_not_found', `There is no organization ${id}.`, { id }),
  placeNotFound: (code: string) =>
    new Refusal('not_found', 'score_place_not_found', `There is no place ${code}.`, { code }),
  draftNotFound: () =>
    new Refusal('not_found', 'score_draft_not_found', 'Your organization has no draft of a score rule.'),
  draftThere: (revision: number) =>
    new Refusal('conflict', 'score_draft_there', 'Your organization has a draft already: name its version.', {
      revision,
    }),
  countsTooEarly: (earliest: string) =>
    new Refusal(
      'invalid',
      'score_rule_too_early',
      `A rule published today counts from ${earliest} on at the earliest: nobody is judged by a rule that was not known.`,
      { earliest },
    ),
  weightless: () =>
    new Refusal(
      'invalid',
      'score_rule_weightless',
      'At least one of on_time, progress and evidence needs a weight above 0.',
    ),
}
