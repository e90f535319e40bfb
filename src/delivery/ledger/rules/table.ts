import {
  headedTables,
  type TableRow as LedgerRow,
  type HeadedTable as LedgerTable,
  type SourceText,
  sheetsOf,
} from '../../../plan/reading/index.ts'
import { HEADINGS } from './fields.ts'

export type { LedgerRow, LedgerTable }

/** The tables of a workbook whose headings are those of a ledger. */
export const ledgerTables = (source: SourceText): LedgerTable[] => headedTables(sheetsOf(source), HEADINGS)
