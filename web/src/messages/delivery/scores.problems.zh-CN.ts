export const scoresProblemsZh = {
  score_rule_not_found: '没有这一版考核规则。请选择已公布的版本。',
  score_rule_taken: '这一版规则已经公布。请刷新后再公布下一版。',
  score_unit_not_found: '没有这个单位。请从得分列表中打开。',
  score_rule_weightless: '按时报送、任务推进、佐证质量至少有一项的分值要大于零。',
} as const
