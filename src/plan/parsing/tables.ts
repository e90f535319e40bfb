import type { Span } from '../reading/types.ts'
import type { View } from './view.ts'

/** What a column of a task or indicator table says, whatever its heading is called. */
export type ColumnMeaning =
  | 'number'
  | 'task'
  | 'detail'
  | 'lead'
  | 'participant'
  | 'responsible'
  | 'deadline'
  | 'indicator'
  | 'unit'
  | 'baseline'
  | 'target'
  | 'nature'
  | 'project'
  | 'place'
  | 'other'

export interface Column {
  meaning: ColumnMeaning
  heading: string
  /** For baseline and target columns: the year the heading names. */
  year: number | null
}

/** A table of the document whose header was recognized; rows and cells are spans of the view. */
export interface Table {
  /** Index into `view.lines` of the header row (the last one, when the header has two). */
  header: number
  columns: readonly Column[]
  rows: readonly { line: number; cells: readonly Span[] }[]
}

/** Recognizes the tables of a view. */
export function findTables(_view: View): Table[] {
  return []
}
