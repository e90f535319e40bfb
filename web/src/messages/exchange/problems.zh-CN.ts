import { registryProblemsZh } from './registers.problems.zh-CN.ts'

/** What refusals of exchange mean and what to do about them. */
export const exchangeProblemsZh = {
  ...registryProblemsZh,
  resource_not_found: { title: '目录里没有这项资源', todo: '它可能不存在，或还是其他单位的草稿。' },
  resource_not_compiler: {
    title: '您不为这个单位编制目录',
    todo: '只能为本单位，或本城市群成员的单位（协调办公室）登记、发布和撤回。',
  },
  resource_state_unfit: { title: '当前状态不能这样做', todo: '当前为 {{state}}，须为 {{expected}}。请载入最新内容。' },
  resource_draft_open: { title: '第 {{number}} 版还是草稿', todo: '请接着修改这份草稿，或先丢弃它。' },
  resource_incomplete: { title: '还没有填全，不能发布', todo: '请先按资源页上的提示填写。' },
  resource_withheld_open: { title: '不予共享的资源不能向社会开放', todo: '请改共享类型，或改为不向社会开放。' },
  resource_item_twice: { title: '信息项“{{name}}”重复', todo: '同一资源的信息项名称不能相同，请删去一个。' },
  resource_commitment_unknown: { title: '有 {{count}} 条承诺事项找不到', todo: '请从承诺事项中重新选择。' },
  resource_refresh_ahead: { title: '{{day}} 还没有到', todo: '数据更新之后再登记，日期不晚于今天。' },
  resource_codes_used_up: {
    title: '这一类的资源代码已用完',
    todo: '每个提供方每类至多 99999 个代码，请改用其他分类。',
  },
  resource_providers_used_up: {
    title: '这个地区的提供方编号已用完',
    todo: '每个地区至多 999 个提供方，请与协调办公室商定由哪个单位登记。',
  },
  credit_code_invalid: { title: '“{{found}}”不是统一社会信用代码', todo: '应为 18 位，末位为校验码，请核对证照。' },
  credit_code_taken: { title: '{{code}} 已是另一个提供方的代码', todo: '请核对证照。' },
  resource_provider_unknown: { title: '这个单位还没有登记过资源', todo: '请先为它登记一项资源。' },
  resource_import_without_table: {
    title: '“{{file}}”里没有目录表',
    todo: '须有一行表头，至少写明信息资源名称、提供方、摘要、共享类型、更新周期等中的两项。可下载模板。',
  },
  resource_import_without_name: { title: '工作表“{{sheet}}”没有“信息资源名称”一列', todo: '请补上这一列的表头。' },
  resource_import_unreadable: { title: '“{{file}}”不是表格', todo: '请提供 .xlsx 工作簿或 .csv 文本。' },
  resource_import_too_many: {
    title: '“{{file}}”里的资源太多',
    todo: '一次最多 {{resources}} 项、{{rows}} 行，请分几次导入。',
  },
  resource_rows_unfit: { title: '“{{file}}”有 {{count}} 处需要改正', todo: '没有导入任何内容，请改正后重新选择文件。' },
  resource_file_changed: { title: '这不是刚才查看的文件', todo: '请重新选择“{{file}}”，查看后再导入。' },
} as const
