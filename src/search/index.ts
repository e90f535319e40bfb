import type {} from './tables.ts'

export { searchRoutes } from './routes.ts'
export type * from './schemas.ts'
