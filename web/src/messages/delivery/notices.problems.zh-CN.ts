export const noticesProblemsZh = {
  feeds_too_many: { title: '日历链接已达上限（{{most}} 个）', todo: '请先停用不再使用的链接。' },
  feed_unknown: { title: '没有这个日历链接，或已停用', todo: '请在“我的账号”中重新生成。' },
} as const
