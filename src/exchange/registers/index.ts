import type {} from '../tables.ts'

export { loadRegistries, type RegistryConfiguration } from './configured.ts'
export { draftEntry, publishEntry } from './entries.ts'
export { entriesToShare, findEntry, type SharedEntry } from './entryStore.ts'
export { registryRefusals } from './refusals.ts'
export { registryRoutes } from './routes.ts'
export { keepToldEntries, SHARED_ENTRY_TABLES } from './toldEntries.ts'
