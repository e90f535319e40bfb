export { FilterError } from './lexer.ts'
export { parseFilter } from './parser.ts'
export { type Columns, filterSql } from './sql.ts'
export type { Filter } from './types.ts'
