export const ledgerProblemsZh = {
  ledger_without_table: {
    title: '没有找到表头',
    todo: '表头要占一行，至少写明两项：任务、牵头单位、责任单位、配合单位、完成时限……',
  },
  ledger_not_spreadsheet: {
    title: '“{{file}}”不是电子表格',
    todo: '内容只是文字，只有名字像表格。请用表格软件打开后另存为 .xlsx。',
  },
  ledger_mapping_unfit: { title: '列的对应关系不能用', todo: '请指定“任务”一列和一个单位列，一列只能用一次。' },
  ledger_rows_unfit: { title: '{{count}} 处需要先改好，什么都没有导入', todo: '请按列出的行和列改好文件后再导入。' },
  ledger_tasks_closed: {
    title: '文件要改动已销号或已终止的任务',
    todo: '请先重新办理这些任务，或从文件中去掉这些行。',
  },
  ledger_file_changed: { title: '这不是刚才看过的文件', todo: '请重新选择文件，核对后再导入。' },
} as const
