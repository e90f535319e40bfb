import type { SourceText } from '../reading/types.ts'
import type { Table } from './tables.ts'
import type { OutlineNode, RepairEntry, Span } from './types.ts'
import type { View } from './view.ts'

/**
 * What every finder of entries gets. Grammar works on `view.plain` (half-width signs) or `view.text` (as printed), and
 * turns its offsets into canonical spans with `view.span`; quotes are taken from `source.text`.
 */
export interface ParsingInput {
  source: SourceText
  view: View
  outline: readonly OutlineNode[]
  /** The heading of each outline node (marker and title), as a span of the view. */
  headings: readonly Span[]
  repairs: readonly RepairEntry[]
  tables: readonly Table[]
  /** Id of the innermost outline node that governs a view offset; '' before the first heading. */
  provisionAt(offset: number): string
  /** The canonical text of a span. */
  quote(span: Span): string
}
