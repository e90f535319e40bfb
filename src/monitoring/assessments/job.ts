import type { Job } from '../../platform/jobs/index.ts'
import { assessDue } from './assess.ts'

/** Assesses what changed, soon after it did. */
export const assessmentJob: Job = {
  name: 'monitoring.assessments',
  every: 10,
  run: ({ database, log }) => assessDue(database, log),
}
