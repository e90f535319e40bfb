export { conflictJob } from './jobs.ts'
export { recheckAll } from './recheck.ts'
export { conflictRoutes } from './routes.ts'
