/** What refusals of shared registers mean and what to do about them. */
export const registryProblemsZh = {
  registry_not_found: { title: '没有这个名录', todo: '请从名录列表进入。' },
  registry_code_taken: { title: '代码“{{code}}”已有名录使用', todo: '请换一个代码。' },
  registry_schema_unfit: { title: '名录配置有 {{count}} 处需要改正', todo: '请按页面上列出的位置改正。' },
  registry_entries_unfit: {
    title: '有 {{count}} 个已发布的条目会因此失效',
    todo: '请给新的必填字段一个默认值，或者保留这些条目用到的字段和取值。',
  },
  registry_privacy_kept: { title: '字段“{{field}}”是否公开不能改', todo: '请另加一个字段。' },
  registry_key_kept: { title: '区分条目的字段不能改', todo: '请保留原来的设置。' },
  registry_entry_not_found: { title: '名录里没有这个条目', todo: '它可能不存在，或还是其他单位的草稿。' },
  registry_entry_not_owner: { title: '这是其他单位的条目', todo: '只有登记单位能修改、发布和撤回。' },
  registry_entry_state_unfit: {
    title: '当前状态不能这样做',
    todo: '当前为 {{state}}，须为 {{expected}}。请载入最新内容。',
  },
  registry_entry_draft_open: { title: '第 {{number}} 版还是草稿', todo: '请接着修改这份草稿，或先丢弃它。' },
  registry_entry_unfit: { title: '有 {{count}} 处需要改正', todo: '请按各字段下的提示改正。' },
  registry_entry_twice: { title: '本单位已有条目“{{key}}”', todo: '请修改已有的条目，或换一个编号。' },
  registry_entry_too_large: { title: '条目太大', todo: '一个条目最多 {{most}} KB，请缩短文字或减少行数。' },
  registry_filter_unfit: { title: '不能按“{{field}}”这样筛选或排序', todo: '请清除筛选条件后重试。' },
  registry_import_without_table: {
    title: '“{{file}}”里没有名录表格',
    todo: '须有一行表头，写明：{{headings}}。可下载模板。',
  },
  registry_import_too_many: {
    title: '“{{file}}”里的条目太多',
    todo: '一次最多 {{entries}} 个条目、{{rows}} 行，请分几次导入。',
  },
  registry_rows_unfit: { title: '“{{file}}”有 {{count}} 处需要改正', todo: '没有导入任何内容，请改正后重新选择文件。' },
  registry_file_changed: { title: '这不是刚才查看的文件', todo: '请重新选择“{{file}}”，查看后再导入。' },
} as const
