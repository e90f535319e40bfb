import { Refusal } from '../../platform/refusal.ts'
import type { Field } from './rules/fields.ts'
import type { RowError } from './rules/rows.ts'

export const ledgerRefusals = {
  withoutTable: () =>
    new Refusal(
      'invalid',
      'ledger_without_table',
      'No row of the file heads its columns: one row must name at least two of 任务, 牵头单位, 责任单位, 配合单位, 完成时限 ….',
    ),
  notSpreadsheet: (file: string) =>
    new Refusal(
      'invalid',
      'ledger_not_spreadsheet',
      `${file} is no spreadsheet, whatever it is called: it is plain text.`,
      {
        file,
      },
    ),
  mappingUnfit: (field: Field, why: 'missing' | 'outside' | 'twice') =>
    new Refusal('invalid', 'ledger_mapping_unfit', `The mapping cannot be used: ${field} is ${why}.`, { field, why }),
  rowsUnfit: (errors: readonly RowError[]) =>
    new Refusal(
      'invalid',
      'ledger_rows_unfit',
      `${errors.length} cells have to be mended first. Nothing was imported.`,
      {
        count: errors.length,
        errors: errors.slice(0, 1000),
      },
    ),
  tasksClosed: (rows: readonly number[]) =>
    new Refusal(
      'conflict',
      'ledger_tasks_closed',
      `The file changes tasks that are signed off or retired (rows ${rows.slice(0, 20).join(', ')}): reopen them first. Nothing was imported.`,
      { rows: rows.slice(0, 1000) },
    ),
  fileChanged: () =>
    new Refusal('conflict', 'ledger_file_changed', 'This is not the file that was looked at. Look at it again first.'),
}
