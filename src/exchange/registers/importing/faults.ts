import type { ContentFaultCode } from '../rules/checkContent.ts'

/** Why a cell of an imported table is refused. */
export type RegistryFaultCode =
  | ContentFaultCode
  | 'value_unknown'
  | 'cells_too_many'
  | 'row_broken'
  | 'row_alone'
  | 'heading_twice'
  | 'column_missing'
  | 'differs_from_first'
  | 'entry_twice'
  | 'unit_not_yours'

/** What is wrong with one cell: where it is, what stands there, what was expected. */
export interface RegistryImportFault {
  /** Name of the sheet; empty for CSV. */
  sheet: string
  /** As the spreadsheet numbers it. */
  row: number
  /** Its heading; empty where the whole row is meant. */
  column: string
  code: RegistryFaultCode
  found: string
  expected: string
}
