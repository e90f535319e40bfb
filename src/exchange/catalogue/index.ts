import type {} from '../tables.ts'

export { draftResource, enterCreditCode, publishResource, recordRefresh, withdrawResource } from './acts.ts'
export { readSheets } from './importing/readSheets.ts'
export { catalogueRefusals } from './refusals.ts'
export { catalogueRoutes } from './routes.ts'
export type { ResourceContent } from './rules/content.ts'
export { ResourceContent as ResourceContentSchema } from './schemas.ts'
export { everyPublished, findResource, PUBLISHED_TABLES } from './store.ts'
