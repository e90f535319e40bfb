import type {
  ResourceProviderTable,
  ResourceRefreshTable,
  ResourceTable,
  ResourceVersionTable,
} from './catalogue/tables.ts'

declare module '../platform/database/tables.ts' {
  interface Database {
    resource: ResourceTable
    resource_version: ResourceVersionTable
    resource_refresh: ResourceRefreshTable
    resource_provider: ResourceProviderTable
  }
}
