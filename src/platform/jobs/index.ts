export { eachAlone } from './alone.ts'
export { type Job, type JobContext, type JobLog, type RunningJobs, startJobs } from './run.ts'
