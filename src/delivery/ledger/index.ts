import type {} from './tables.ts'

export { ledgerRoutes } from './routes.ts'
