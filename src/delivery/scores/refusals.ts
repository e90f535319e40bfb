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
  weightless: () =>
    new Refusal(
      'invalid',
      'score_rule_weightless',
      'At least one of on_time, progress and evidence needs a weight above 0.',
    ),
}
