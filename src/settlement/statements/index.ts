export { answerObjection, objectTo, type PartySigner, prepareStatement, signStatement } from './acts.ts'
export { statementFileRoutes } from './fileRoutes.ts'
export { lateDataJob, tellLateData } from './lateData.ts'
export { statementRefusals } from './refusals.ts'
export { statementRoutes } from './routes.ts'
export { type ReadStatement, readSigned } from './rules/signed.ts'
export { StatementDetail } from './schemas.ts'
export {
  bindSectionYears,
  type MonthValue,
  type SectionMonth,
  type SectionYear,
  type SectionYearSource,
} from './sectionYears.ts'
export { findStatement } from './store.ts'
export {
  type ObjectionStanding,
  objectionStandings,
  STATEMENT_TABLES,
  type StatementStanding,
  shownElsewhere,
  signedText,
  statementParties,
  statementStandings,
} from './told.ts'
