export { prepareStatement, signStatement } from './acts.ts'
export { statementFileRoutes } from './fileRoutes.ts'
export { lateDataJob, tellLateData } from './lateData.ts'
export { statementRoutes } from './routes.ts'
export {
  bindSectionYears,
  type MonthValue,
  type SectionMonth,
  type SectionYear,
  type SectionYearSource,
} from './sectionYears.ts'
export { findStatement } from './store.ts'
