/** [start, end) in UTF-16 units of a document's canonical text. */
export type Span = readonly [start: number, end: number]

export type Format = 'txt' | 'md' | 'html' | 'docx' | 'pdf' | 'xlsx'

/**
 * One run of canonical text that the source shows as a unit. Blocks are in text order and do not overlap; line breaks
 * between them belong to none.
 */
export interface Block {
  kind: 'paragraph' | 'heading' | 'table_row' | 'furniture'
  span: Span
  /** Where the source has it, for the link back to the original: `page 3`, `paragraph 17`, `Sheet1!A4`, `line 9`. */
  source: string
  /** Heading level that the source itself states (Word style, h1 to h6), 1 is the highest. */
  level?: number
  /** Which table of the document a row belongs to (0, 1, …), and the span of each of its cells. */
  table?: number
  cells?: readonly Span[]
  /**
   * Indices of the cells that only repeat the words of a merged cell printed above or to the left. A row with one cell
   * that the source stretches over all columns has one cell here.
   */
  repeats?: readonly number[]
  /** For furniture: why it is not part of the document's own words (`repeated line`, `site navigation`, `page number` …). */
  reason?: string
}

/** Something the reader had to leave out or decide that a person should know: `pages_without_text`, `tracked_changes` … */
export interface Remark {
  code: string
  message: string
  facts: Readonly<Record<string, unknown>>
}

/** What reading yields and parsing consumes: the canonical text of one source file and its blocks. */
export interface SourceText {
  format: Format
  /** Canonical text: lines end with \n, a table row is one line with its cells joined by TAB. What the source had, unrepaired. */
  text: string
  blocks: readonly Block[]
  /** Facts that the container states outside its text (docx properties, html title, meta tags). */
  stated: { title?: string; number?: string; issuer?: string; date?: string }
  /** What was left out, for a person to check. Absent when nothing was. */
  remarks?: readonly Remark[]
}
