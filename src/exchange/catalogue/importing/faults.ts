import type { ImportField } from './headings.ts'

/** Why a cell is refused. */
export type FaultCode =
  | 'missing'
  | 'value_unknown'
  | 'too_long'
  | 'text_unclean'
  | 'cells_too_many'
  | 'row_broken'
  | 'row_alone'
  | 'differs_from_first'
  | 'item_twice'
  | 'resource_twice'
  | 'unit_unknown'
  | 'unit_ambiguous'
  | 'unit_not_yours'
  | 'code_of_other'
  | 'name_of_several'
  | 'withheld_open'

/** What is wrong with one cell: where it is, what stands there, what was expected. */
export interface ImportFault {
  /** Name of the sheet; empty for CSV. */
  sheet: string
  /** As the spreadsheet numbers it. */
  row: number
  /** Its heading in the file; empty where the file has no such column. */
  column: string
  field: ImportField | null
  code: FaultCode
  found: string
  /** The forms that are taken, as they are typed into the cell. */
  expected: string
}
