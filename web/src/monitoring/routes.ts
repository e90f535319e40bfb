import { alertPages } from './alerts/routes.ts'
import { evaluationPages } from './evaluations/routes.ts'
import { retentionPages } from './retention/routes.ts'
import { sectionPages } from './sections/routes.ts'
import { stationPages } from './stations/routes.ts'
import { uploadPages } from './uploads/routes.ts'

/** The pages of the monitoring room: each part adds its own. */
export const monitoringRoutes = [
  ...sectionPages,
  ...evaluationPages,
  ...stationPages,
  ...uploadPages,
  ...retentionPages,
  ...alertPages,
] as const
