import type {} from './tables.ts'

export { assessDue } from './assess.ts'
export { assessmentJob } from './job.ts'
export { assessmentRoutes } from './routes.ts'
export { type AssessedMonth, type AssessedYear, assessedYear, findSectionIds, sectionNames } from './sectionYear.ts'
