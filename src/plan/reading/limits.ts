/**
 * How much one file may ask of the reader. They bound memory and time for hostile input and leave room for the
 * longest plans there are (a provincial five-year plan is 0.2 million characters, a scanned atlas some 40 MB).
 */
export const LIMITS = {
  /** Size of one file as it arrives, before any of it is read. HTTP and CLI check it first: a larger one is never loaded. */
  fileBytes: 50 * 1024 * 1024,
  /** Files in one uploaded archive. */
  archiveEntries: 1000,
  /** What all files of one uploaded archive may inflate to. */
  archiveBytes: 200 * 1024 * 1024,
  /** Parts inside one docx or xlsx. */
  containerEntries: 10_000,
  /** One inflated part of a docx or xlsx, counted while inflating. */
  partBytes: 64 * 1024 * 1024,
  /** All inflated parts of a docx or xlsx together. */
  containerBytes: 160 * 1024 * 1024,
  /** Inflated bytes for one compressed byte, once a part is larger than `ratioFromBytes`. Real documents stay below 100. */
  ratio: 200,
  ratioFromBytes: 4 * 1024 * 1024,
  /** Depth of nested elements in XML and HTML. Word nests some 30. */
  depth: 512,
  pdfPages: 2000,
  /** Pieces of text and ruling lines of one PDF page. A dense A3 table has some 5,000. */
  pdfPageItems: 200_000,
  /** Non-empty cells of a workbook. */
  sheetCells: 2_000_000,
  /** Columns of one table after merged cells are repeated. */
  tableColumns: 256,
  /** Characters of canonical text. */
  textLength: 60_000_000,
  /** Time one file may take. */
  milliseconds: 60_000,
} as const
