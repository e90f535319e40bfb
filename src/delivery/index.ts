import type { Job } from '../platform/jobs/index.ts'
import { bindProjectPool } from '../settlement/index.ts'
import { indicatorLightInput, measuredJob, onFigures } from './indicators/index.ts'
import { jointJob, missedReceiptJob, objectionJob } from './joint/index.ts'
import { lightJob, registerLightInput } from './lights/index.ts'
import { reminderJob } from './notices/index.ts'
import { poolProject, projectLightInput, projectYearJob } from './projects/index.ts'
import { cycleJob, recheckJob, recheckReports } from './reporting/index.ts'
import { supervisionLightInput } from './supervision/index.ts'
import type {} from './tables.ts'
import { retirementJob, successionJob } from './tasks/index.ts'

export { toldOn } from './cockpit/index.ts'
export { ladderFor, raiseMatter } from './joint/index.ts'
export { deliveryRoutes } from './routes.ts'
export { CLUSTER_TASK_TABLES, type ClusterTask, clusterTasks } from './tasks/index.ts'

for (const input of [supervisionLightInput, indicatorLightInput, projectLightInput]) registerLightInput(input)
onFigures(recheckReports)
bindProjectPool({ find: poolProject })

/** What the room does by itself, again and again; a part's job is one line here. */
export const deliveryJobs: readonly Job[] = [
  lightJob,
  cycleJob,
  recheckJob,
  measuredJob,
  jointJob,
  missedReceiptJob,
  objectionJob,
  projectYearJob,
  reminderJob,
  successionJob,
  retirementJob,
]
