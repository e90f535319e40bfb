export { checkFile, checkSize } from './check.ts'
export { ZipArchive } from './container/zip.ts'
export { LIMITS } from './limits.ts'
export { openSources } from './openSources.ts'
export { readSource, readSourceHere } from './readSource.ts'
export {
  columnsOf,
  foldHeading,
  type HeadedTable,
  type HeadingWords,
  headedTables,
  linesBelow,
  sheetsOf,
  type TableRow,
} from './tables.ts'
export type { Block, Format, Remark, SourceText, Span } from './types.ts'
