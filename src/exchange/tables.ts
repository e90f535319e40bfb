import type {
  ResourceProviderTable,
  ResourceRefreshTable,
  ResourceTable,
  ResourceVersionTable,
} from './catalogue/tables.ts'
import type {
  RegistryEntryPrivateTable,
  RegistryEntryTable,
  RegistryEntryVersionTable,
  RegistryTable,
  RegistryVersionTable,
} from './registers/tables.ts'

declare module '../platform/database/tables.ts' {
  interface Database {
    resource: ResourceTable
    resource_version: ResourceVersionTable
    resource_refresh: ResourceRefreshTable
    resource_provider: ResourceProviderTable
    registry: RegistryTable
    registry_version: RegistryVersionTable
    registry_entry: RegistryEntryTable
    registry_entry_version: RegistryEntryVersionTable
    registry_entry_private: RegistryEntryPrivateTable
  }
}
