import './fastify.ts'

export { cursorOf, isDay, isMoment, isUuid } from './cursor.ts'
export { looseTexts } from './declared.ts'
export {
  attachment,
  type Cell,
  CSV_TYPE,
  csvOf,
  type ExportColumn,
  PRINTED_TABLE,
  XLSX_TYPE,
  xlsxOf,
} from './export.ts'
export { type Form, takeForm } from './form.ts'
export { holdKey, idOfKey, isMade, Once } from './once.ts'
export { originOf } from './origin.ts'
export { cutList, cutListOf, listOf, listOfCursor, listQuery } from './paging.ts'
export { internalProblem, PROBLEM_TYPE, Problem, problemOf, refusalOf, statusOf } from './problem.ts'
export { httpRefusals } from './refusals.ts'
export { closed, Day, LongText, Moment, NullableDay, nullable, nullableText, Text, Uuid } from './schemas.ts'
export { SharedRuns } from './sharedRuns.ts'
export { StandingAnswers } from './standingAnswers.ts'
export { ANSWERED_FORMATS, expectClean, isClean, isSaid, shown, TEXT_FORMATS, visible } from './text.ts'
export { awaitTurn, etagOf, expectVersion, namesVersion, whyUnwritten } from './version.ts'
