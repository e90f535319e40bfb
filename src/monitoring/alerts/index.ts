import type {} from './tables.ts'

export { receiveAlert } from './acts.ts'
export { alertJob } from './job.ts'
export {
  alertsOfBorder,
  BORDER_ALERT_TABLES,
  type BorderAlert,
  type NeighbourReceipt,
  recordNeighbourReceipt,
} from './neighbours.ts'
export { announceMissed, tellOthers } from './receipts.ts'
export { alertRoutes } from './routes.ts'
export { addRule, addTravelTime, setReceivers } from './settings.ts'
export { watchForAlerts } from './watch.ts'
