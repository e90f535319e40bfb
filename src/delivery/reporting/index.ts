import type {} from './tables.ts'

export { closeCycle, createCycle, openCycle, openDueCycles } from './cycles.ts'
export { cycleJob } from './job.ts'
export { followTasks } from './owed.ts'
export { recheckJob, recheckReports } from './recheck.ts'
export { reviewReport, waiveReport } from './review.ts'
export { reportingRoutes } from './routes.ts'
export {
  OBLIGATION_EVENTS,
  OBLIGATION_MACHINE,
  OBLIGATION_STATES,
  type ObligationEvent,
  type ObligationState,
} from './rules/obligation.ts'
export { type Submission, submitReport } from './submit.ts'
export { passReports, tasksOfFormerUnits } from './succession.ts'
