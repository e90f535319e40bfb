import './fastify.ts'

export { attachment, type Cell, CSV_TYPE, csvOf, type ExportColumn, XLSX_TYPE, xlsxOf } from './export.ts'
export { decodeCursor, encodeCursor, ListQuery, listOf } from './paging.ts'
export { internalProblem, PROBLEM_TYPE, Problem, problemOf, refusalOf, statusOf } from './problem.ts'
export { httpRefusals } from './refusals.ts'
export { closed, Day, LongText, Moment, NullableDay, nullable, nullableText, Text, Uuid } from './schemas.ts'
export { TEXT_FORMATS } from './text.ts'
export { etagOf, expectVersion } from './version.ts'
