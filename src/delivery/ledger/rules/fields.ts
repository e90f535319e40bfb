/** What a row of a ledger (台账) can say of a task. */
export const FIELDS = [
  'externalKey',
  'chapter',
  'title',
  'text',
  'measure',
  'lead',
  'participants',
  'responsible',
  'dueOn',
  'pace',
  'provision',
] as const
export type Field = (typeof FIELDS)[number]

/**
 * How offices head the column of each field; the first is the heading of our own exports. Sources: usual division-of-work
 * tables (official-documents.md, Structure of plans) and ledger fields in use (plan-supervision.md §2).
 */
export const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  externalKey: ['编号', '任务编号', '序号', '台账编号', '编码', 'id', 'no'],
  chapter: ['章节', '类别', '板块', '领域', '工作类别', '任务类别', '一级任务', '专项'],
  title: [
    '任务',
    '任务名称',
    '重点任务',
    '工作任务',
    '事项',
    '事项名称',
    '督查事项',
    '目标任务',
    '工作事项',
    '重点工作',
  ],
  text: [
    '具体内容',
    '工作内容',
    '主要内容',
    '任务内容',
    '任务要求',
    '工作要求',
    '具体举措',
    '工作措施',
    '具体任务',
    '目标要求',
  ],
  measure: ['成果形式', '预期成果', '工作成果', '完成标志', '成效', '成果', '衡量标准'],
  lead: ['牵头单位', '牵头部门', '牵头责任单位', '主办单位', '主责单位', '牵头'],
  participants: ['配合单位', '协办单位', '参与单位', '配合部门', '责任(配合)单位', '参加单位', '配合', '协同单位'],
  responsible: ['责任单位', '责任部门', '承办单位', '落实单位', '承担单位', '实施单位'],
  dueOn: ['完成时限', '办结时限', '完成时间', '截止时间', '时限', '截止日期', '办理时限', '时间要求', '到期时间'],
  pace: ['任务性质', '办理类型', '类型', '推进方式'],
  provision: ['条款', '来源条款', '依据', '任务来源', '文件依据', '出处'],
}
