import type {} from '../tables.ts'

export { sharedColumns } from './exports.ts'
export { applyLoad, correctRow, digestOf, rowsOfJson } from './loading/load.ts'
export { holdingRoutes } from './routes.ts'
export { findUsed, type UsedAgreement } from './sharing/agreement.ts'
export { handOver } from './sharing/handOver.ts'
export { findHolding } from './store.ts'
export { logOutsideUse } from './uses/log.ts'
