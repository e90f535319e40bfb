export const alignmentProblemsZh = {
  alignment_not_found: { title: '没有这份对照', todo: '对照不存在，或其中一份文件没有与您所在单位共享。' },
  alignment_not_yours: {
    title: '不能对照或核对这两份文件',
    todo: '只有协调办公室，以及其中一份文件的所属单位，可以对照并核对。',
  },
  alignment_of_one: { title: '两边是同一份文件', todo: '请选择两份不同的文件。' },
  alignment_provision_unknown: { title: '对照中没有这一条', todo: '文件可能已有新版本，请载入最新内容。' },
  alignment_tie_not_found: { title: '没有这一处对应', todo: '文件可能已重新对照，请载入最新内容。' },
  aligning_failed: {
    title: '《{{upper}}》与《{{lower}}》没有对照成功',
    todo: '请稍后再试；如仍不行，请将原因告诉系统管理员：{{reason}}。',
  },
  alignment_changed: { title: '文件或对照刚有变化', todo: '请载入最新内容后再试。' },
  nothing_to_learn: { title: '没有可供调整的新核对', todo: '同一条里既有确认又有驳回，才能据以调整权重。' },
} as const
