import type { Worded } from '../worded.ts'
import type { scoresProblemsZh } from './scores.problems.zh-CN.ts'

export const scoresProblemsEn: Worded<typeof scoresProblemsZh> = {
  score_rule_not_found: 'There is no such version of the score rule. Choose one that is published.',
  score_rule_taken: 'This version is published already. Reload, then publish the next one.',
  score_unit_not_found: 'There is no such unit. Open it from the list of scores.',
  score_rule_weightless: 'Give at least one of the three parts a weight above zero.',
  score_place_not_found: 'There is no such place. Open it from the list of scores.',
  score_draft_not_found: 'Your organization has no draft of a rule. Reload the page.',
  score_draft_there: 'Your organization has a draft already, perhaps a colleague’s. Reload, then work on it.',
  score_rule_too_early: 'A rule cannot count from before it is published. Change its day.',
}
