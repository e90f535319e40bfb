import type {} from './tables.ts'

export { projectYearJob } from './job.ts'
export { projectLightInput } from './lightInput.ts'
export { turnProjectYear } from './requests.ts'
export { projectRoutes } from './routes.ts'
export { lastDayOf } from './rules/lastDay.ts'
export { projectsOf, type TaskProject } from './taskProjects.ts'
