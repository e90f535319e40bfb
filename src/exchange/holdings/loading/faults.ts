/** Why a cell is refused. */
export type RowFaultCode =
  | 'column_missing'
  | 'column_twice'
  | 'missing'
  | 'value_unfit'
  | 'too_long'
  | 'text_unclean'
  | 'number_cut'
  | 'key_twice'
  | 'key_too_long'
  | 'item_unknown'
  | 'cells_too_many'
  | 'row_broken'
  | 'row_alone'

/** What is wrong with one cell: where it is, what stands there, what was expected. */
export interface RowFault {
  /** Name of the sheet; empty for CSV and JSON. */
  sheet: string
  /** As the spreadsheet numbers it; of JSON, which row from 1. */
  row: number
  /** Its item; empty where it is about the whole row. */
  column: string
  code: RowFaultCode
  found: string
  /** The form that is taken, as it is typed into the cell. */
  expected: string
}
