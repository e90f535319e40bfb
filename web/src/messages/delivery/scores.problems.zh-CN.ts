export const scoresProblemsZh = {
  score_rule_not_found: '没有这一版考核规则。请选择已公布的版本。',
  score_rule_taken: '这一版规则已经公布。请刷新后再公布下一版。',
  score_unit_not_found: '没有这个单位。请从得分列表中打开。',
  score_rule_weightless: '按时报送、任务推进、佐证质量至少有一项的分值要大于零。',
  score_place_not_found: '没有这个行政区。请从得分列表中打开。',
  score_draft_not_found: '本单位没有考核规则草稿。请刷新页面。',
  score_draft_there: '本单位已有草稿，可能是同事刚起草的。请刷新后在其上修改。',
  score_rule_too_early: '新规则不能从公布之前的日期起算，请改“起算日期”。',
} as const
