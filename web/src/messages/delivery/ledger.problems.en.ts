import type { Worded } from '../worded.ts'
import type { ledgerProblemsZh } from './ledger.problems.zh-CN.ts'

export const ledgerProblemsEn: Worded<typeof ledgerProblemsZh> = {
  ledger_without_table: {
    title: 'No headings were found',
    todo: 'One row must name at least two of: 任务, 牵头单位, 责任单位, 配合单位, 完成时限 ….',
  },
  ledger_not_spreadsheet: {
    title: '“{{file}}” is no spreadsheet',
    todo: 'It is plain text under such a name. Open it in a spreadsheet program and save it as .xlsx.',
  },
  ledger_mapping_unfit: {
    title: 'The mapping cannot be used',
    todo: 'Choose a task column and a unit column, each column once.',
  },
  ledger_rows_unfit: {
    title: '{{count}} cells to mend first; nothing was imported',
    todo: 'Mend the cells listed and import again.',
  },
  ledger_tasks_closed: {
    title: 'The file changes tasks that are signed off or retired',
    todo: 'Reopen them first, or leave those rows out.',
  },
  ledger_file_changed: {
    title: 'This is not the file that was looked at',
    todo: 'Choose the file again and check it before importing.',
  },
}
