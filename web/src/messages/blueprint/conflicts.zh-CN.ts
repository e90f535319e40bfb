/** Words of conflicts: rules, states, what a check says of itself. */
export const conflictsZh = {
  rules: {
    red_line_urban: '生态保护红线与城镇开发边界重叠',
    farmland_urban: '永久基本农田与城镇开发边界重叠',
    red_line_farmland: '生态保护红线与永久基本农田重叠',
    spaces_overlap: '三类空间相互重叠',
    zones_overlap: '同一图层内要素重叠',
    designations_differ: '两个规划对同一地块用途不一致',
    spaces_gap: '三类空间之间有空白',
    space_share: '三类空间占比偏离规划目标',
  },
  states: { open: '待处理', accepted: '已认可', resolved: '已消除' },
  entries: {
    found: '发现',
    changed: '范围变化',
    accepted: '认可',
    restored: '再次出现，仍按原认可',
    reopened: '重新打开',
    resolved: '消除',
  },
  reasons: { returned: '冲突再次出现', grown: '面积增长超过容差，认可自动失效' },
  confidences: { official: '官方文本', two: '两处来源', one: '一处来源', own: '待核实' },
  sliver: '碎屑',
  slivers: '碎屑（小于容差）',
  area: '重叠面积',
  width: '平均宽度',
  acceptedArea: '认可时面积',
  tolerance: '容差',
  source: '规则出处',
  yields: '让位方',
  history: '历史',
  found: '发现时间',
  unchecked: '还有 {{count}} 次修订正在核查',
  accept: '认可冲突',
  reopen: '重新打开',
  reason: '理由',
} as const

export const conflictProblemsZh = {
  blueprint_conflict_not_found: { title: '没有这个冲突', todo: '冲突不存在，或其中一个图层没有与您所在单位共享。' },
  blueprint_conflict_not_yours: {
    title: '不能处理这个冲突',
    todo: '只有两个图层的维护单位和城市群协调办公室可以处理。',
  },
  blueprint_conflict_not_open: { title: '冲突不是待处理状态', todo: '请载入最新内容。' },
  blueprint_conflict_not_accepted: { title: '冲突没有被认可', todo: '请载入最新内容。' },
} as const

export const conflictAuditZh = {
  blueprint_accept_conflict: '认可空间冲突',
  blueprint_reopen_conflict: '重新打开空间冲突',
} as const
